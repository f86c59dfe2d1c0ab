import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import {
  ARTICLE,
  closeReaders,
  inBrowser,
  openReader,
  type Place,
  SERVICE,
  startHost,
  total,
} from './harness.ts';
import { elements, host } from './host-page.ts';

const ADDRESS = `${SERVICE}/articles/${ARTICLE}?lang=en&show=poll:who-signs`;
const KEY = `standpoint-voter:${SERVICE}`;

const onPage = (page: Page): Place => page.locator('#poll-who-signs').first();
const inPreview = (page: Page): Place => page.frameLocator('.put iframe').locator('.poll');
const inElement = (page: Page): Place => page.locator('outcome-poll');

async function vote(poll: Place, outcome: string): Promise<void> {
  await poll.getByRole('radio', { name: outcome, exact: true }).check();
  await poll.getByRole('button', { name: 'Vote', exact: true }).click();
  await poll.locator('.result.yours', { hasText: outcome }).waitFor();
}
const receiptIn = (poll: Place) => poll.locator('.receipt code').textContent();

/** The votes there are once all that were cast before are added up. */
async function settled(): Promise<number> {
  for (let before = -1; ; ) {
    const now = await total();
    if (now === before) return now;
    before = now;
    await new Promise((done) => setTimeout(done, 1_500));
  }
}

/** Lets every new voter be made so slowly that two of them meet. */
const slowly = (context: BrowserContext) =>
  context.route('**/v1/voters', async (route) => {
    await new Promise((done) => setTimeout(done, 700));
    await route.continue();
  });
const withoutLocks = () => Reflect.deleteProperty(Navigator.prototype, 'locks');

inBrowser('one browser is one voter', async () => {
  const site = await startHost();
  afterAll(() => site.close());
  afterEach(closeReaders);

  test('on the page and in its preview, the page first', async () => {
    const before = await settled();
    const page = await openReader();
    await page.goto(ADDRESS);
    await vote(onPage(page), 'With both');
    const receipt = await receiptIn(onPage(page));
    await page.goto(ADDRESS); // the form leads back to the page, not to what is chosen for its preview
    const preview = inPreview(page);
    await page.locator('.put iframe').scrollIntoViewIfNeeded();
    await preview.locator('.result.yours', { hasText: 'With both' }).waitFor();
    expect(await receiptIn(preview)).toBe(receipt);
    await preview.locator('.change > summary').click();
    await preview.getByRole('radio', { name: 'With neither' }).check();
    await preview.locator('.change button:not(.plain)').click();
    await preview.locator('.result.yours', { hasText: 'With neither' }).waitFor();
    expect(await receiptIn(preview)).toBe(receipt);
    await expect.poll(() => total()).toBe(before + 1);
  });

  test('in the preview and on its page, the preview first', async () => {
    const before = await settled();
    const page = await openReader();
    await page.goto(ADDRESS);
    await page.locator('.put iframe').scrollIntoViewIfNeeded();
    await vote(inPreview(page), 'With both');
    const receipt = await receiptIn(inPreview(page));
    await page.reload();
    expect(await receiptIn(onPage(page))).toBe(receipt);
    await expect.poll(() => total()).toBe(before + 1);
  });

  test('with the token that a script had before there was a cookie', async () => {
    const page = await openReader();
    const answer = await fetch(`${SERVICE}/v1/voters`, { method: 'POST' });
    const { token } = (await answer.json()) as { token: string };
    const ballot = await fetch(`${SERVICE}/v1/articles/${ARTICLE}/polls/who-signs/ballot`, {
      method: 'PUT',
      headers: { 'Standpoint-Voter': token, 'Content-Type': 'application/json' },
      body: '{"outcome":"both"}',
    });
    const { receipt } = (await ballot.json()) as { receipt: string };
    await page.addInitScript((former) => localStorage.setItem('standpoint-voter', former), token);
    await page.goto(ADDRESS);
    await vote(onPage(page), 'With neither');
    expect(await receiptIn(onPage(page))).toBe(receipt);
  });

  describe.each([
    ['with locks', () => undefined],
    ['without locks', withoutLocks],
  ])('whose first votes are sent in two tabs at once, %s,', (name, prepare) => {
    const places = [
      ...(prepare === withoutLocks ? [] : [['the page', onPage, () => ADDRESS] as const]),
      [
        'an element',
        inElement,
        () => site.serve(`/tabs-${name.length}`, host(elements('lang="en"'))),
      ],
    ] as const;

    test.each(places)('on %s', async (_, place, address) => {
      const before = await settled();
      const first = await openReader();
      await slowly(first.context());
      await first.context().addInitScript(prepare);
      const second = await first.context().newPage();
      const tabs = [first, second];
      for (const tab of tabs) {
        await tab.goto(address());
        const poll = place(tab);
        await poll.scrollIntoViewIfNeeded();
        await poll.getByRole('radio', { name: 'With both' }).check();
      }
      await Promise.all(
        tabs.map((tab) => place(tab).getByRole('button', { name: 'Vote', exact: true }).click()),
      );
      for (const tab of tabs) await place(tab).locator('.result.yours').waitFor();
      const receipts = await Promise.all(tabs.map((tab) => receiptIn(place(tab))));
      expect(new Set(receipts).size).toBe(1);
      await expect.poll(() => total()).toBe(before + 1);
    });
  });
});

