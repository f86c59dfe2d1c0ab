import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { inBrowser, openReader, publish, SERVICE, startHost, tooWide } from './harness.ts';
import { forgetSanitizer } from './host-page.ts';
import { VECTORS } from './xss-vectors.ts';

/** These tests open many documents. */
const LONG = { timeout: 200_000 };
/** How often an article has each kind of text that it may have more than once. */
const EACH = 10;
const IDS = Array.from({ length: EACH }, (_, i) => `n${i}`);

const source = (publisher: string) => ({
  url: 'https://paper.example/story',
  publisher,
  published: '2026-01-02',
  sha256: '0'.repeat(64),
});

/**
 * An article whose every text is a vector, but for its title. Over all of them each kind of text has
 * had each vector.
 */
function article(n: number) {
  const used = new Map<string, number>();
  const text = (kind: string) => {
    const count = used.get(kind) ?? 0;
    used.set(kind, count + 1);
    return VECTORS[(n * EACH + count) % VECTORS.length] ?? '';
  };
  const evidence = () => ({
    exact: text('exact'),
    prefix: text('prefix'),
    suffix: text('suffix'),
    speaker: text('speaker'),
    attribution: 'direct',
    verified: 'exact',
    translations: [{ language: 'en', text: text('translation'), by: text('translator') }],
  });
  return {
    id: `vectors-${n}`,
    title: 'A story',
    titleBy: 'editor',
    language: 'de',
    source: source('A paper'),
    actors: IDS.map((id) => ({
      id,
      name: text('name'),
      kind: 'organisation',
      voices: [{ name: text('voice'), role: text('role') }],
    })),
    topics: IDS.map((id) => ({
      id,
      name: text('topic'),
      propositions: [{ id: `p-${id}`, text: text('proposition') }],
    })),
    positions: IDS.map((id) => ({
      actor: id,
      proposition: `p-${id}`,
      stance: 'supports-with-conditions',
      summary: text('summary'),
      conditions: text('conditions'),
      evidence: [evidence()],
    })),
    polls: IDS.map((id) => ({
      id,
      question: text('question'),
      asks: 'expectation',
      outcomes: [
        { id: 'yes', label: text('label'), restsOn: [`${id}/p-${id}`] },
        { id: 'no', label: 'No', restsOn: [] },
      ],
      closes: '2099-01-01T00:00:00Z',
      resolution: { rule: text('rule') },
    })),
  };
}

/** An article whose title and publisher alone are vectors: it has but one of each. */
const titled = (n: number) => ({
  ...article(0),
  id: `title-${n}`,
  title: VECTORS[n],
  source: source(VECTORS[n] ?? ''),
  actors: [{ id: 'one', name: 'One', kind: 'person', voices: [] }],
  topics: [{ id: 'topic', name: 'A topic', propositions: [{ id: 'p', text: 'A proposition.' }] }],
  positions: [],
  polls: [],
});

interface Seen {
  readonly page: Page;
  /** What ran, asked or was loaded that should not have been. */
  readonly bad: string[];
}

async function watched(width: number, host: string): Promise<Seen> {
  const page = await openReader({ width });
  const bad: string[] = [];
  page.on('dialog', (dialog) => {
    bad.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (![SERVICE, host].includes(new URL(request.url()).origin))
      bad.push(`request: ${request.url()}`);
  });
  page.on('popup', (popup) => bad.push(`popup: ${popup.url()}`));
  await page.route(
    (url) => ![SERVICE, host].includes(url.origin),
    (route) => route.abort(),
  );
  return { page, bad };
}

/** Wakes what lies in a document and its shadow roots; answers with the addresses in it. */
function stir(): string[] {
  const roots = [document, ...document.querySelectorAll('outcome-poll, stance-comparison')];
  const all = roots.flatMap((root) => [
    ...(root instanceof Element ? (root.shadowRoot ?? root) : root).querySelectorAll('*'),
  ]);
  for (const element of all) {
    if (element instanceof HTMLDetailsElement) element.open = true;
    for (const event of ['mouseover', 'mousemove', 'focus']) {
      element.dispatchEvent(new Event(event, { bubbles: true }));
    }
  }
  return all.flatMap((element) =>
    ['href', 'src', 'action', 'formaction'].flatMap((name) => element.getAttribute(name) ?? []),
  );
}

