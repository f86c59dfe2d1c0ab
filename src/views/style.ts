import { MAX_ACTORS } from '../domain/limits.ts';
import { palette } from './palette.ts';
import { POLL_STYLE } from './poll-style.ts';

/**
 * The renderer's style sheet: a page links it, a custom element adopts it in its shadow root. All of
 * it hangs on `.standpoint`, and nothing needs a style attribute or a script.
 *
 * A publisher's brand goes in through custom properties on `.standpoint` or the custom element:
 * `--standpoint-font`, `--standpoint-heading-font`, `--standpoint-radius`, `--standpoint-rem` and, for each colour of
 * the palette, `--standpoint-<colour>` (see palette.ts); and through `::part()`, by the names that
 * the views give in their `part` attributes.
 */
export const STYLE = inItsOwnSize(`
:host { display: block }
:host .standpoint { padding-block: 1rem }
.standpoint {
  ${palette()}
  --heading: var(--standpoint-heading-font, ui-serif, "Iowan Old Style", "Charter", "Georgia", serif);
  --rem: var(--standpoint-rem, 1rem);
  --radius: var(--standpoint-radius, .375rem);
  color-scheme: light dark; container: standpoint / inline-size;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 var(--standpoint-font, system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans Arabic", sans-serif);
  text-align: start; text-transform: none; text-indent: 0; letter-spacing: normal; word-spacing: normal; white-space: normal; overflow-wrap: break-word; -webkit-text-size-adjust: 100%;
}
@supports (hyphenate-limit-chars: auto) {
  .standpoint { hyphens: auto; hyphenate-limit-chars: 12 5 4 }
  .standpoint :is(h1, h2) { hyphenate-limit-chars: 18 7 7 }
  .standpoint :is(code, pre) { hyphens: none }
}
.standpoint.light { color-scheme: light }
.standpoint.dark { color-scheme: dark }
.standpoint *, .standpoint *::before { box-sizing: border-box }
.standpoint :is(p, ul, figure, blockquote, fieldset, h2, h3, h4) { margin: 0; padding: 0; border: 0 }
.standpoint ul { list-style: none }
.standpoint h2 { font: 600 1.5rem/1.25 var(--heading); text-wrap: balance; letter-spacing: -.005em }
.standpoint a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: from-font }
.standpoint small, .standpoint .note { font-size: .875rem; color: var(--quiet) }
.standpoint [dir="auto"] { text-align: -webkit-match-parent; text-align: match-parent }
.standpoint :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px }
.standpoint .unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.standpoint section + section { margin-block-start: 3rem }
.standpoint details > summary { cursor: pointer; inline-size: fit-content; min-block-size: 1.5rem; font-size: .875rem; color: var(--link) }
.standpoint .scroll { overflow-x: auto }

.standpoint .sign { inline-size: 1em; block-size: 1em; flex: none; overflow: visible; vertical-align: -.125em }
.standpoint .sign .line, .standpoint .sign .dashed { fill: none; stroke: currentcolor; stroke-width: 1.8 }
.standpoint .sign .dashed { stroke-width: 1.4; stroke-dasharray: 2.2 2.4 }
.standpoint .sign .fill { fill: currentcolor }
.standpoint .stance { display: inline-flex; gap: .4em; align-items: baseline; font-weight: 650; font-size: .9375rem; line-height: 1.3; max-inline-size: 100%; overflow-wrap: anywhere }
.standpoint .stance .sign { position: relative; inset-block-start: .1em }
.standpoint .stance.silent { font-weight: 400; font-size: .875rem }
.standpoint :is(.supports, .supports-with-conditions) { --tone: var(--supports) }
.standpoint :is(.opposes, .opposes-with-conditions) { --tone: var(--opposes) }
.standpoint .mixed { --tone: var(--mixed) }
.standpoint .silent { --tone: var(--quiet) }
.standpoint :is(.stance, .rests-on .sign) { color: var(--tone) }
.standpoint .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-block-end: 1rem }
.standpoint .legend .stance { font-size: .8125rem; font-weight: 500 }

.standpoint table { border-collapse: collapse; inline-size: 100% }
.standpoint :is(th, td) { text-align: start; vertical-align: top; font-weight: inherit; padding: 0 }
.comparison :is(table, tbody) { display: block }
.comparison thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%) }
.comparison tbody tr { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .5rem; padding-block-end: 1.75rem }
.comparison tbody th { grid-column: 1 / -1; font: 500 1.0625rem/1.4 var(--heading); padding-block-end: .125rem }
.comparison tbody .topic { padding-block: .5rem .75rem }
.comparison .topic th { font: 600 1.375rem/1.2 var(--heading); border-block-start: 2px solid var(--ink); padding-block-start: .5rem }
.comparison td { display: var(--shown, none); order: var(--place, 3); padding: .75rem; border-radius: var(--radius); background: color-mix(in srgb, var(--tone) 8%, var(--paper)); border-block-start: 3px solid var(--tone) }
.comparison .everyone { margin-block-start: -1.25rem }
.comparison .everyone td { display: block; grid-column: 1 / -1; padding: 0; background: none; border: 0 }
.comparison .everyone li { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 .75rem; padding-block: .25rem; border-block-start: 1px solid var(--rule); font-size: .875rem }
.comparison .everyone .stance { font-size: .875rem }
.comparison td.silent { background: var(--hatching); border-block-start: 3px dotted var(--rule) }
.comparison td.silent .stance { max-inline-size: calc(100% + .375rem); margin-inline-start: -.375rem; background: var(--paper); padding: .0625rem .375rem; border-radius: 2px }
.comparison td:target { display: block; order: var(--place, 0); grid-column: var(--span, 1 / -1); scroll-margin-block-start: 11rem; outline: 3px solid var(--focus); outline-offset: 2px }
.comparison td:focus { outline: 3px solid var(--focus); outline-offset: 2px }
.comparison .who { display: none; font-weight: 600; margin-block-end: .25rem }
.comparison td:target .who { display: var(--who, block) }
.comparison .summary { margin-block-start: .375rem; font-size: .9375rem; line-height: 1.45 }
.comparison .conditions { margin-block-start: .375rem; font-size: .875rem; line-height: 1.4 }
.quotations { margin-block-start: .5rem }
.quotations figure { margin-block: .5rem .875rem }
.quotations blockquote { font: 1rem/1.5 var(--heading); padding-inline-start: .75rem; border-inline-start: 2px solid var(--tone) }
.quotations blockquote p + p { margin-block-start: .5em }
.quotations blockquote[dir] { text-align: start }
.quotations .translation { margin-block-start: .5rem; border-inline-start-style: dotted }
.quotations .translation footer { font: .8125rem/1.4 var(--standpoint-font, system-ui, sans-serif); color: var(--quiet) }
.quotations figcaption { margin-block-start: .375rem; font-size: .8125rem; line-height: 1.4; color: var(--quiet) }
.quotations figcaption > :is(.verified, a) { display: block; margin-block-start: .125rem }
.quotations figcaption > a { inline-size: fit-content; padding-block: .25rem }
.tick { inline-size: .875em; block-size: .875em; vertical-align: -.1em; fill: none; stroke: var(--supports); stroke-width: 2.5 }
.picker { position: sticky; inset-block-start: 0; z-index: 1; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .5rem; padding-block: .5rem; margin-block-end: 1rem; background: var(--paper); border-block-end: 1px solid var(--rule) }
.picker select { inline-size: 100%; min-block-size: 2.75rem; padding-inline: .5rem; font: inherit; font-weight: 600; color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: var(--radius) }
.comparison.n1 td { --shown: block; grid-column: 1 / -1 }
${picks()}
@container standpoint (max-width: 16em) {
  .comparison tbody tr, .picker { grid-template-columns: minmax(0, 1fr) }
  .comparison .who { display: block }
  .picker { position: static }
  .picker select { font-size: .875rem }
  .agreement .matrix { display: none }
}
@container standpoint (min-width: 34em) {
  .comparison .everyone li { grid-template-columns: 14rem minmax(0, 1fr) }
}
@supports not selector(:has(*)) {
  .comparison .picker { display: none }
  .comparison :is(td, .who) { display: block }
}
${wide(1, 30)}${wide(2, 38)}${wide(3, 46)}${wide(4, 54)}${wide(5, 60)}${wide(6, 68)}

.agreement { border-block-start: 2px solid var(--ink); padding-block-start: .75rem }
.agreement > .note { max-inline-size: 42rem; margin-block: .375rem 1.25rem }
.agreement .halves { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem 2.5rem }
.matrix { table-layout: fixed; inline-size: calc(100% + 4px); margin-inline: -2px }
.matrix :is(th, td) { padding: .5rem .125rem; border: 2px solid var(--paper); font-size: .875rem; line-height: 1.3 }
.matrix th { font-weight: 600; vertical-align: bottom; padding-inline: 0 .25rem }
.matrix tbody :is(th, td) { vertical-align: middle }
.matrix tbody td { text-align: center; border-radius: var(--radius) }
.matrix td b { display: block; font-size: 1.125rem; font-weight: 650; font-variant-numeric: tabular-nums }
.matrix td small { font-size: .75rem; color: inherit }
.matrix td.silent { background: var(--hatching); color: var(--quiet); font-size: .75rem }
${[0, 1, 2, 3, 4].map((step) => `.matrix .close-${step} { background: color-mix(in srgb, var(--closeness) ${6 + step * 9}%, var(--paper)) }`).join('\n')}
.agreement .pairs { max-inline-size: 44rem }
.agreement .pair > b, .agreement .pair > summary > b { display: inline-block; min-inline-size: 3.75em; font-variant-numeric: tabular-nums }
.agreement .pair { padding-block: .5rem; border-block-end: 1px solid var(--rule) }
.agreement .pair > summary { inline-size: auto; font-size: 1rem; color: var(--ink) }
.agreement .pair h4 { margin-block: .625rem .125rem; font-size: .8125rem; font-weight: 600; color: var(--quiet) }
.agreement .pair li { font-size: .9375rem; line-height: 1.4; padding-block: .125rem; padding-inline-start: .75rem; border-inline-start: 2px solid var(--rule) }
.agreement :is(b, small) { unicode-bidi: isolate }
.agreement .pairs > :is(.note, .more) { margin-block-start: .75rem }
.agreement.large .matrix { display: none }
@container standpoint (min-width: 48em) {
  .agreement.large .matrix { display: table }
  .agreement.small:has(.matrix) .halves { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start }
}

${POLL_STYLE}

@media (prefers-reduced-motion: reduce) { .standpoint * { transition: none } }
@media (forced-colors: active) {
  .poll .length { fill: CanvasText }
  .poll .track { fill: Canvas }
  .poll .bar { outline: 1px solid CanvasText }
  .poll .line-over-time * { stroke: CanvasText }
}
@media print {
  .standpoint { color-scheme: light; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .comparison .picker, .poll form, .poll .change { display: none }
  .standpoint details::details-content { content-visibility: visible; block-size: auto }
  .standpoint summary { list-style: none }
  .comparison td, .comparison td:target { display: block; order: 0; grid-column: auto; outline: 0 }
  .comparison .topic { break-after: avoid }
  .comparison .who { display: var(--named, block) }
  .comparison tbody tr, .poll .result { break-inside: avoid }
}
`);