inBrowser('what an element finds in the page’s storage', async () => {
  const site = await startHost();
  afterAll(() => site.close());
  afterEach(closeReaders);

  async function open(path: string, prepare: (key: string) => void): Promise<Page> {
    const page = await openReader();
    await page.addInitScript(prepare, KEY);
    await page.goto(site.serve(`/${path}`, host(elements('lang="en"'))));
    await inElement(page).scrollIntoViewIfNeeded();
    return page;
  }

  test.each([
    [
      'denied',
      () =>
        Object.defineProperty(window, 'localStorage', {
          get: () => {
            throw new DOMException('', 'SecurityError');
          },
        }),
    ],
    ['there not at all', () => Object.defineProperty(window, 'localStorage', { value: null })],
    [
      'full',
      () => {
        Storage.prototype.setItem = () => {
          throw new DOMException('', 'QuotaExceededError');
        };
      },
    ],
    [
      'full but for a test',
      () => {
        Storage.prototype.setItem = function (key, value) {
          if (!key.endsWith('-test')) throw new DOMException('', 'QuotaExceededError');
          this[key] = value;
        };
      },
    ],
    ['forgetful', () => (Storage.prototype.setItem = () => undefined)],
  ])('may be %s: the vote is counted once, and the reader told', async (name, prepare) => {
    const before = await settled();
    const page = await open(`storage-${name.length}`, prepare);
    const poll = inElement(page);
    await vote(poll, 'With both');
    await poll.locator('[data-told=this-page-only]').waitFor();
    await poll.locator('.change > summary').click();
    await poll.getByRole('radio', { name: 'With neither' }).check();
    await poll.locator('.change button:not(.plain)').click();
    await poll.locator('.result.yours', { hasText: 'With neither' }).waitFor();
    await expect.poll(() => total()).toBe(before + 1);
  });

  test.each([
    [
      'half a token',
      (key: string) => localStorage.setItem(key, 'k1.voter.AAAAAAAAAAAAAAAAAAAAAA.17'),
    ],
    [
      'a token of somebody else',
      (key: string) =>
        localStorage.setItem(key, `k1.voter.AAAAAAAAAAAAAAAAAAAAAA.1999999999.${'A'.repeat(43)}`),
    ],
    ['what no header takes', (key: string) => localStorage.setItem(key, '☃\n\u0000')],
    ['nothing at all', (key: string) => localStorage.setItem(key, '')],
    ['a novel', (key: string) => localStorage.setItem(key, 'a'.repeat(100_000))],
  ])('may be %s: it shuts nobody out', async (name, prepare) => {
    const before = await settled();
    const page = await open(`token-${name.length}`, prepare);
    await vote(inElement(page), 'With both');
    await expect.poll(() => total()).toBe(before + 1);
    expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toMatch(/^k1\.voter\./);
  });

  test('may be of another service: each keeps its own', async () => {
    const other = 'https://other.example';
    const page = await open('two-services', () => {
      localStorage.setItem('standpoint-voter', 'x1.BBBBBBBBBBBBBBBBBBBBBB.1999999999.CCCCCCCCCC');
      localStorage.setItem('standpoint-voter:https://other.example', 'theirs');
    });
    await vote(inElement(page), 'With both');
    expect(
      await page.evaluate(
        (keys) => keys.map((key) => localStorage.getItem(key)),
        ['standpoint-voter', `standpoint-voter:${other}`],
      ),
    ).toEqual(['x1.BBBBBBBBBBBBBBBBBBBBBB.1999999999.CCCCCCCCCC', 'theirs']);
    const receipt = await receiptIn(inElement(page));
    await page.reload();
    await inElement(page).scrollIntoViewIfNeeded();
    await inElement(page).locator('.result.yours').waitFor();
    expect(await receiptIn(inElement(page))).toBe(receipt);
  });

  test('is replaced by a token of the newest key when the service sends one', async () => {
    const page = await open('renewed', () => undefined);
    const answer = await fetch(`${SERVICE}/v1/voters`, { method: 'POST' });
    const { token: renewed } = (await answer.json()) as { token: string };
    await page.route('**/ballot', async (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      const response = await route.fetch();
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'Standpoint-Voter': renewed },
      });
    });
    await inElement(page).getByRole('radio', { name: 'With both' }).check();
    await inElement(page).getByRole('button', { name: 'Vote', exact: true }).click();
    await expect.poll(() => page.evaluate((key) => localStorage.getItem(key), KEY)).toBe(renewed);
  });
});

