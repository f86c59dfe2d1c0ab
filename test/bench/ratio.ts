import type { Sample } from './load.ts';

/** The middle of several figures, with the smallest and the largest beside it. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  const median = (at(0.5) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN)) / 2;
  return { median, min: at(0), max: at(1) };
}

/** Each round's figure over the same round's figure of the baseline. */
export function ratio(
  measured: readonly Sample[],
  baseline: readonly Sample[],
  figure: 'rate' | 'p50' | 'p99' = 'rate',
): Spread {
  return spread(
    measured.map((sample, round) => sample[figure] / (baseline[round]?.[figure] ?? Number.NaN)),
  );
}

/**
 * Runs each load once a round, one at a time, and collects its samples. Every round starts with
 * another load, so that none is always the first on a machine that has just rested. A round before
 * the counted ones lets every Worker compile.
 */
export async function inTurn<Name extends string>(
  rounds: number,
  loads: Readonly<Record<Name, (round: number) => Promise<Sample>>>,
): Promise<Record<Name, Sample[]>> {
  const names = Object.keys(loads) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    Sample[]
  >;
  for (let round = 0; round <= rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const sample = await loads[name](round);
      if (round > 0) samples[name].push(sample);
    }
  }
  return samples;
}
