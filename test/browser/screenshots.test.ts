import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import {
  ARTICLE,
  closeReaders,
  inBrowser,
  openReader,
  SERVICE,
  startHost,
  voteElsewhere,
  WIDTHS,
} from './harness.ts';

const FOLDER = join(import.meta.dirname, '../../test-output');
const LOOKS = [
  { colorScheme: 'light', lang: 'en' },
  { colorScheme: 'dark', lang: 'en' },
  { colorScheme: 'light', lang: 'ar' },
] as const;

/** For people to look at: the tests hold no picture to another, as fonts differ between machines. */
inBrowser('pictures', async () => {
  const site = await startHost();
  afterAll(() => site.close());
  afterEach(closeReaders);
  mkdirSync(FOLDER, { recursive: true });

  const elements = (lang: string) =>
    site.serve(
      `/${lang}`,
      `<meta name="viewport" content="width=device-width"><style>:root { color-scheme: light dark }</style>
       <script type="module" src="${SERVICE}/widget.js"></script>
       <stance-comparison article="${ARTICLE}" lang="${lang}"></stance-comparison>
       <outcome-poll article="${ARTICLE}" poll="who-signs" lang="${lang}"></outcome-poll>`,
    );
  const page = (path: string) => (lang: string) =>
    `${SERVICE}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

  test.each([
    ['page', page(`/articles/${ARTICLE}`)],
    ['frame', page(`/embed/${ARTICLE}?show=comparison`)],
    ['poll', page(`/embed/${ARTICLE}?show=poll&poll=who-signs`)],
    ['elements', elements],
  ])('of %s', async (name, address) => {
    await voteElsewhere('ukraine-only');
    for (const { colorScheme, lang } of LOOKS) {
      for (const width of WIDTHS) {
        const reader = await openReader({ colorScheme, width });
        await reader.goto(address(lang));
        if (name === 'elements') {
          await reader.locator('outcome-poll').scrollIntoViewIfNeeded();
          await reader.locator('outcome-poll .poll').waitFor();
          await reader.evaluate(() => scrollTo(0, 0));
        }
        const path = join(FOLDER, `${name}-${width}-${colorScheme}-${lang}.png`);
        const picture = await reader.screenshot({ fullPage: true, path });
        expect(picture.length).toBeGreaterThan(5_000);
      }
    }
  });
});
