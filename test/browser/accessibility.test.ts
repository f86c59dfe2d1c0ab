import { afterEach, beforeAll, expect, test } from 'vitest';
import real from '../../data/articles/russia-rare-earths-offer.json' with { type: 'json' };
import {
  ARTICLE,
  clippedTexts,
  closeReaders,
  end,
  inBrowser,
  openReader,
  publish,
  SERVICE,
  tooWide,
  unfold,
  violations,
  voteElsewhere,
  WIDTHS,
} from './harness.ts';

const PAGES = {
  'the front page': '/',
  'the page of an article': `/articles/${ARTICLE}`,
  'the frame with the comparison': `/embed/${ARTICLE}?show=comparison`,
  'the frame with a poll': `/embed/${ARTICLE}?show=poll&poll=who-signs`,
};

const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  ['en', 'ar'].flatMap((lang) => WIDTHS.map((width) => ({ colorScheme, lang, width }))),
);

/** Each theme, language and width, and each two of them, at least once. */
const FEW = LOOKS.filter(({ colorScheme, lang, width }) => {
  const odd = [colorScheme === 'dark', lang === 'ar', width === 360].filter(Boolean).length;
  return odd % 2 === 1;
});

const address = (path: string, lang: string) =>
  `${SERVICE}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

inBrowser.each(Object.entries(PAGES))('%s', (_, path) => {
  // A poll with votes shows more than one without.
  beforeAll(() => voteElsewhere('both'));
  afterEach(closeReaders);

  test.each(LOOKS)(
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

inBrowser('polls that readers have voted in', () => {
  const id = 'lives-of-polls';
  const [poll] = real.polls;
  const lives = ['open', 'closed', 'decided', 'void'];
  // An article with an address has a link at each quotation.
  const source = { ...real.source, url: 'https://paper.example/story' };
  beforeAll(async () => {
    const article = { ...real, id, source, polls: lives.map((life) => ({ ...poll, id: life })) };
    await publish(article);
    await Promise.all(lives.map((life) => voteElsewhere('both', `${id}/${life}`)));
    await Promise.all(lives.slice(1).map((life) => end(`${id}/${life}`, 'close')));
    const evidence = 'https://gov.example/agreement';
    await end(`${id}/decided`, 'resolution', { outcome: 'both', evidence });
    await end(`${id}/void`, 'resolution', { void: true, evidence });
  });
  afterEach(closeReaders);

  test.each(FEW)(
    'keep to WCAG 2.2 AA: $colorScheme, $lang, $width px',
    async ({ lang, ...reader }) => {
      const page = await openReader(reader);
      await page.goto(address(`/embed/${id}?show=poll&poll=open`, lang));
      await page.locator('input[value=neither]').check();
      await page.locator('.buttons button').click();
      await page.locator('.receipt').waitFor();
      await unfold(page);
      expect(await violations(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      await page.goto(address(`/articles/${id}`, lang));
      await unfold(page);
      expect(await violations(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    },
  );
});

inBrowser('a link to a position', () => {
  afterEach(closeReaders);

  test('shows it under its proposition, where the lists on top hide neither', async () => {
    const page = await openReader({ width: 360 });
    await page.goto(`${SERVICE}/articles/${ARTICLE}?lang=en#position-russia--ukraine-reserves`);
    const box = async (selector: string) => {
      const found = await page.locator(selector).boundingBox();
      if (found === null) throw new Error(`${selector} is not shown`);
      return { ...found, end: found.y + found.height };
    };
    const [lists, proposition, position] = await Promise.all(
      ['.picker', 'tr:has(> :target) th', ':target'].map(box),
    );
    expect(proposition?.y).toBeGreaterThanOrEqual(lists?.end ?? Infinity);
    expect(position?.y).toBeGreaterThanOrEqual(proposition?.end ?? Infinity);
    expect(position?.y).toBeLessThan((proposition?.end ?? 0) + 20);
    expect(position?.width).toBe(proposition?.width);
  });
});
