import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import {
  ARTICLE,
  clippedTexts,
  closeReaders,
  inBrowser,
  openReader,
  SERVICE,
  startHost,
  tooWide,
  total,
  violations,
  voteElsewhere,
  WIDTHS,
} from './harness.ts';
import { elements, forgetSanitizer, host, keepPolicies, kept, SCRIPT, watch } from './host-page.ts';

/** What the article's page gives to be copied. */
async function snippet(show: string): Promise<string> {
  const page = await openReader({ javaScriptEnabled: false });
  await page.goto(`${SERVICE}/articles/${ARTICLE}?show=${show}`);
  return (await page.locator('.snippets code').first().textContent()) ?? '';
}

/** Goes on with the tab key until what has the focus is `wanted`. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const reached = await page.evaluate((selector) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.matches(selector) === true;
    }, wanted);
    if (reached) return;
  }
  throw new Error(`the tab key never reached ${wanted}`);
}

/** Opens everything that a tap opens in an element. */
const unfoldElements = (page: Page) =>
  page.evaluate(() => {
    for (const each of document.querySelectorAll('stance-comparison, outcome-poll'))
      for (const details of each.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
  });

inBrowser('a page of another site with one script line', async () => {
  const site = await startHost();
  afterAll(() => site.close());
  afterEach(closeReaders);

  async function open(path: string, html: string, headers = {}, reader = {}): Promise<Page> {
    const page = await openReader(reader);
    await page.addInitScript(watch);
    await page.goto(site.serve(path, html, headers));
    return page;
  }

  test('lets a reader vote, change and withdraw by keyboard alone, live and remembered', async () => {
    const before = await total();
    const page = await open('/keyboard', host(elements('lang="en"')));
    const poll = page.locator('outcome-poll');
    await poll.scrollIntoViewIfNeeded();
    await poll.locator('form.ballot').waitFor();

    await tabTo(page, 'input[name=outcome]');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'form.ballot button');
    await page.keyboard.press('Enter');
    const yours = poll.locator('.result.yours');
    await yours.waitFor();
    expect(await yours.textContent()).toContain('With Russia only');
    await expect.poll(() => total()).toBe(before + 1);
    const { events } = await kept(page);
    const vote = events.find(({ type }) => type === 'vote');
    expect(vote?.detail).toMatchObject({
      article: ARTICLE,
      poll: 'who-signs',
      outcome: 'russia-only',
    });
    expect(await page.context().cookies()).toEqual([]);

    const neither = poll.locator('.result', { hasText: 'With neither' });
    const votes = async () => Number(/(\d+) votes?/.exec((await neither.textContent()) ?? '')?.[1]);
    const others = await votes();
    await voteElsewhere('neither');
    await expect.poll(votes, { timeout: 8_000 }).toBe(others + 1);

    await page.reload();
    await yours.waitFor();
    expect(await yours.textContent()).toContain('With Russia only');

    await tabTo(page, '.change > summary');
    await page.keyboard.press('Enter');
    await tabTo(page, 'input[name=outcome]');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'form.ballot button');
    await page.keyboard.press('Enter');
    await poll.locator('.result.yours', { hasText: 'With both' }).waitFor();
    await expect.poll(() => total()).toBe(before + 2);

    await tabTo(page, '.change > summary');
    await page.keyboard.press('Enter');
    await tabTo(page, 'form.ballot button.plain');
    await page.keyboard.press('Enter');
    await poll.locator('.buttons button:not(.plain)').waitFor();
    await expect.poll(() => yours.count()).toBe(0);
    await expect.poll(() => total()).toBe(before + 1);
    expect((await kept(page)).events.map(({ type }) => type)).toContain('withdraw');
  });

  test.each(WIDTHS)('shifts nothing while it loads and is scrolled: %i px', async (width) => {
    // As the article's page offers them, so that their places are held before the script is there.
    const offered = await Promise.all(['comparison', 'poll:who-signs'].map(snippet));
    const page = await open('/shift', host(offered.join(''), ''), {}, { width });
    await page.locator('stance-comparison .comparison table').waitFor();
    for (let i = 0; i < 12; i++) {
      await page.mouse.wheel(0, 500);
      await page.waitForTimeout(100);
    }
    await page.locator('outcome-poll .poll').waitFor();
    const { shifts, events } = await kept(page);
    expect(events.map(({ type }) => type)).toEqual(['load', 'load']);
    expect(shifts).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
  });

  test('shows what the attributes ask for', async () => {
    const page = await open(
      '/attributes',
      host(
        `<stance-comparison article="${ARTICLE}" actors="europe,russia" topics="aid" lang="ar" theme="dark"></stance-comparison>`,
      ),
    );
    const root = page.locator('stance-comparison .standpoint');
    await root.waitFor();
    expect(await root.getAttribute('dir')).toBe('rtl');
    expect(await root.getAttribute('class')).toContain('dark');
    expect(await root.locator('thead th[part=actor]').allTextContents()).toEqual([
      'Europe',
      'Russia',
    ]);
    expect(await root.locator('.topic').allTextContents()).toEqual(['Aid']);
  });

  test.each([
    ['with the Sanitizer API', (): void => undefined],
    ['without the Sanitizer API', forgetSanitizer],
  ])('works under a strict policy with a nonce and trusted types, %s', async (_, prepare) => {
    const refused: string[] = [];
    const page = await openReader();
    await page.addInitScript(prepare);
    await page.addInitScript(keepPolicies);
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    await page.goto(
      site.serve(
        '/policy',
        host(elements('lang="en"'), SCRIPT.replace('<script', '<script nonce="abc123"')),
        {
          'Content-Security-Policy': [
            "default-src 'none'",
            "script-src 'nonce-abc123' 'strict-dynamic'",
            `connect-src ${SERVICE} ${SERVICE.replace('http', 'ws')}`,
            "base-uri 'none'",
            "require-trusted-types-for 'script'",
            'trusted-types standpoint',
          ].join('; '),
        },
      ),
    );
    await page.locator('stance-comparison .comparison table').waitFor();
    const poll = page.locator('outcome-poll');
    await poll.scrollIntoViewIfNeeded();
    await poll.getByRole('radio', { name: 'With both' }).check();
    await poll.locator('.buttons button').click();
    await poll.locator('.result.yours', { hasText: 'With both' }).waitFor();
    // The policy of the page allows no icon either.
    expect(refused.filter((text) => !text.includes('favicon'))).toEqual([]);
    // The style sheet is there too: an actor's heading is not the browser's own centred one.
    // Only where the browser does not see to it itself a policy is made.
    expect(
      await page.evaluate(() => (window as unknown as { policies: string[] }).policies),
    ).toEqual(prepare === forgetSanitizer ? ['standpoint'] : []);
    const stance = page.locator('stance-comparison .stance').first();
    expect(await stance.evaluate((each) => getComputedStyle(each).display)).toContain('flex');
  });

  test.each(
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      ['en', 'ar'].flatMap((lang) => WIDTHS.map((width) => ({ colorScheme, lang, width }))),
    ),
  )('keeps to WCAG 2.2 AA: $colorScheme, $lang, $width px', async ({ lang, ...reader }) => {
    const body = host(elements(`lang="${lang}"`));
    const page = await open(
      '/axe',
      `<style>:root { color-scheme: light dark }</style>${body}`,
      {},
      reader,
    );
    await page.locator('stance-comparison .comparison table').waitFor();
    await page.locator('outcome-poll').scrollIntoViewIfNeeded();
    await page.locator('outcome-poll .poll').waitFor();
    await unfoldElements(page);
    expect(await violations(page)).toEqual([]);
    expect(await tooWide(page)).toEqual([]);
  });

  test.each(['de', 'ar'].flatMap((lang) => WIDTHS.map((width) => ({ lang, width }))))(
    'holds text at 200 % without loss: $lang, $width px',
    async ({ lang, width }) => {
      const page = await open('/large', host(elements(`lang="${lang}"`)), {}, { width });
      await page.locator('stance-comparison .comparison table').waitFor();
      await page.locator('outcome-poll .poll').waitFor();
      await unfoldElements(page);
      const size = () =>
        page
          .locator('outcome-poll .poll')
          .evaluate((poll) => parseFloat(getComputedStyle(poll).fontSize));
      const before = await size();
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      expect(await size()).toBe(2 * before);
      expect(await tooWide(page)).toEqual([]);
      expect(await page.evaluate(clippedTexts)).toEqual([]);
    },
  );
});
