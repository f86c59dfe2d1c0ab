/**
 * A share of the votes in whole per cent. Where the number alone would say that everyone or nobody
 * chose an outcome, and that is not so, `bound` says on which side of it the share is.
 */
export interface Percentage {
  readonly percent: number;
  readonly bound?: 'below' | 'above';
}

/**
 * The shares of counts in whole per cent that add up to 100: all are cut off, and what is missing
 * goes to those that lost most (largest remainder). Of equal ones the first gets it. Without votes
 * there are none.
 */
export function percentages(counts: readonly number[]): readonly Percentage[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const cut = counts.map((count) => Math.floor((count * 100) / total));
  const missing = 100 - cut.reduce((sum, percent) => sum + percent, 0);
  const lost = (i: number) => ((counts[i] ?? 0) * 100) % total;
  const raised = new Set(
    [...counts.keys()].toSorted((a, b) => lost(b) - lost(a) || a - b).slice(0, missing),
  );
  return counts.map((count, i): Percentage => {
    if (count > 0 && count * 100 < total) return { percent: 1, bound: 'below' };
    if (count < total && count * 100 > 99 * total) return { percent: 99, bound: 'above' };
    return { percent: (cut[i] ?? 0) + (raised.has(i) ? 1 : 0) };
  });
}
