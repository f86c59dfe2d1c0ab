/** A poll's counts at one time, in the poll's order of outcomes; `at` is ISO 8601, UTC. */
export interface Snapshot {
  readonly at: string;
  readonly version: number;
  readonly total: number;
  readonly counts: readonly number[];
}

/** How a poll's counts moved. No snapshots while they are not revealed. */
export interface History {
  readonly poll: string;
  readonly outcomes: readonly string[];
  readonly snapshots: readonly Snapshot[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Of the snapshots that are younger than `age`, one is kept every `every`: ms. */
const BANDS = [
  { age: HOUR, every: MINUTE },
  { age: DAY, every: 15 * MINUTE },
  { age: 30 * DAY, every: 6 * HOUR },
  { age: 400 * DAY, every: DAY },
] as const;

/** The most snapshots that are ever kept: every band full, the first one, and one being taken. */
export const MAX_SNAPSHOTS = BANDS.reduce((sum, { age, every }) => sum + age / every + 1, 2);

/**
 * Which of the snapshots taken at `times` (epoch ms, ascending) are kept at `now`: dense while they
 * are young, thinned as they age. The first and the latest always are; of the others the last in
 * each interval is, so that what is kept once is not thinned again for another's sake.
 */
export function thin(times: readonly number[], now: number): number[] {
  const intervalOf = (time: number): string | null => {
    const band = BANDS.find(({ age }) => now - time < age);
    return band === undefined ? null : `${band.every}:${Math.floor(time / band.every)}`;
  };
  return times.filter((time, i) => {
    const next = times[i + 1];
    if (i === 0 || next === undefined) return true;
    const interval = intervalOf(time);
    return interval !== null && interval !== intervalOf(next);
  });
}
