/** The pages' only style sheet. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5d5d0, #45454a); --quiet: light-dark(#5c5c5c, #a8a8ad); }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#fcfcfa, #18181b); color: light-dark(#1a1a1a, #ececee); }
main { max-width: 75rem; margin-inline: auto; padding: 1rem; }
a { color: light-dark(#0b5394, #8ab8ff); }
h1, h2 { line-height: 1.2; text-wrap: balance; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .5rem; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; }
tbody th { font-weight: 500; }
.comparison { min-width: 56rem; table-layout: fixed; }
.scroll { overflow-x: auto; }
.topic { font-weight: 700; font-size: 1.15rem; padding-block-start: 1.5rem; }
td p, figure { margin: 0 0 .4rem; }
.stance { font-weight: 600; }
.silent, .conditions, figcaption, .promise, .note { color: var(--quiet); font-size: .9rem; }
.silent { font-style: italic; }
blockquote { margin: 0; padding-inline-start: .6rem; border-inline-start: 3px solid var(--line); }
.poll table { max-width: 40rem; }
`;
