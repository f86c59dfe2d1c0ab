/** The part of the renderer's style sheet that is about polls. */
export const POLL_STYLE = `\
.poll { border-block-start: 2px solid var(--ink); padding-block-start: .75rem; max-inline-size: 44rem }
.poll .kicker { display: flex; justify-content: space-between; gap: 1rem; font-size: .875rem; font-weight: 600; color: var(--quiet); margin-block-end: .25rem }
.poll .state.open { color: var(--supports) }
.poll .state { font-weight: 500 }
.poll fieldset, .poll .outcomes { margin-block: 1rem; min-inline-size: 0 }
.poll .outcome { border: 1px solid var(--rule); border-radius: var(--radius); padding: .25rem .75rem .5rem; margin-block-end: .5rem }
.poll .outcome:has(:checked) { border-color: var(--link); box-shadow: inset 0 0 0 1px var(--link) }
.poll .outcome label { display: flex; gap: .625rem; padding-block: .5625rem; font-size: 1.0625rem; font-weight: 500; cursor: pointer }
.poll .outcome label span { min-inline-size: 0; overflow-wrap: anywhere }
.poll .outcome input { flex: none; inline-size: 1.25rem; block-size: 1.25rem; margin: .1875rem 0 0; accent-color: var(--link) }
.poll .rests-on { margin-inline-start: 1.875rem }
.poll .outcomes .outcome { padding-block: .625rem .5rem; font-size: 1.0625rem; font-weight: 500 }
.poll .outcomes .rests-on { margin-inline-start: 0; font-weight: 400 }
.poll .rests-on > summary { font-size: .8125rem }
.poll .rests-on a { display: block; padding-block: .375rem; font-size: .875rem; line-height: 1.4; color: inherit; text-decoration: none }
.poll .rests-on a:hover { text-decoration: underline }
.poll .buttons { display: flex; flex-wrap: wrap; gap: .75rem }
.poll button { max-inline-size: 100%; overflow-wrap: anywhere; min-block-size: 2.75rem; padding: .5rem 1.5rem; font: inherit; font-weight: 600; color: var(--paper); background: var(--link); border: 1px solid var(--link); border-radius: var(--radius); cursor: pointer }
.poll button.plain { color: var(--link); background: none }
.poll button:hover { filter: brightness(1.1) }
.poll :is(.so-far, .change) { margin-block: 1rem }
.poll .results { margin-block: 1rem }
.poll .result { display: grid; grid-template-columns: minmax(0, 1fr) auto 5rem; gap: .125rem 1rem; align-items: end; padding-block: .5rem }
.poll .result .figures { grid-column: 2 / -1; align-self: start; font-variant-numeric: tabular-nums; text-align: end }
.poll .result:is(.yours, .came-true) .label { font-weight: 600 }
.poll .result em { font-weight: 600; font-size: .75rem; font-style: normal; white-space: nowrap; color: var(--paper); background: var(--link); padding: .125rem .375rem; border-radius: 2px }
.poll .result em.came { background: var(--supports) }
.poll .bar { grid-column: 1 / -1; inline-size: 100%; block-size: .625rem; border-radius: 2px; overflow: hidden }
.poll .bar:has(+ .line-over-time) { grid-column: 1 / 3 }
.standpoint:dir(rtl) .poll :is(.bar, .line-over-time) { transform: scaleX(-1) }
.poll .track { fill: var(--track) }
.poll .length { fill: var(--bar); transition: width .4s }
.poll .yours .length { fill: var(--link) }
.poll .line-over-time { grid-column: 3; inline-size: 100%; block-size: 1.25rem; overflow: visible; border-block-end: 1px solid var(--rule) }
.poll .line-over-time * { fill: none; stroke: var(--quiet); stroke-width: 1.5; vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round }
.poll .line-over-time .now { stroke: var(--ink); stroke-width: 5 }
.poll .history table { font-size: .8125rem; font-variant-numeric: tabular-nums }
.poll .history :is(th, td) { padding-block: .25rem; padding-inline: 0 .75rem; min-inline-size: 4rem; border-block-end: 1px solid var(--rule) }
.poll .history th[scope="row"] { min-inline-size: 8.5rem }
.poll .history thead th { vertical-align: bottom; font-weight: 600 }
.poll .history :is(td, thead th + th) { text-align: end }
.poll .decision { margin-block: .75rem; padding: .75rem 1rem; border-inline-start: 3px solid var(--supports); background: color-mix(in srgb, var(--supports) 8%, var(--paper)) }
.poll .decision.void { border-color: var(--control); background: var(--track) }
.poll .receipt { margin-block: .75rem; font-size: .9375rem }
.poll code { font: .875em/1.4 ui-monospace, monospace; overflow-wrap: anywhere }
.poll footer { margin-block-start: 1.25rem; font-size: .875rem; color: var(--quiet) }
.poll footer p { max-inline-size: 42rem; margin-block: .25rem }
@container standpoint (max-width: 20em) {
  .poll button { padding-inline: .75rem }
  .poll .result :is(.label, .figures) { grid-column: 1 / -1; text-align: start }
}`;