/** A page may have set its root's font size to anything; every size here follows one property. */
function inItsOwnSize(css: string): string {
  return css.replace(/(?<!--standpoint-rem, )(-?[0-9]*\.?[0-9]+)rem\b/g, 'calc($1 * var(--rem))');
}

/** Shows the columns that the two lists choose, the first list's first. */
function picks(): string {
  return Array.from({ length: MAX_ACTORS }, (_, i) => {
    const chosen = (side: number, rule: string) =>
      `.comparison:has(.pick-${side} option:nth-child(${i + 1}):checked) td:nth-child(${i + 2}) { ${rule} }`;
    return `${chosen(1, '--shown: block; --place: 2; --span: auto; --who: none')}\n${chosen(0, '--shown: block; --place: 1; --span: auto; --who: none')}`;
  }).join('\n');
}

/** Lays `actors` columns beside each other from `width` em of the root's own size on. */
function wide(actors: number, width: number): string {
  const of = `.comparison.n${actors}`;
  return `@container standpoint (min-width: ${width}em) {
${of} .picker { display: none }
${of} table { display: table; table-layout: fixed; border-collapse: separate; border-spacing: .375rem; inline-size: calc(100% + .375rem); margin-inline-start: -.375rem }
${of} thead { display: table-header-group; position: static; clip-path: none }
${of} thead th { position: sticky; inset-block-start: 0; z-index: 1; font-weight: 650; padding: .5rem .75rem; background: var(--paper) }
${of} thead th:first-child { inline-size: ${Math.max(18, 34 - actors * 3)}% }
${of} tbody { display: table-row-group }
${of} tbody tr { display: table-row }
${of} tbody th { display: table-cell; padding: .625rem .75rem .625rem 0; padding-inline: 0 .75rem }
${of} .topic th { padding-block: 1rem .5rem; border-block-start: 0; border-block-end: 2px solid var(--ink) }
${of} td, ${of} td:target { display: table-cell; --who: none; --named: none }
}
`;
}
