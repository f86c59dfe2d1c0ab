import type { Proposition, Stance } from '../../domain/article.ts';
import type { I18n } from '../i18n.ts';

/** Half of a shape is filled where there are conditions, so that the sign holds in black and white. */
const SHAPES: Readonly<Record<Stance, { readonly line: string; readonly fill: string }>> = {
  supports: {
    line: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z',
    fill: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z',
  },
  'supports-with-conditions': {
    line: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z',
    fill: 'M1 8a7 7 0 0 0 14 0Z',
  },
  mixed: { line: 'M8 .8 15.2 8 8 15.2.8 8Z', fill: 'M8 4.6 11.4 8 8 11.4 4.6 8Z' },
  'opposes-with-conditions': { line: 'M1.5 1.5h13v13h-13Z', fill: 'M1.5 8h13v6.5h-13Z' },
  opposes: { line: 'M1.5 1.5h13v13h-13Z', fill: 'M1.5 1.5h13v13h-13Z' },
};

/** A stance's sign: circles support, squares oppose, a diamond is mixed, a dashed ring is silence. */
export function Sign({ stance }: { stance: Stance | null }) {
  if (stance === null) {
    return (
      <svg class="sign" viewBox="0 0 16 16" aria-hidden="true">
        <path class="dashed" d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z" />
      </svg>
    );
  }
  const { line, fill } = SHAPES[stance];
  return (
    <svg class="sign" viewBox="0 0 16 16" aria-hidden="true">
      <path class="line" d={line} />
      <path class="fill" d={fill} />
    </svg>
  );
}

export type Kind = Proposition['kind'];

/** A stance on a proposition of some kind, or silence, in words. */
export const stanceIn = ({ words }: I18n, stance: Stance | null, kind: Kind): string =>
  stance === null ? words.comparison.notStated : words.comparison.stance[kind][stance];

interface LabelProps {
  readonly stance: Stance | null;
  /** Of the proposition; of several in a legend. */
  readonly kinds: readonly Kind[];
  readonly i18n: I18n;
}

/** Sign and word of a stance, or of silence. */
export function StanceLabel({ stance, kinds, i18n }: LabelProps) {
  const words = new Set(kinds.map((kind) => stanceIn(i18n, stance, kind)));
  return (
    <span class={`stance ${stance ?? 'silent'}`} part="stance">
      <Sign stance={stance} /> {[...words].join(' / ')}
    </span>
  );
}

/** The stances in their order, from support to opposition. */
export const STANCES = Object.keys(SHAPES) as readonly Stance[];

/** What the signs mean for the kinds of propositions there are. */
export function Legend({ kinds, i18n }: Omit<LabelProps, 'stance'>) {
  return (
    <ul class="legend" aria-label={i18n.words.comparison.signs}>
      {[...STANCES, null].map((stance) => (
        <li>
          <StanceLabel stance={stance} kinds={kinds} i18n={i18n} />
        </li>
      ))}
    </ul>
  );
}
