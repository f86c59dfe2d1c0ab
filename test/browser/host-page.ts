import type { Page } from 'playwright-core';
import { ARTICLE, SERVICE } from './harness.ts';

/* What the pages of another site are made of, and what they are watched for. */

export const SCRIPT = `<script type="module" src="${SERVICE}/widget.js"></script>`;
const FALLBACK = `<a href="${SERVICE}/articles/${ARTICLE}">Who stands where</a>`;

export const elements = (attributes = '') => `
  <stance-comparison article="${ARTICLE}" ${attributes}>${FALLBACK}</stance-comparison>
  <outcome-poll article="${ARTICLE}" poll="who-signs" ${attributes}>${FALLBACK}</outcome-poll>`;

export const host = (body: string, script = SCRIPT) =>
  `<meta name="viewport" content="width=device-width">${script}
   <main><h1>A story</h1><p>Before.</p>${body}<p id="after">After.</p></main>`;

interface Shift {
  readonly sources: readonly { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
}

interface Watching {
  /** What moved, from where to where. */
  readonly shifts: string[];
  readonly events: { type: string; detail: Record<string, unknown> }[];
}

/** Keeps what moves and what the elements tell their page. */
export function watch(): void {
  const kept = { shifts: [] as string[], events: [] as { type: string; detail: unknown }[] };
  Object.assign(window, { kept });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as Shift[]) {
      kept.shifts.push(
        ...entry.sources.map(
          ({ node, previousRect, currentRect }) =>
            `${node?.parentElement?.localName} > ${node?.nodeName}: ${JSON.stringify([previousRect, currentRect])}`,
        ),
      );
    }
  }).observe({ type: 'layout-shift', buffered: true });
  for (const type of ['load', 'vote', 'withdraw', 'error']) {
    addEventListener(`standpoint:${type}`, (event) => {
      kept.events.push({ type, detail: (event as CustomEvent<unknown>).detail });
    });
  }
}

export const kept = (page: Page) =>
  page.evaluate(() => (window as unknown as { kept: Watching }).kept);

/** Makes a browser one that has no Sanitizer API. */
export function forgetSanitizer(): void {
  Reflect.deleteProperty(Element.prototype, 'setHTML');
}

/** Keeps the names of the Trusted Types policies that are made. */
export function keepPolicies(): void {
  const policies: string[] = [];
  Object.assign(window, { policies });
  const { trustedTypes } = window as unknown as {
    trustedTypes: { createPolicy(name: string, rules: object): object };
  };
  const create = trustedTypes.createPolicy.bind(trustedTypes);
  trustedTypes.createPolicy = (name, rules) => {
    policies.push(name);
    return create(name, rules);
  };
}
