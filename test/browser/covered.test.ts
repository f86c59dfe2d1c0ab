import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import {
  ARTICLE,
  closeReaders,
  inBrowser,
  openReader,
  SERVICE,
  startHost,
  total,
} from './harness.ts';
import { elements, host } from './host-page.ts';

const frame = (attributes = '') =>
  `<iframe src="${SERVICE}/embed/${ARTICLE}?show=poll&poll=who-signs&lang=en" width="700" height="900" ${attributes}></iframe>`;
const over = (style: string) =>
  `<div style="position: absolute; inset: 0; ${style}">Win a prize</div>`;
const framed = (attributes: string, more = '') =>
  host(`<div style="position: relative">${frame(attributes)}${more}</div>`, '');

/** What a page may do to a frame so that its reader clicks what they do not see. */
const TRICKS = {
  'makes it transparent': framed('style="opacity: 0"'),
  'makes it nearly transparent': framed('style="opacity: 0.01"'),
  'covers it and hands clicks through': framed('', over('background: white; pointer-events: none')),
  'filters it away': framed('style="filter: opacity(0)"'),
  'blends it into the page': framed('style="mix-blend-mode: multiply"'),
  'turns what is up down': framed('style="transform: rotate(180deg)"'),
};

inBrowser('a vote in a frame', async () => {
  const site = await startHost();
  afterAll(() => site.close());
  afterEach(closeReaders);
  const pollOn = (page: Page) => page.frameLocator('iframe').locator('.poll');

  /** Clicks where an element is, whatever lies there, as a hand does. */
  async function clickAt(page: Page, place: ReturnType<Page['locator']>): Promise<void> {
    const box = await place.boundingBox();
    if (box === null) throw new Error('it is nowhere');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }
  async function open(path: string, html: string): Promise<Page> {
    const page = await openReader({ width: 1200 });
    await page.goto(site.serve(path, html));
    await pollOn(page).waitFor({ state: 'attached' });
    // The script of the frame is there once it has told its height.
    await page.frameLocator('iframe').locator('.poll .ballot').waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(500); // what it sees, it sees ten times a second at most
    return page;
  }

  test('is counted where the reader sees it', async () => {
    const before = await total();
    const page = await open('/seen', framed(''));
    await clickAt(page, pollOn(page).getByRole('radio', { name: 'With both', exact: true }));
    await clickAt(page, pollOn(page).getByRole('button', { name: 'Vote', exact: true }));
    await pollOn(page).locator('.result.yours', { hasText: 'With both' }).waitFor();
    await expect.poll(() => total()).toBe(before + 1);
  });

  test('is counted although the hand rests on each place before it clicks', async () => {
    const before = await total();
    const page = await open('/resting', framed(''));
    const poll = pollOn(page);
    for (const place of [
      poll.locator('label', { hasText: 'With both' }).first(),
      poll.getByRole('button', { name: 'Vote', exact: true }),
    ]) {
      await place.hover();
      await page.waitForTimeout(500); // long enough for the browser to see what that changes
      await clickAt(page, place);
    }
    await poll.locator('.result.yours', { hasText: 'With both' }).waitFor();
    await expect.poll(() => total()).toBe(before + 1);
  });

  test.each(Object.entries(TRICKS))(
    'is not taken, and the reader told, where the page %s',
    async (name, html) => {
      const before = await total();
      const page = await open(`/${name.replaceAll(' ', '-')}`, html);
      const poll = pollOn(page);
      await clickAt(page, poll.locator('label', { hasText: 'With both' }).first());
      await clickAt(page, poll.locator('.ballot button').first());
      await expect.poll(() => poll.locator('[data-told=unseen]').isVisible()).toBe(true);
      expect(await poll.locator('.result.yours').count()).toBe(0);
      expect(await poll.locator('input:checked').count()).toBe(0);
      expect(await total()).toBe(before);
    },
  );

  test('is not taken in the moment in which a cover is drawn away', async () => {
    const before = await total();
    const page = await open('/drawn-away', framed('', over('background: white')));
    const poll = pollOn(page);
    const button = await poll.locator('label', { hasText: 'With both' }).first().boundingBox();
    if (button === null) throw new Error('it is nowhere');
    await page.evaluate(() => document.querySelector('main div div')?.remove());
    await page.mouse.click(button.x + 10, button.y + button.height / 2);
    await expect.poll(() => poll.locator('[data-told=unseen]').isVisible()).toBe(true);
    expect(await poll.locator('input:checked').count()).toBe(0);
    // What is free for a moment can be clicked again.
    await page.waitForTimeout(700);
    await page.mouse.click(button.x + 10, button.y + button.height / 2);
    await clickAt(page, poll.getByRole('button', { name: 'Vote', exact: true }));
    await poll.locator('.result.yours', { hasText: 'With both' }).waitFor();
    await expect.poll(() => total()).toBe(before + 1);
  });

  test('is not cast by what a page’s script does to an element', async () => {
    const before = await total();
    const page = await openReader();
    await page.goto(site.serve('/scripted', host(elements('lang="en"'))));
    const poll = page.locator('outcome-poll');
    await poll.scrollIntoViewIfNeeded();
    await poll.getByRole('radio', { name: 'With both', exact: true }).waitFor();
    await poll.evaluate((element) => {
      const form = element.shadowRoot?.querySelector<HTMLFormElement>('form.ballot');
      form?.querySelector<HTMLInputElement>('input')?.click();
      form?.querySelector('button')?.click();
      form?.requestSubmit();
    });
    await page.waitForTimeout(500);
    expect(await poll.locator('.result.yours').count()).toBe(0);
    expect(await total()).toBe(before);
  });
});
