import {
  type Agreement,
  MIN_SHARED,
  type Pair,
  type Score,
  verdictOf,
} from '../domain/agreement.ts';
import type { Evidence, Proposition } from '../domain/article.ts';
import type { Cell, Comparison } from '../domain/comparison.ts';
import { textFragmentLink } from './text-fragment.ts';
import {
  ATTRIBUTION_WORDS,
  INFERRED,
  NOT_STATED,
  STANCE_WORDS,
  VERDICT_WORDS,
  VERIFIED_BY,
} from './words.ts';

type Kind = Proposition['kind'];

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
    ...verified(comparison),
    ...quotations(comparison, url),
    ...inferred(comparison, url),
    ...agreements(comparison, agreement),
    ...contrasts(comparison, agreement),
  ].join('\n\n')}\n`;
}

function table({ actors, topics }: Comparison): string {
  return [
    row(['', ...actors.map(({ name }) => escape(name))]),
    row(['---', ...actors.map(() => '---')]),
    ...topics.flatMap((topic) => [
      row([`**${escape(topic.name)}**`, ...actors.map(() => '')]),
      ...topic.propositions.map(({ text, kind, cells }) =>
        row([escape(text), ...actors.map(({ id }) => stanceOf(kind, cells[id] ?? null))]),
      ),
    ]),
  ].join('\n');
}

function stanceOf(kind: Kind, cell: Cell | null): string {
  if (cell === null) return `*${NOT_STATED}*`;
  return `**${STANCE_WORDS[kind][cell.stance]}** – ${escape(cell.summary)}`;
}

function verified({ article: { verification } }: Comparison): string[] {
  if (verification === undefined) return [];
  return [`${VERIFIED_BY[verification.by]}, ${verification.at.slice(0, 10)}.`];
}

function quotations({ actors, topics }: Comparison, url: string | undefined): string[] {
  const propositions = topics.flatMap((topic) => topic.propositions);
  return propositions.flatMap(({ text, cells }) => {
    const lines = actors.flatMap(({ id, name }) =>
      (cells[id]?.evidence ?? []).map(
        (evidence) => `- ${escape(name)}: ${quotation(evidence, url)}`,
      ),
    );
    return lines.length === 0 ? [] : [`### ${escape(text)}`, lines.join('\n')];
  });
}

function quotation(evidence: Evidence, url: string | undefined): string {
  const { exact, speaker, attribution } = evidence;
  const by = [speaker, ATTRIBUTION_WORDS[attribution]].filter((part) => part !== undefined);
  const words = `“${escape(exact)}”`;
  const linked = url === undefined ? words : `[${words}](<${textFragmentLink(url, evidence)}>)`;
  return `${linked} (${escape(by.join(', '))})`;
}

function inferred({ topics }: Comparison, url: string | undefined): string[] {
  const lines = topics.flatMap(({ inferences = [] }) =>
    inferences.map(({ text, evidence }) => {
      const shown = evidence.map((each) => quotation(each, url));
      return `- ${escape(text)} ${shown.join('; ')}`;
    }),
  );
  return lines.length === 0 ? [] : [`## ${INFERRED}`, lines.join('\n')];
}

function agreements({ actors, topics }: Comparison, { pairs }: Agreement): string[] {
  if (pairs.length === 0) return [];
  const notes = [
    ...(pairs.every(({ thin }) => thin)
      ? []
      : [
          'How close two actors are: the mean of 1 − |a − b| / 2 over the propositions that both state, with supports or affirms = 1, with conditions = ½, mixed = 0, opposes or disputes = −1.',
        ]),
    ...(pairs.some((pair) => verdictOf(pair) !== null)
      ? [`Fewer than ${MIN_SHARED} shared propositions are too few for a figure: words say it.`]
      : []),
  ];
  const names = new Map(actors.map(({ id, name }) => [id, escape(name)]));
  // The sums that make the figures; where all is said in words there is none.
  const sums = pairs.map(sumOf);
  const summed = sums.some((sum) => sum !== '');
  const columns = [
    'Actors',
    'Overall',
    ...topics.map(({ name }) => escape(name)),
    ...(summed ? ['Terms'] : []),
  ];
  const rows = pairs.map((pair, i) =>
    row([
      pair.actors.map((id) => names.get(id) ?? id).join(' and '),
      figure(pair),
      ...topics.map(({ id }) => figure(pair.topics[id])),
      ...(summed ? [sums[i] ?? ''] : []),
    ]),
  );
  const head = [row(columns), row(columns.map(() => '---'))];
  return [
    '## Agreement',
    ...(notes.length > 0 ? [notes.join(' ')] : []),
    [...head, ...rows].join('\n'),
  ];
}

function figure(score: Score | undefined): string {
  if (score === undefined || score.score === null) return 'nothing shared';
  const verdict = verdictOf(score);
  const words = verdict === null ? number(score.score) : VERDICT_WORDS[verdict];
  return `${words} (${score.shared} of ${score.of})`;
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

function sumOf({ terms = [], score, thin }: Pair): string {
  if (thin || score === null) return '';
  const sum = terms.map(({ proposition, closeness }) => `${number(closeness)} (${proposition})`);
  return `(${sum.join(' + ')}) / ${terms.length} = ${number(score)}`;
}
