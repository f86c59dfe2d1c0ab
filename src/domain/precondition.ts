import type { Problem } from './problem.ts';

/** Versions that a condition names: whichever there is, or these. */
export type Versions =
  | { readonly tag: 'any' }
  | { readonly tag: 'these'; readonly versions: readonly string[] };

/** What a change demands of the version that is there (RFC 9110, section 13.1). */
export interface Precondition {
  /** One of these must be there. */
  readonly match?: Versions;
  /** None of these may be there. */
  readonly noneMatch?: Versions;
}

/** Why `current` may not be replaced, or `null` when it may; it is `null` while nothing is there. */
export function mayNotReplace(
  { match, noneMatch }: Precondition,
  current: string | null,
): Problem | null {
  const failed =
    (match !== undefined && !names(match, current)) ||
    (noneMatch !== undefined && names(noneMatch, current));
  if (failed) return { tag: 'precondition-failed', current };
  // Whoever does not say what they replace may not know that it is there.
  return match === undefined && current !== null ? { tag: 'precondition-required', current } : null;
}

const names = (versions: Versions, current: string | null): boolean =>
  current !== null && (versions.tag === 'any' || versions.versions.includes(current));
