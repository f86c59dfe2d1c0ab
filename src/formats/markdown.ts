import type { Agreement, Pair, Score } from '../domain/agreement.ts';
import type { Cell, Comparison } from '../domain/comparison.ts';
import { textFragmentLink } from './text-fragment.ts';
import { ATTRIBUTION_WORDS, NOT_STATED, STANCE_WORDS } from './words.ts';

/** Text that Markdown shows as it is, in one line, also inside a table. */
const escape = (text: string) =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/[\\`*_[\]<>|~#$]|^[-+]|(?<=^\d+)[.)]/gu, '\\$&')
    .replaceAll('&', '&amp;');

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
export { escape as escapeMarkdown, row as markdownRow };
const number = (value: number) => String(Number(value.toFixed(3)));

/**
 * A comparison as Markdown that renders on GitHub: the table, the quotations under it, and the
 * agreement of the pairs given, with the terms of each so that a reader can check the sum.
 */
export function toMarkdown(comparison: Comparison, agreement: Agreement, url?: string): string {
  return `${[
    `# ${escape(comparison.article.title)}`,
    table(comparison),
    '## Quotations',
    ...quotations(comparison, url),
    '## Agreement',
    'How close two actors are: the mean of 1 − |a − b| / 2 over the propositions that both state, with supports = 1, with conditions = ½, mixed = 0, opposes = −1.',
    agreements(comparison, agreement),
    ...contrasts(comparison, agreement),
  ].join('\n\n')}\n`;
}

function table({ actors, topics }: Comparison): string {
  return [
    row(['', ...actors.map(({ name }) => escape(name))]),
    row(['---', ...actors.map(() => '---')]),
    ...topics.flatMap((topic) => [
      row([`**${escape(topic.name)}**`, ...actors.map(() => '')]),
      ...topic.propositions.map(({ text, cells }) =>
        row([escape(text), ...actors.map(({ id }) => stanceOf(cells[id] ?? null))]),
      ),
    ]),
  ].join('\n');
}

function stanceOf(cell: Cell | null): string {
  if (cell === null) return `*${NOT_STATED}*`;
  return `**${STANCE_WORDS[cell.stance]}** – ${escape(cell.summary)}`;
}

function quotations({ actors, topics }: Comparison, url: string | undefined): string[] {
  const propositions = topics.flatMap((topic) => topic.propositions);
  return propositions.flatMap(({ text, cells }) => {
    const lines = actors.flatMap(({ id, name }) =>
      (cells[id]?.evidence ?? []).map((evidence) => {
        const { exact, speaker, attribution } = evidence;
        const by = [speaker, ATTRIBUTION_WORDS[attribution]].filter((part) => part !== undefined);
        const words =
          url === undefined
            ? `“${escape(exact)}”`
            : `[“${escape(exact)}”](<${textFragmentLink(url, evidence)}>)`;
        return `- ${escape(name)}: ${words} (${escape(by.join(', '))})`;
      }),
    );
    return lines.length === 0 ? [] : [`### ${escape(text)}`, lines.join('\n')];
  });
}

function agreements({ actors, topics }: Comparison, { pairs }: Agreement): string {
  const names = new Map(actors.map(({ id, name }) => [id, escape(name)]));
  const columns = ['Actors', 'Overall', ...topics.map(({ name }) => escape(name)), 'Terms'];
  return [
    row(columns),
    row(columns.map(() => '---')),
    ...pairs.map((pair) =>
      row([
        pair.actors.map((id) => names.get(id) ?? id).join(' and '),
        figure(pair),
        ...topics.map(({ id }) => figure(pair.topics[id])),
        termsOf(pair),
      ]),
    ),
  ].join('\n');
}

function figure({ score, shared, of }: Score = { score: null, shared: 0, of: 0 }): string {
  return `${score === null ? 'nothing shared' : number(score)} (${shared} of ${of})`;
}

/** Of two actors: where they are on one side, where they are not, what only one of them addresses. */
function contrasts({ actors, topics }: Comparison, { pairs }: Agreement): string[] {
  const [pair, another] = pairs;
  if (pair?.contrast === undefined || another !== undefined) return [];
  const { agree, differ, alone } = pair.contrast;
  const texts = new Map(topics.flatMap((topic) => topic.propositions.map((p) => [p.id, p.text])));
  const lists: [string, readonly string[]][] = [
    ['On the same side', agree],
    ['Apart, the widest difference first', differ],
    ...actors.map(({ id, name }): [string, readonly string[]] => [
      `Only ${escape(name)} says`,
      alone[id] ?? [],
    ]),
  ];
  return lists.flatMap(([title, ids]) =>
    ids.length === 0
      ? []
      : [`### ${title}`, ids.map((id) => `- ${escape(texts.get(id) ?? id)}`).join('\n')],
  );
}

function termsOf({ terms = [], score }: Pair): string {
  if (terms.length === 0 || score === null) return '';
  const sum = terms.map(({ proposition, closeness }) => `${number(closeness)} (${proposition})`);
  return `(${sum.join(' + ')}) / ${terms.length} = ${number(score)}`;
}
