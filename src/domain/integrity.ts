import type { Problem } from './problem.ts';

/** What a box did with what it was sent. `accepted` counts first ballots, also again after a withdrawal. */
export interface Integrity {
  readonly accepted: number;
  readonly changed: number;
  readonly withdrawn: number;
  /** Refusals by the problem's tag. */
  readonly refused: Readonly<Record<string, number>>;
}

export const NOTHING_DONE: Integrity = { accepted: 0, changed: 0, withdrawn: 0, refused: {} };

/** What anyone may read of it: what would tell the votes is `null` while they are not revealed. */
export type ShownIntegrity = {
  readonly [K in keyof Integrity]: Integrity[K] extends number ? number | null : Integrity[K];
};

/** The same with all that tells how many voted taken out. */
export const concealIntegrity = ({ refused }: Integrity): ShownIntegrity => ({
  accepted: null,
  changed: null,
  withdrawn: null,
  refused,
});

/** How many were refused, for whatever reason. */
export const refusals = ({ refused }: Integrity): number =>
  Object.values(refused).reduce((sum, count) => sum + count, 0);

/** Adds up what several boxes did. */
export function sumIntegrity(parts: readonly Integrity[]): Integrity {
  const refused: Record<string, number> = {};
  for (const part of parts) {
    for (const [reason, count] of Object.entries(part.refused)) {
      refused[reason] = (refused[reason] ?? 0) + count;
    }
  }
  return {
    accepted: parts.reduce((sum, { accepted }) => sum + accepted, 0),
    changed: parts.reduce((sum, { changed }) => sum + changed, 0),
    withdrawn: parts.reduce((sum, { withdrawn }) => sum + withdrawn, 0),
    refused,
  };
}

/** Counts refusals by their reason; the same object when there are none. */
export function countRefusals(
  integrity: Integrity,
  problems: readonly (Problem | null)[],
): Integrity {
  const refused: Record<string, number> = { ...integrity.refused };
  for (const problem of problems) {
    if (problem !== null) refused[problem.tag] = (refused[problem.tag] ?? 0) + 1;
  }
  return problems.some((problem) => problem !== null) ? { ...integrity, refused } : integrity;
}
