/** Failures after which standings are asked for, as no socket brings them. */
const PATIENCE = 3;
const FIRST = 1_000;
const LONGEST = 30_000;

/** How long to wait after so many failures: ms. Twice as long each time, and never all at once. */
export const delay = (failures: number, random = Math.random()): number =>
  Math.min(LONGEST, FIRST * 2 ** failures) * (0.5 + random / 2);

export const outOfPatience = (failures: number): boolean => failures >= PATIENCE;