/** Opens a document and holds it, and what is framed in it, to doing nothing and keeping its shape. */
async function hold({ page, bad }: Seen, path: string): Promise<void> {
  const answer = await page.goto(new URL(path, SERVICE).href);
  expect(answer?.status(), path).toBe(200);
  for (const element of await page.locator('outcome-poll, stance-comparison').all()) {
    await element.locator('.standpoint').waitFor();
  }
  for (const frame of page.frames()) {
    const url = frame.url();
    if (!url.startsWith('http')) {
      expect(path, 'only the page has a preview, which waits to be scrolled to').toMatch(
        /^\/articles/,
      );
      continue;
    }
    await frame.waitForLoadState(); // what is stirred in the page may bring its preview into view
    const links = await frame.evaluate(stir);
    expect(links.filter((link) => /^\s*(?:javascript|data|vbscript):/i.test(link))).toEqual([]);
    // A fragment has no style sheet of its own.
    if (!url.includes('/v1/')) expect(await tooWide(frame), url).toEqual([]);
  }
  expect(bad, path).toEqual([]);
}

const framed = (path: string) => `<iframe src="${SERVICE}${path}" width="100%"></iframe>`;

/** A page of another site that shows an article in every way there is. */
const everyWay = (id: string) => `
  <meta name="viewport" content="width=device-width">
  <script type="module" src="${SERVICE}/widget.js"></script>
  <style>stance-comparison, outcome-poll { --standpoint-height: 1px }</style>
  <stance-comparison article="${id}"></stance-comparison>
  ${IDS.map((poll) => `<outcome-poll article="${id}" poll="${poll}"></outcome-poll>`).join('')}
  ${framed(`/embed/${id}?show=comparison`)}
  ${framed(`/v1/articles/${id}/comparison.html`)}
  ${IDS.map((poll) => framed(`/embed/${id}?show=poll&poll=${poll}`) + framed(`/v1/articles/${id}/polls/${poll}.html`)).join('')}`;

inBrowser('an article whose every text is an injection', async () => {
  const host = await startHost();
  afterAll(() => host.close());

  async function publishAll(articles: readonly { readonly id: string }[]): Promise<void> {
    const publishOne = async (made: { readonly id: string }) => {
      const published = await publish(made);
      expect(published.status, await published.text()).toBe(201);
      const answer = await fetch(`${SERVICE}/v1/articles/${made.id}`);
      expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/);
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(await answer.json()).toMatchObject(made);
    };
    await Promise.all(articles.map(publishOne));
  }

  test('runs nothing, loads nothing and keeps its shape', LONG, async () => {
    expect(VECTORS.length).toBeGreaterThan(50);
    const articles = Array.from({ length: Math.ceil(VECTORS.length / EACH) }, (_, n) => article(n));
    await publishAll(articles);
    const reader = async (width: number, sanitizer: boolean) => {
      const seen = await watched(width, host.origin);
      // Without the Sanitizer API our own lists are what stands in the way.
      if (!sanitizer) await seen.page.addInitScript(forgetSanitizer);
      for (const { id } of articles) {
        await hold(seen, `/articles/${id}?lang=en`);
        await hold(seen, host.serve(`/${id}`, everyWay(id)));
      }
      await seen.page.context().close();
    };
    await Promise.all([reader(1_200, true), reader(360, false)]);
  });

  test('nor does a title', LONG, async () => {
    const titles = VECTORS.map((_, n) => titled(n));
    await publishAll(titles);
    const frames = titles.map(({ id }) => framed(`/embed/${id}`));
    const waiting = [
      ...titles.map(({ id }) => `/articles/${id}?lang=en`),
      ...Array.from({ length: Math.ceil(frames.length / EACH) }, (_, n) =>
        host.serve(`/titles-${n}`, frames.slice(n * EACH, (n + 1) * EACH).join('')),
      ),
      '/',
    ].values();
    const reader = async () => {
      const seen = await watched(360, host.origin);
      for (const path of waiting) await hold(seen, path);
      await seen.page.context().close();
    };
    await Promise.all([reader(), reader()]);
  });

  test('the watch itself sees what runs and what is loaded', async () => {
    const { page, bad } = await watched(360, host.origin);
    await page.setContent('<img src=x onerror=alert(1)><img src="https://evil.example/pixel.gif">');
    await expect.poll(() => bad.length).toBe(2);
    await page.context().close();
  });
});
