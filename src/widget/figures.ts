import type { Standings } from '../domain/standings.ts';
import { localTime, wordingIn } from './wording.ts';

export const languageOf = (element: Element) =>
  element.closest<HTMLElement>('[lang]')?.lang || 'en';

/** Writes new counts over the old ones; nothing else is touched, so the focus stays where it is. */
export function showFigures(section: HTMLElement, { outcomes, total }: Standings): void {
  const { votes, bounds } = section.dataset;
  const words = wordingIn(
    languageOf(section),
    JSON.parse(votes ?? '{}'),
    JSON.parse(bounds ?? '{}'),
  );
  const percents = words.percents(outcomes.map(({ count }) => count ?? 0));
  const write = (root: Element, selector: string, text: string) => {
    const element = root.querySelector(selector);
    if (element !== null && element.textContent !== text) element.textContent = text;
  };
  // The rows stand in the poll's order, as the outcomes do.
  section.querySelectorAll('.result').forEach((row, i) => {
    const { count = 0, share = null } = outcomes[i] ?? {};
    write(row, '.figures b', percents[i] ?? '–');
    write(row, '.figures small', words.votes(count ?? 0));
    row.querySelector('.length')?.setAttribute('width', ((share ?? 0) * 100).toFixed(2));
  });
  write(section, '.results > .note b', words.votes(total ?? 0));
  write(section, '.so-far > summary small', `(${words.votes(total ?? 0)})`);
}

/** Puts times into the reader's zone; a table that says UTC stays as it is. */
export function showLocalTimes(section: Element): void {
  for (const time of section.querySelectorAll<HTMLTimeElement>('time[datetime*="T"]')) {
    if (time.closest('table') === null) {
      time.textContent = localTime(languageOf(time), time.dateTime);
    }
  }
}
