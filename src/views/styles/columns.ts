import { MAX_ACTORS } from '../../domain/limits.ts';

/** From how many em of the root's own size on 1, 2, … columns stand beside each other. */
const WIDTHS = [30, 38, 46, 54, 60, 68];

/** The part of the renderer's style sheet that differs by column and by how many there are. */
export function columns(): string {
  const picked = Array.from({ length: MAX_ACTORS }, (_, actor) => picks(actor));
  return [...picked, ...WIDTHS.map((width, i) => wide(i + 1, width))].join('\n');
}

/** Shows the column of an actor, counted from 0, whom a list has chosen; the first list's first. */
function picks(actor: number): string {
  const chosen = (side: number) =>
    `.comparison:has(.pick-${side} option:nth-child(${actor + 1}):checked) td:nth-child(${actor + 2})`;
  return `
${chosen(1)} { --shown: block; --place: 2; --span: auto; --who: none }
${chosen(0)} { --shown: block; --place: 1; --span: auto; --who: none }`;
}

/** Lays the columns of so many actors beside each other from a width, in em, on. */
function wide(actors: number, width: number): string {
  const of = `.comparison.n${actors}`;
  return `
@container standpoint (min-width: ${width}em) {
  ${of} .picker { display: none }
  ${of} table {
    display: table;
    table-layout: fixed;
    border-collapse: separate;
    border-spacing: calc(.375 * var(--rem));
    inline-size: calc(100% + .375 * var(--rem));
    margin-inline-start: calc(-.375 * var(--rem));
  }
  ${of} thead { display: table-header-group; position: static; clip-path: none }
  ${of} thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    font-weight: 650;
    padding: calc(.5 * var(--rem)) calc(.75 * var(--rem));
    background: var(--paper);
  }
  ${of} thead th:first-child { inline-size: ${Math.max(18, 34 - actors * 3)}% }
  ${of} tbody { display: table-row-group }
  ${of} tbody tr { display: table-row }
  ${of} tbody th {
    display: table-cell;
    padding-block: calc(.625 * var(--rem));
    padding-inline: 0 calc(.75 * var(--rem));
  }
  ${of} .topic th {
    padding-block: var(--rem) calc(.5 * var(--rem));
    border-block-start: 0;
    border-block-end: 2px solid var(--ink);
  }
  ${of} td, ${of} td:target { display: table-cell; --who: none; --named: none }
}`;
}
