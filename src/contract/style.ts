/** The style sheet of the pages about the contract. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5d5d0, #45454a); --quiet: light-dark(#5c5c5c, #a8a8ad); --sunk: light-dark(#f0f0ec, #232327); }
* { box-sizing: border-box; }
html { scroll-padding-block-start: 1rem; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#fcfcfa, #18181b); color: light-dark(#1a1a1a, #ececee); }
a { color: light-dark(#0b5394, #8ab8ff); }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
main { padding: 1rem; min-width: 0; max-width: 52rem; overflow-wrap: anywhere; }
main > h2 { margin-block-start: 3rem; padding-block-end: .3rem; border-block-end: 2px solid var(--line); }
section { margin-block: 2.5rem; }
h3 { margin-block-end: .3rem; font-size: 1.2rem; }
.call { margin-block: .3rem .8rem; }
.call b { padding: .1rem .4rem; border-radius: .25rem; background: light-dark(#0b5394, #8ab8ff); color: light-dark(#fff, #10101a); font-size: .85rem; }
.note { color: var(--quiet); }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { padding: .8rem; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: .4rem; background: var(--sunk); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin-block: .8rem; overflow-wrap: normal; }
th, td { padding: .35rem .8rem .35rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
th { color: var(--quiet); font-weight: 500; font-size: .9rem; }
td:first-child { white-space: nowrap; }
summary { cursor: pointer; padding-block: .25rem; }
nav { padding: 1rem; font-size: .9rem; border-block-end: 1px solid var(--line); overflow-wrap: anywhere; }
nav h2 { margin-block: 1rem .2rem; font-size: .9rem; color: var(--quiet); font-weight: 500; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li a { display: block; padding-block: .2rem; text-decoration: none; }
nav li a:hover { text-decoration: underline; }
nav b { font-size: .75rem; font-weight: 600; }
body.problem main { margin-inline: auto; }
@media (min-width: 60rem) {
  body.docs { display: grid; grid-template-columns: 19rem minmax(0, 1fr); max-width: 76rem; margin-inline: auto; }
  nav { position: sticky; inset-block-start: 0; max-height: 100vh; overflow-y: auto; border-block-end: 0; border-inline-end: 1px solid var(--line); }
  body.docs main { padding-inline-start: 2.5rem; }
}
`;
