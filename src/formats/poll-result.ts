import type { Poll } from '../domain/article.ts';
import type { Method } from '../domain/method.ts';
import { percentages } from '../domain/percentages.ts';
import type { Standings } from '../domain/standings.ts';
import { csvRow } from './csv.ts';
import { escapeMarkdown, markdownRow } from './markdown.ts';

/** A poll's result with what must be said of it; `words` are of the language it is exported in. */
export interface PollResult {
  readonly poll: Pick<Poll, 'outcomes'>;
  readonly standings: Standings;
  readonly method: Method;
  readonly words: {
    readonly outcome: string;
    readonly votes: string;
    readonly share: string;
    /** The method in sentences, or why nothing is shown yet. */
    readonly method: string;
  };
}

const SIDES = { below: '<', above: '>' } as const;

/** The outcomes with count and whole per cent; both empty while they are not revealed. */
function rows({ poll, standings }: PollResult) {
  const counts = new Map(standings.outcomes.map(({ id, count }) => [id, count]));
  const shares = percentages(poll.outcomes.map(({ id }) => counts.get(id) ?? 0));
  return poll.outcomes.map(({ id, label }, i) => {
    const { percent, bound } = shares[i] ?? {};
    const side = bound === undefined ? '' : SIDES[bound];
    return {
      id,
      label,
      votes: String(counts.get(id) ?? ''),
      percent: percent === undefined ? '' : `${side}${percent}`,
    };
  });
}

const COLUMNS = [
  'outcome',
  'label',
  'votes',
  'percent',
  'question',
  'total',
  'from',
  'until',
  'method',
] as const;

/** A result as CSV: a row for each outcome, each with all that must be said when it is printed. */
export function pollToCsv(result: PollResult): string {
  const { method, words } = result;
  const said = [
    method.question,
    String(method.votes ?? ''),
    method.from ?? '',
    method.until,
    words.method,
  ];
  const lines = rows(result).map(({ id, label, votes, percent }) =>
    csvRow([id, label, votes, percent, ...said]),
  );
  return [csvRow(COLUMNS), ...lines].join('');
}

/** A result as Markdown that renders on GitHub: the question, the table, and what must be said. */
export function pollToMarkdown(result: PollResult): string {
  const { method, words } = result;
  const lines = rows(result).map(({ label, votes, percent }) =>
    markdownRow([
      escapeMarkdown(label),
      votes,
      percent === '' ? '' : escapeMarkdown(`${percent} %`),
    ]),
  );
  const table = [
    markdownRow([words.outcome, words.votes, words.share]),
    markdownRow(['---', '---:', '---:']),
    ...lines,
  ];
  return `${[`# ${escapeMarkdown(method.question)}`, table.join('\n'), escapeMarkdown(words.method)].join('\n\n')}\n`;
}
