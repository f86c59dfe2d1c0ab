import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { ARTICLE, closeReaders, inBrowser, openReader, SERVICE, startHost } from './harness.ts';

const ADDRESS = `${SERVICE}/articles/${ARTICLE}?lang=en`;

inBrowser('the page of an article', async () => {
  const host = await startHost();
  afterAll(() => host.close());
  afterEach(closeReaders);

  const snippets = (page: Page) => page.locator('.snippets code').allTextContents();
  /** What an embed of the comparison shows: its colours, its actors and its topics. */
  async function shown(embed: ReturnType<Page['locator']>) {
    await embed.locator('.comparison table').waitFor();
    return {
      dark: await embed.evaluate((root) => root.classList.contains('dark')),
      actors: await embed.locator('thead th[part=actor]').allTextContents(),
      topics: await embed.locator('.topic').allTextContents(),
    };
  }
  const chosen = { dark: true, actors: ['Russia', 'Europe'], topics: ['Aid'] };
  async function choose(page: Page): Promise<void> {
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByRole('checkbox', { name: 'Ukraine', exact: true }).uncheck();
    await page.getByRole('checkbox', { name: 'United States' }).uncheck();
    await page.getByRole('checkbox', { name: 'Aluminium' }).uncheck();
    await page.getByRole('checkbox', { name: 'Rare earths' }).uncheck();
  }
  const previewOf = (page: Page) => page.frameLocator('.put iframe').locator('.standpoint');

  test('gives snippets that show elsewhere what its form chose and its preview shows', async () => {
    const page = await openReader({ javaScriptEnabled: false });
    await page.goto(ADDRESS);
    await choose(page);
    await page.getByRole('button', { name: 'Update' }).click();
    await page.locator('.put iframe').scrollIntoViewIfNeeded();
    const reader = await openReader();
    await reader.goto((await page.locator('.put iframe').getAttribute('src')) ?? '');
    expect(await shown(reader.locator('.standpoint'))).toEqual(chosen);

    const [script = '', frame = '', address = ''] = await snippets(page);
    await reader.goto(host.serve('/script', script));
    expect(await shown(reader.locator('stance-comparison .standpoint'))).toEqual(chosen);
    await reader.goto(host.serve('/frame', frame));
    expect(await shown(reader.frameLocator('iframe').locator('.standpoint'))).toEqual(chosen);
    expect(address).toBe(`${SERVICE}/articles/${ARTICLE}`);
  });

  test('lets snippets and preview follow each choice where scripts run', async () => {
    const page = await openReader();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(ADDRESS);
    await page.locator('.put iframe').scrollIntoViewIfNeeded();
    expect((await shown(previewOf(page))).actors).toHaveLength(4);
    await choose(page);
    await expect.poll(() => shown(previewOf(page))).toEqual(chosen);
    for (const code of (await snippets(page)).slice(0, 2)) {
      expect(code).toContain('russia,europe');
      expect(code).toContain('dark');
    }
    // The page is the same one: what has the focus keeps it, and nothing is left to go back through.
    await expect
      .poll(() =>
        page
          .getByRole('checkbox', { name: 'Rare earths' })
          .evaluate((box) => box.matches(':focus')),
      )
      .toBe(true);
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
    expect(page.url()).toContain('theme=dark');

    // The preview is as high as what is in it.
    await page.getByRole('radio', { name: /with whom will/ }).check();
    const poll = page.frameLocator('.put iframe').locator('.poll');
    await poll.waitFor();
    await expect
      .poll(() => poll.evaluate(() => document.documentElement.scrollHeight - window.innerHeight))
      .toBe(0);
    expect((await snippets(page))[0]).toContain('<outcome-poll');
    expect(complaints).toEqual([]);
  });

  test('says when a poll closes where the reader is', async () => {
    const page = await openReader();
    await page.goto(ADDRESS);
    const time = page.locator('#poll-who-signs footer time');
    await expect.poll(() => time.textContent()).toMatch(/1 March 2027 at 02:00 (?:EET|GMT\+2)/);
    const plain = await openReader({ javaScriptEnabled: false });
    await plain.goto(ADDRESS);
    expect(await plain.locator('#poll-who-signs footer time').textContent()).toContain('UTC');
  });

  test('has an image that browsers can show', async () => {
    const page = await openReader();
    await page.goto(`${SERVICE}/articles/${ARTICLE}/card.png`);
    const size = await page.evaluate(async () => {
      const [image] = document.images;
      await image?.decode();
      return [image?.naturalWidth, image?.naturalHeight];
    });
    expect(size).toEqual([1_200, 630]);
  });
});
