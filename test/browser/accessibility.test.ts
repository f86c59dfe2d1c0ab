import { afterEach, beforeAll, expect, test } from 'vitest';
import {
  ARTICLE,
  clippedTexts,
  closeReaders,
  inBrowser,
  openReader,
  tooWide,
  SERVICE,
  unfold,
  violations,
  voteElsewhere,
} from './harness.ts';

const PAGES = {
  'the front page': '/',
  'the page of an article': `/articles/${ARTICLE}`,
  'the frame with the comparison': `/embed/${ARTICLE}?show=comparison`,
  'the frame with a poll': `/embed/${ARTICLE}?show=poll&poll=who-signs`,
};

const address = (path: string, lang: string) =>
  `${SERVICE}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

inBrowser.each(Object.entries(PAGES))('%s', (_, path) => {
  // A poll with votes shows more than one without.
  beforeAll(() => voteElsewhere('both'));
  afterEach(closeReaders);

  // Everything on the phone; on the desk each value at least once.
  test.each([
    { colorScheme: 'light', lang: 'en', width: 360 },
    { colorScheme: 'light', lang: 'ar', width: 360 },
    { colorScheme: 'dark', lang: 'en', width: 360 },
    { colorScheme: 'dark', lang: 'ar', width: 360 },
    { colorScheme: 'light', lang: 'en', width: 1200 },
    { colorScheme: 'dark', lang: 'ar', width: 1200 },
  ] as const)(
    'keeps to WCAG 2.2 AA: $colorScheme, $lang, $width px',
    async ({ lang, ...reader }) => {
      const page = await openReader(reader);
      await page.goto(address(path, lang));
      await unfold(page);
      expect(await violations(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    },
  );

  test.each([
    { lang: 'en', width: 360 },
    { lang: 'ar', width: 360 },
    { lang: 'de', width: 360 },
    { lang: 'en', width: 1200 },
  ])('holds text at 200 % without loss: $lang, $width px', async ({ lang, width }) => {
    const page = await openReader({ width });
    await page.goto(address(path, lang));
    await unfold(page);
    const size = () =>
      page.locator('main').evaluate((main) => parseFloat(getComputedStyle(main).fontSize));
    const before = await size();
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    expect(await size()).toBe(2 * before);
    expect(await tooWide(page)).toEqual([]);
    expect(await page.evaluate(clippedTexts)).toEqual([]);
  });

  test('reflows into 320 px', async () => {
    const page = await openReader({ width: 320 });
    await page.goto(address(path, 'de'));
    await unfold(page);
    expect(await tooWide(page)).toEqual([]);
    expect(await page.evaluate(clippedTexts)).toEqual([]);
  });
});
