/** What a box did with what it was sent. `accepted` counts first ballots, also again after a withdrawal. */
export interface Integrity {
  readonly accepted: number;
  readonly changed: number;
  readonly withdrawn: number;
  /** Refusals by the problem's tag. */
  readonly refused: Readonly<Record<string, number>>;
}

export const NOTHING_DONE: Integrity = { accepted: 0, changed: 0, withdrawn: 0, refused: {} };

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
