/** Every colour there is, in light and in dark; each pair of text and ground meets WCAG AA. */
const COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  paper: ['#ffffff', '#15181d'],
  ink: ['#1b1e23', '#e8eaed'],
  quiet: ['#565c66', '#a4abb6'],
  rule: ['#d9dce1', '#363c46'],
  control: ['#7b818c', '#7f8794'],
  link: ['#1c4f8f', '#93bdf6'],
  focus: ['#b8741a', '#f0b65e'],
  supports: ['#0b6670', '#63c5cd'],
  opposes: ['#a63d17', '#f2976f'],
  mixed: ['#69508f', '#bfa8e6'],
  closeness: ['#2f6d8c', '#5aa9cf'],
  bar: ['#6f8fb3', '#6a8fbd'],
  track: ['#e9ecf0', '#2a2f38'],
};

/** Stripes that stand where an article is silent. */
const HATCHING =
  'repeating-linear-gradient(135deg, transparent 0 5px, color-mix(in srgb, var(--rule) 55%, transparent) 5px 6px)';

/**
 * The colours as custom properties. Each can be set from outside as `--standpoint-<name>`; where a
 * browser does not know `light-dark()` the light ones hold.
 */
export function palette(): string {
  const properties = (value: (pair: readonly [string, string]) => string) =>
    Object.entries(COLOURS)
      .map(([name, pair]) => `--${name}: var(--standpoint-${name}, ${value(pair)});`)
      .join(' ');
  return `${properties(([light]) => light)}
  --hatching: ${HATCHING};
  @supports (color: light-dark(red, red)) { ${properties(([light, dark]) => `light-dark(${light}, ${dark})`)} }`;
}