inBrowser('a reader who may not vote just now', async () => {
  const site = await startHost();
  afterAll(() => site.close());
  afterEach(closeReaders);

  test.each(['**/v1/voters', '**/who-signs/ballot'])('reads when to try again: %s', async (url) => {
    const page = await openReader();
    await page.goto(site.serve('/wait', host(elements('lang="en"'))));
    const headers = {
      'Retry-After': '3600',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Retry-After',
    };
    await page.route(url, (route) =>
      route.request().method() === 'OPTIONS'
        ? route.continue()
        : route.fulfill({ status: 429, headers, body: '{}' }),
    );
    const poll = inElement(page);
    await poll.scrollIntoViewIfNeeded();
    await poll.getByRole('radio', { name: 'With both' }).check();
    await poll.getByRole('button', { name: 'Vote', exact: true }).click();
    const note = poll.locator('[data-told=wait]');
    await note.waitFor();
    const until = Date.parse((await note.locator('time').getAttribute('datetime')) ?? '');
    expect(Math.abs(until - Date.now() - 3_600_000)).toBeLessThan(60_000);
    expect(await note.locator('time').textContent()).toMatch(/\d\d:\d\d/);
    expect(await poll.locator('[data-told=failed]').isVisible()).toBe(false);
    // The next try takes it away.
    await page.unroute(url);
    await poll.getByRole('button', { name: 'Vote', exact: true }).click();
    await poll.locator('.result.yours').waitFor();
    expect(await note.isVisible()).toBe(false);
  });

  test('is told that a vote was counted where the page’s browser keeps no cookie', async () => {
    const before = await settled();
    const page = await openReader();
    // Asked by Node, which keeps no cookie and hands none on.
    await page.route('**/*', async (route) => {
      const request = route.request();
      const answer = await fetch(request.url(), {
        method: request.method(),
        headers: request.headers(),
        body: request.postData(),
        redirect: 'manual',
      });
      const { 'set-cookie': _, ...headers } = Object.fromEntries(answer.headers);
      const body = Buffer.from(await answer.arrayBuffer());
      await route.fulfill({ status: answer.status, headers, body });
    });
    await page.goto(ADDRESS);
    const poll = onPage(page);
    await poll.getByRole('radio', { name: 'With both' }).check();
    await poll.getByRole('button', { name: 'Vote', exact: true }).click();
    await poll.locator('.not-kept').waitFor();
    await expect.poll(() => total()).toBe(before + 1);
  });
});
