import type { Sample } from './load.ts';
import { type Spread, spread } from './ratio.ts';

/** What was measured: in words, and where loads were run their samples, round by round. */
export interface Figures {
  readonly words: string;
  readonly samples?: readonly Sample[];
}

/** One line of the report: a ratio beside what it should be, or a plain word why there is none. */
export interface Row {
  readonly what: string;
  readonly measured?: Figures;
  readonly baseline?: Figures;
  readonly ratio?: Spread;
  /** A relation and a number; left out where the row is only for comparison. */
  readonly aim?: readonly ['≥' | '≤' | '<', number];
  readonly skipped?: string;
}

const number = (value: number, digits = 0) =>
  value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The medians of a load's rounds. */
export function figures(samples: readonly Sample[], name = ''): Figures {
  const of = (figure: keyof Sample) => spread(samples.map((sample) => sample[figure])).median;
  const words = `${name} ${number(of('rate'))}/s, p99 ${number(of('p99'))} ms`.trim();
  return { words, samples };
}

function verdict({ ratio, aim }: Row): string {
  if (ratio === undefined || aim === undefined) return '';
  const [relation, bound] = aim;
  const { median } = ratio;
  const met = { '≥': median >= bound, '≤': median <= bound, '<': median < bound }[relation];
  return `${relation} ${bound} ${met ? 'met' : 'missed'}`;
}

/** A Markdown table of the rows. */
export function markdown(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    row.skipped === undefined ? (row.measured?.words ?? '') : `skipped: ${row.skipped}`,
    row.baseline?.words ?? '',
    row.ratio === undefined
      ? ''
      : `${number(row.ratio.median, 2)} (${number(row.ratio.min, 2)}–${number(row.ratio.max, 2)})`,
    verdict(row),
  ]);
  const head = ['what', 'measured', 'baseline', 'ratio: median (min–max)', 'aim'];
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
