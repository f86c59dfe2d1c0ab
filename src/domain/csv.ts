import Papa from 'papaparse';
import type { Comparison } from './comparison.ts';
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
  return `${Papa.unparse({ fields: [...COLUMNS], data: rows.map(width) }, { escapeFormulae: true })}\r\n`;
}
