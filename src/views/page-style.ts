/** What only whole pages need; the colours are those of the renderer's root around the page. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; background: light-dark(#fff, #15181d) }
:root:has(> body > .light) { color-scheme: light }
:root:has(> body > .dark) { color-scheme: dark }
body { margin: 0 }
.standpoint > main { max-inline-size: 82rem; margin-inline: auto; padding: 1rem clamp(1rem, 4vw, 3rem) 4rem }
.embed > main { padding: .75rem 1rem 1rem; margin: 0; max-inline-size: none }
.embed .headline { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; align-items: baseline; margin-block-end: 1rem }
.embed .headline h1 { font-size: 1.0625rem; font-weight: 500; line-height: 1.3; letter-spacing: normal; margin: 0 }
.embed .headline a { font-size: .875rem }
.bar-top { display: flex; flex-wrap: wrap; gap: .5rem 2rem; justify-content: space-between; align-items: baseline; padding-block-end: .75rem; margin-block-end: 2.5rem; border-block-end: 1px solid var(--rule) }
.bar-top > a { font: 600 1.125rem/1.5 var(--heading); color: var(--ink); text-decoration: none }
.languages { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .875rem }
.languages a { display: inline-block; min-block-size: 1.5rem }
.languages a::first-letter { text-transform: uppercase }
.languages [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none }
h1 { min-inline-size: 0; overflow-wrap: anywhere; font: 600 clamp(1.75rem, 1.3rem + 1.7vw, 2.5rem)/1.15 var(--heading); letter-spacing: -.01em; text-wrap: balance; max-inline-size: 24em; margin: 0 0 .5rem }
.lead { max-inline-size: 42rem; font-size: 1.125rem; color: var(--quiet) }
.standpoint .dateline { margin-block-end: 2rem; font-size: .875rem; color: var(--quiet) }
.front li { padding-block: 1rem; border-block-start: 1px solid var(--rule); font: 500 1.25rem/1.35 var(--heading) }
.front { margin-block-start: 2rem !important; max-inline-size: 48rem }
.front a { color: var(--ink) }
.polls { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 3rem 3rem; align-items: start; margin-block-start: 3rem }
.polls > section { margin: 0 !important }
.put { margin-block-start: 4rem; border-block-start: 2px solid var(--ink); padding-block-start: .75rem }
.put .choices { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin-block: 1rem }
.put legend { font-weight: 600; font-size: .875rem; padding: 0 }
.put label { display: flex; gap: .5rem; padding-block: .1875rem; font-size: .9375rem }
.put :is(fieldset, label span) { min-inline-size: 0; overflow-wrap: anywhere }
.put input { flex: none; inline-size: 1.125rem; block-size: 1.125rem; margin: .125rem 0 0; accent-color: var(--link) }
.put button { max-inline-size: 100%; overflow-wrap: anywhere; min-block-size: 2.75rem; padding: .5rem 1.5rem; font: inherit; font-weight: 600; color: var(--link); background: none; border: 1px solid var(--link); border-radius: var(--radius); cursor: pointer }
.put h3 { margin-block: 1.25rem .375rem; font-size: .9375rem }
.put .snippets { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem }
.put pre { margin: 0; padding: .75rem; border: 1px solid var(--rule); border-radius: var(--radius); background: color-mix(in srgb, var(--track) 50%, var(--paper)); white-space: pre-wrap; overflow-wrap: anywhere; font: .8125rem/1.5 ui-monospace, monospace; user-select: all }
.put iframe { display: block; inline-size: 100%; max-inline-size: 100%; border: 1px solid var(--rule); border-radius: var(--radius) }
@media print { .bar-top .languages, .put { display: none } }
`;
