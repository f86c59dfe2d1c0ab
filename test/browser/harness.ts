import { createServer } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject } from 'vitest';

const running = inject('running');

/** The tests of this project, left out where there is no browser. */
export const inBrowser = describe.skipIf(running === null);
/** The service's origin. */
export const SERVICE = running?.service ?? '';
export const ARTICLE = 'russia-rare-earths-offer';

/** The widths that everything must stand at: CSS pixels. */
export const WIDTHS = [360, 1200] as const;
const HEIGHT = 800;

let browser: Browser | undefined;
const opened: Page[] = [];
beforeAll(async () => {
  if (running !== null) browser = await chromium.connect(running.browser);
});
afterAll(() => browser?.close());

interface Options extends BrowserContextOptions {
  readonly width?: number;
}

/** A page of a reader of their own: nothing is kept from the others. */
export async function openReader({ width = 1200, ...options }: Options = {}): Promise<Page> {
  if (browser === undefined) throw new Error('no browser');
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    locale: 'en-GB',
    timezoneId: 'Europe/Kyiv',
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  opened.push(page);
  return page;
}

/** Closes the pages that a test opened. */
export async function closeReaders(): Promise<void> {
  await Promise.all(opened.splice(0).map((page) => page.context().close()));
}

/**
 * What the rules of WCAG 2.2, levels A and AA, find wrong with a page. The preview on the article's
 * page is left out: it is a frame, which is tested by itself.
 */
export async function violations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  // "Legacy" is the mode that does not open a page of its own for what it finds in frames.
  const axe = new AxeBuilder({ page }).setLegacyMode().withTags(tags).exclude('.put iframe');
  const found = await axe.analyze();
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary}`).join('\n')}`,
  );
}

/** A page, or a frame in one. */
type Document = Pick<Page, 'evaluate'>;

/** Opens everything that a tap opens. */
export const unfold = (page: Document) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

/** What makes a page wider than its window; nothing where it is not. */
export const tooWide = (page: Document) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -1 || right > clientWidth + 1);
    });
    return wide
      .map(
        ({ localName, className, textContent }) =>
          `${localName}.${className} ${textContent.slice(0, 40)}`,
      )
      .concat(`${scrollWidth - clientWidth} px`);
  });

/** Texts that do not fit where they stand, each with what is wrong. */
export function clippedTexts(): string[] {
  const clipped: string[] = [];
  const roots = [document.body, ...document.querySelectorAll('outcome-poll, stance-comparison')];
  const texts = roots.flatMap((root) => {
    const walker = document.createTreeWalker(root.shadowRoot ?? root, NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    while (walker.nextNode() !== null) nodes.push(walker.currentNode);
    return nodes;
  });
  for (const node of texts) {
    const element = node.parentElement;
    if (element === null || node.textContent?.trim() === '' || !element.checkVisibility()) continue;
    // What scrolls by itself, and can have the focus, loses nothing.
    if (element.closest('.unseen, script, select, .comparison thead, .scroll') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = range.getClientRects();
    const { length } = node.textContent ?? '';
    if (lines.length > 2 && length < 3 * lines.length)
      clipped.push(`squeezed: ${node.textContent}`);
    for (const { left, right, width } of lines) {
      const outside = left < -1 || right > document.documentElement.clientWidth + 1;
      if (width > 0 && outside) clipped.push(`${element.tagName}: ${node.textContent}`);
    }
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const hides =
        (overflowX === 'hidden' && box.scrollWidth > box.clientWidth + 1) ||
        (overflowY === 'hidden' && box.scrollHeight > box.clientHeight + 1);
      if (hides) clipped.push(`${box.tagName} hides ${node.textContent}`);
    }
  }
  return clipped;
}

/** A poll, or what of it is clicked. */
export type Place = ReturnType<Page['locator']>;

/** Clicks until something is so: a frame takes no click where it has hardly been seen yet. */
export const clickUntil = (place: Place, isSo: () => Promise<boolean>): Promise<void> =>
  expect
    .poll(() => place.click().then(() => isSo()), { timeout: 10_000, interval: 200 })
    .toBe(true);

/** Chooses an outcome of a poll that is in a frame. */
export async function choose(poll: Place, outcome: string): Promise<void> {
  const radio = poll.getByRole('radio', { name: outcome, exact: true });
  await clickUntil(radio, () => radio.isChecked());
}

/** Another site's pages, on an origin of their own, which is not even the same host. */
export async function startHost() {
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const server = createServer((request, response) => {
    const page = pages.get(request.url?.split('?')[0] ?? '');
    response.writeHead(page === undefined ? 404 : 200, {
      'Content-Type': 'text/html; charset=utf-8',
      ...page?.headers,
    });
    response.end(page?.html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    /** Publishes a page there and answers with its URL. */
    serve(path: string, html: string, headers: Record<string, string> = {}): string {
      pages.set(path, {
        html: `<!doctype html><html lang="en"><title>Host</title>${html}`,
        headers,
      });
      return `http://127.0.0.1:${port}${path}`;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}

/** Publishes an article that was verified elsewhere. */
export function publish(article: { readonly id: string }): Promise<Response> {
  return fetch(`${SERVICE}/v1/articles/${article.id}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${running?.reviewedToken}`,
      'Content-Type': 'application/json',
      'If-None-Match': '*',
    },
    body: JSON.stringify({ article }),
  });
}

/** The address of a poll that its objects call `article/poll`. */
const addressOf = (poll: string) => `${SERVICE}/v1/articles/${poll.replace('/', '/polls/')}`;

/** Closes or resolves a poll, as an editor does. */
export async function end(
  poll: string,
  part: 'close' | 'resolution',
  body?: unknown,
): Promise<void> {
  const answer = await fetch(`${addressOf(poll)}/${part}`, {
    method: part === 'close' ? 'POST' : 'PUT',
    headers: {
      Authorization: `Bearer ${running?.editorToken}`,
      'Content-Type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Another reader votes; answers with what their ballot got. */
export async function voteElsewhere(outcome: string, poll = `${ARTICLE}/who-signs`): Promise<void> {
  const voter = await fetch(`${SERVICE}/v1/voters`, { method: 'POST' });
  const { token } = (await voter.json()) as { token: string };
  const answer = await fetch(`${addressOf(poll)}/ballot`, {
    method: 'PUT',
    headers: { 'Standpoint-Voter': token, 'Content-Type': 'application/json' },
    body: JSON.stringify({ outcome }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

/** The votes a poll has. */
export async function total(poll = `${ARTICLE}/who-signs`): Promise<number> {
  const answer = await fetch(`${addressOf(poll)}/standings`, { cache: 'no-store' });
  return ((await answer.json()) as { total: number }).total;
}
