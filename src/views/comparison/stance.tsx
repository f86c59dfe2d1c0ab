import type { Stance } from '../../domain/article.ts';
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

/** Sign and word of a stance, or of silence. */
export function StanceLabel({ stance, i18n }: { stance: Stance | null; i18n: I18n }) {
  const { words } = i18n;
  return (
    <span class={`stance ${stance ?? 'silent'}`} part="stance">
      <Sign stance={stance} />{' '}
      {stance === null ? words.comparison.notStated : words.comparison.stance[stance]}
    </span>
  );
}

/** The stances in their order, from support to opposition. */
export const STANCES = Object.keys(SHAPES) as readonly Stance[];

/** What the signs mean. */
export function Legend({ i18n }: { i18n: I18n }) {
  return (
    <ul class="legend" aria-label={i18n.words.comparison.signs}>
      {[...STANCES, null].map((stance) => (
        <li>
          <StanceLabel stance={stance} i18n={i18n} />
        </li>
      ))}
    </ul>
  );
}
