import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { inBrowser, openReader, tooWide, publish, SERVICE, startHost, unfold } from './harness.ts';
import { forgetSanitizer } from './host-page.ts';
import { VECTORS } from './xss-vectors.ts';

/** Pages that are open at once. */
const AT_ONCE = 3;

/**
 * An article whose every text is a vector. Fields of one kind have the next vectors one after
 * another: over all of `n` each kind has had each of them, and where it has two fields, over half.
 */
function article(n: number) {
  const used = new Map<string, number>();
  const text = (kind: string) => {
    const count = used.get(kind) ?? 0;
    used.set(kind, count + 1);
    return VECTORS[(n + count) % VECTORS.length] ?? '';
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
  const position = (actor: string, proposition: string) => ({
    actor,
    proposition,
    stance: 'supports-with-conditions',
    summary: text('summary'),
    conditions: text('conditions'),
    evidence: [evidence()],
  });
  const poll = (name: string, restsOn: string[]) => ({
    id: name,
    question: text('question'),
    asks: 'expectation',
    outcomes: [
      { id: 'yes', label: text('label'), restsOn },
      { id: 'no', label: text('label'), restsOn: [] },
    ],
    closes: '2099-01-01T00:00:00Z',
    resolution: { rule: text('rule') },
  });
  return {
    id: `vectors-${n}`,
    title: text('title'),
    titleBy: 'editor',
    language: 'de',
    source: {
      url: 'https://paper.example/story',
      publisher: text('publisher'),
      published: '2026-01-02',
      sha256: '0'.repeat(64),
    },
    actors: ['one', 'two'].map((id) => ({
      id,
      name: text('name'),
      kind: 'organisation',
      voices: [{ name: text('voice'), role: text('role') }],
    })),
    topics: [
      { id: 'first', name: text('topic'), propositions: [{ id: 'p', text: text('proposition') }] },
      { id: 'second', name: text('topic'), propositions: [{ id: 'q', text: text('proposition') }] },
    ],
    positions: [position('one', 'p'), position('two', 'q')],
    polls: [poll('a', ['one/p']), poll('b', [])],
  };
}

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

/** Opens a document and holds it to doing nothing and keeping its shape. */
async function hold({ page, bad }: Seen, path: string): Promise<void> {
  const answer = await page.goto(new URL(path, SERVICE).href);
  expect(answer?.status(), path).toBe(200);
  const elements = page.locator('outcome-poll, stance-comparison');
  if ((await elements.count()) > 0) {
    await page.locator('stance-comparison .comparison').waitFor();
    for (const poll of await page.locator('outcome-poll').all()) {
      await poll.scrollIntoViewIfNeeded();
      await poll.locator('.poll').waitFor();
    }
  }
  await unfold(page);
  const links = await page.evaluate(() => {
    const roots = [document, ...document.querySelectorAll('outcome-poll, stance-comparison')];
    const all = roots.flatMap((root) => [
      ...(root instanceof Element ? (root.shadowRoot ?? root) : root).querySelectorAll('*'),
    ]);
    for (const element of all) {
      for (const event of ['mouseover', 'mousemove', 'focus']) {
        element.dispatchEvent(new Event(event, { bubbles: true }));
      }
    }
    return all.flatMap((element) =>
      ['href', 'src', 'action', 'formaction'].flatMap((name) => element.getAttribute(name) ?? []),
    );
  });
  expect(links.filter((link) => /^\s*(?:javascript|data|vbscript):/i.test(link))).toEqual([]);
  // A fragment has no style sheet of its own.
  if (!path.startsWith('/v1/')) expect(await tooWide(page), path).toEqual([]);
  expect(bad, path).toEqual([]);
}

/** Of so many articles one is also opened as frame, fragments and elements. */
const ELSEWHERE = 6;

inBrowser('an article whose every text is an injection', async () => {
  const host = await startHost();
  afterAll(() => host.close());

  const embedding = (id: string) =>
    host.serve(
      `/${id}`,
      `<meta name="viewport" content="width=device-width">
       <script type="module" src="${SERVICE}/widget.js"></script>
       <stance-comparison article="${id}"></stance-comparison>
       <outcome-poll article="${id}" poll="a"></outcome-poll>
       <outcome-poll article="${id}" poll="b"></outcome-poll>`,
    );

  test('runs nothing, loads nothing and keeps its shape', { timeout: 300_000 }, async () => {
    expect(VECTORS.length).toBeGreaterThan(50);
    const waiting = VECTORS.keys();
    const reader = async (i: number) => {
      const seen = await watched(i === 0 ? 1200 : 360, host.origin);
      // One reader's browser has no Sanitizer API: our own lists are what stands in the way.
      if (i === 1) await seen.page.addInitScript(forgetSanitizer);
      for (const n of waiting) {
        const made = article(n);
        const published = await publish(made);
        expect(published.status, await published.text()).toBe(201);
        const { id } = made;
        await hold(seen, `/articles/${id}?lang=en`);
        // The page shows every field; these show the same HTML in other documents.
        if (n % ELSEWHERE !== 0) continue;
        await hold(seen, `/embed/${id}?show=comparison&lang=en`);
        await hold(seen, `/embed/${id}?show=poll&poll=a`);
        await hold(seen, `/embed/${id}?show=poll&poll=b`);
        await hold(seen, `/v1/articles/${id}/comparison.html?lang=en`);
        await hold(seen, `/v1/polls/${id}/a.html`);
        await hold(seen, embedding(id));
      }
      await seen.page.context().close();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => reader(i)));
  });

  test('the watch itself sees what runs and what is loaded', async () => {
    const { page, bad } = await watched(360, host.origin);
    await page.setContent('<img src=x onerror=alert(1)><img src="https://evil.example/pixel.gif">');
    await expect.poll(() => bad.length).toBe(2);
    await page.context().close();
  });
});
