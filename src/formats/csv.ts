import type { Comparison } from '../domain/comparison.ts';
import { NOT_STATED } from './words.ts';

const COLUMNS = [
  'topic',
  'proposition',
  'text',
  'actor',
  'stance',
  'summary',
  'conditions',
  'quotation',
  'speaker',
  'attribution',
  'verified',
] as const;

/** What makes a spreadsheet take a field for a formula, also at full width (OWASP, CSV Injection). */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;

/** One field: an apostrophe before a formula, quotation marks around what would end the field. */
function field(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** One row. */
export const csvRow = (fields: readonly string[]): string => `${fields.map(field).join(',')}\r\n`;

/**
 * A comparison as CSV (RFC 4180): a row for each quotation, and a row for each actor's silence.
 * What a spreadsheet would take for a formula is escaped with an apostrophe.
 */
export function toCsv({ actors, topics }: Comparison): string {
  const rows = topics.flatMap((topic) =>
    topic.propositions.flatMap(({ id, text, cells }) =>
      actors.flatMap((actor) => {
        const start = [topic.id, id, text, actor.id];
        const cell = cells[actor.id] ?? null;
        if (cell === null) return [[...start, NOT_STATED]];
        return cell.evidence.map(({ exact, speaker, attribution, verified }) => [
          ...start,
          cell.stance,
          cell.summary,
          cell.conditions ?? '',
          exact,
          speaker ?? '',
          attribution,
          verified ?? '',
        ]);
      }),
    ),
  );
  const width = (row: readonly string[]) => COLUMNS.map((_, i) => row[i] ?? '');
  return [COLUMNS, ...rows.map(width)].map(csvRow).join('');
}
