import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import {
  ARTICLE,
  closeReaders,
  inBrowser,
  openReader,
  publish,
  SERVICE,
  startHost,
} from './harness.ts';

const FRAME = `<iframe src="${SERVICE}/embed/${ARTICLE}?show=comparison&lang=en" width="100%" height="150"></iframe>`;

/** The lines that the README gives to pages. */
const OURS = `<script>
  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== '${SERVICE}' || data?.type !== 'standpoint-height') return;
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.height = data.height;
  });
</script>`;

/** What Datawrapper gives to pages for its charts. */
const DATAWRAPPER = `<script>
  !function(){"use strict";window.addEventListener("message",(function(a){if(void 0!==a.data["datawrapper-height"]){var e=document.querySelectorAll("iframe");for(var t in a.data["datawrapper-height"])for(var r,i=0;r=e[i];i++)if(r.contentWindow===a.source){var d=a.data["datawrapper-height"][t]+"px";r.style.height=d}}}))}();
</script>`;

/** Keeps the messages of the frame, each time it says them. */
const KEEP = `<script>
  window.seen = [];
  addEventListener('message', ({ data }) => seen.push(data));
</script>`;

inBrowser('a frame', async () => {
  const host = await startHost();
  afterAll(() => host.close());
  afterEach(closeReaders);

  const overflow = (page: Page) =>
    page
      .frames()
      .find((each) => each.url().includes('/embed/'))
      ?.evaluate(() => {
        const { scrollHeight, clientHeight } = document.documentElement;
        return scrollHeight - clientHeight;
      });

  test.each([
    ['the lines of the README', OURS],
    ['Datawrapper’s script', DATAWRAPPER],
  ])('becomes as high as it is by %s, and follows what opens', async (name, script) => {
    const page = await openReader();
    await page.goto(host.serve(`/${name.length}`, script + FRAME));
    const inner = page.frameLocator('iframe');
    await inner.locator('.comparison').waitFor();
    await expect.poll(() => overflow(page)).toBe(0);
    const height = () => page.locator('iframe').evaluate((frame) => frame.clientHeight);
    const before = await height();
    expect(before).toBeGreaterThan(300);
    await inner.locator('td .quotations summary:visible').first().click();
    await expect.poll(height).toBeGreaterThan(before);
    await expect.poll(() => overflow(page)).toBe(0);
  });

  test('says how high it is in each way, and again to the page around alone that is ready', async () => {
    const page = await openReader();
    const sibling = `<iframe name="sibling" srcdoc="<p>Another frame.</p>"></iframe>`;
    const frame = FRAME.replace('lang=en', 'lang=en#?secret=Ab3De5Gh7J');
    await page.goto(host.serve('/ready', KEEP + frame + sibling));
    await page.frameLocator('iframe').first().locator('.comparison').waitFor();
    const heights = () =>
      page.evaluate(() =>
        (window as unknown as { seen: { message?: string }[] }).seen.filter(
          ({ message }) => message === 'height',
        ),
      );
    await expect.poll(async () => (await heights()).length).toBeGreaterThan(0);
    await page.waitForTimeout(300); // it has become still
    const seen = await page.evaluate(() => (window as unknown as { seen: object[] }).seen);
    const height = (seen.at(-1) as { value: number }).value;
    expect(seen.slice(-4)).toEqual([
      { type: 'standpoint-height', height },
      { 'datawrapper-height': { [ARTICLE]: height } },
      { sentinel: 'amp', type: 'embed-size', height },
      { message: 'height', value: height, secret: 'Ab3De5Gh7J' },
    ]);

    const before = (await heights()).length;
    const ready = (secret: unknown) => ({ message: 'ready', secret });
    await page
      .frame('sibling')
      ?.evaluate((message) => parent.frames[0]?.postMessage(message, '*'), ready('Ab3De5Gh7J'));
    const tell = (message: unknown) =>
      page.evaluate((data) => window.frames[0]?.postMessage(data, '*'), message);
    for (const message of [ready('another'), ready(null), null, 'ready']) await tell(message);
    await page.waitForTimeout(300);
    expect(await heights()).toHaveLength(before);
    await tell(ready('Ab3De5Gh7J'));
    await expect.poll(async () => (await heights()).length).toBe(before + 1);
  });

  test('is shown by no page whose origin the article does not name, but in our own preview', async () => {
    const made = await (await fetch(`${SERVICE}/v1/articles/${ARTICLE}`)).json();
    const id = 'for-one-paper';
    const article = { ...(made as object), id, embedders: ['https://paper.example'] };
    expect((await publish(article)).status).toBe(201);
    const page = await openReader();
    const refused = page.waitForEvent('console', (message) =>
      message.text().includes('frame-ancestors'),
    );
    await page.goto(host.serve('/refused', FRAME.replace(ARTICLE, id)));
    await refused;
    expect(await page.frameLocator('iframe').locator('.comparison').count()).toBe(0);

    await page.goto(`${SERVICE}/articles/${id}`);
    await page.locator('.put iframe').scrollIntoViewIfNeeded();
    await page.frameLocator('.put iframe').locator('.comparison').waitFor();
  });
});
