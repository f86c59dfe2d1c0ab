import { Unsolved } from './challenge-frame.ts';
import { languageOf } from './figures.ts';
import { Refused } from './request.ts';
import { localTime } from './wording.ts';

/** What a poll can tell its reader; its words are in the poll's HTML. */
export type Note =
  | 'failed'
  | 'wait'
  | 'unseen'
  | 'not-here'
  | 'challenge'
  | 'challenge-blocked'
  | 'challenge-failed'
  | 'this-page-only';

const noteIn = (section: Element, note: Note) =>
  section.querySelector<HTMLElement>(`[data-told=${note}]`);

/** Shows a note or takes it away; answers with it. */
export function tell(section: Element, note: Note, shown = true): HTMLElement | null {
  const element = noteIn(section, note);
  if (element !== null) element.hidden = !shown;
  return element;
}

/** Takes away what was told of an earlier try. */
export function tellNothing(section: Element): void {
  for (const note of section.querySelectorAll<HTMLElement>('[data-told][role]')) note.hidden = true;
}

/** Tells why a vote was not taken and, where that passes, when to try again. */
export function tellWhy(section: Element, error: unknown): void {
  const until = error instanceof Refused ? error.until : null;
  const element = tell(section, noteOf(error));
  const time = element?.querySelector('time');
  if (!time || until === null) return;
  time.dateTime = new Date(until).toISOString();
  time.textContent = localTime(languageOf(section), time.dateTime);
}

function noteOf(error: unknown): Note {
  if (error instanceof Unsolved) return `challenge-${error.why}`;
  if (!(error instanceof Refused)) return 'failed';
  if (error.status === 429 && error.until !== null) return 'wait';
  if (error.status !== 403) return 'failed';
  return error.message.endsWith('/v1/voters') ? 'challenge-failed' : 'not-here';
}
