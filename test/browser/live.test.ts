import type { Page } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeReaders, inBrowser, openReader, startHost } from './harness.ts';
import { elements, host } from './host-page.ts';

/** Keeps every socket that the page opens. */
function keepSockets(): void {
  const sockets: WebSocket[] = [];
  const Kept = class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      sockets.push(this);
    }
  };
  Object.assign(window, { sockets, WebSocket: Kept });
}

/** Lets the page believe that its tab is shown or hidden. */
const show = (page: Page, state: DocumentVisibilityState) =>
  page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => visibilityState,
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

inBrowser('live standings', async () => {
  const site = await startHost();
  afterAll(() => site.close());
  afterEach(closeReaders);
  const far = `${elements()}<p style="margin-block-start: 5000px">The end.</p>`;

  test('come only while the poll is on screen and the page is looked at', async () => {
    const page = await openReader();
    await page.addInitScript(keepSockets);
    const open = () =>
      page.evaluate(() => {
        const { sockets } = window as unknown as { sockets: WebSocket[] };
        return sockets.filter(({ readyState }) => readyState <= WebSocket.OPEN).length;
      });
    await page.goto(site.serve('/visible', host(far)));
    await page.locator('outcome-poll .poll').waitFor();
    // It is near, so it is there, but nobody sees it yet.
    expect(await open()).toBe(0);
    const poll = page.locator('outcome-poll');
    await poll.scrollIntoViewIfNeeded();
    await expect.poll(open).toBe(1);

    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect.poll(open).toBe(0);
    await poll.scrollIntoViewIfNeeded();
    await expect.poll(open).toBe(1);

    await show(page, 'hidden');
    await expect.poll(open).toBe(0);
    await show(page, 'visible');
    await expect.poll(open).toBe(1);

    await poll.evaluate((element) => element.remove());
    await expect.poll(open).toBe(0);
    // The service answers each close: it does not keep the places of readers who have gone.
    const closing = () =>
      page.evaluate(() => {
        const { sockets } = window as unknown as { sockets: WebSocket[] };
        return sockets.filter(({ readyState }) => readyState !== WebSocket.CLOSED).length;
      });
    await expect.poll(closing, { timeout: 2_000 }).toBe(0);
  });

  test('are asked for where no socket lasts, ever more seldom and when the service says', async () => {
    const page = await openReader();
    let sockets = 0;
    let asked = 0;
    await page.routeWebSocket(/\/live$/, (socket) => {
      sockets++;
      void socket.close();
    });
    await page.route('**/standings', (route) => {
      asked++;
      return route.fulfill({
        status: 503,
        headers: {
          'Retry-After': '120',
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Expose-Headers': 'Retry-After',
        },
      });
    });
    await page.clock.install();
    /** How much of the page's time passes until then: ms, in steps. */
    const waitFor = async (done: () => boolean, step: number) => {
      await page.waitForTimeout(50); // what was closed or answered is known there
      let waited = 0;
      for (; !done() && waited < 300_000; waited += step) await page.clock.runFor(step);
      return waited;
    };
    await page.goto(site.serve('/back-off', host(elements())));
    await page.locator('outcome-poll .poll').waitFor();
    await page.locator('outcome-poll').scrollIntoViewIfNeeded();
    await expect.poll(() => sockets).toBe(1);
    // Half to the whole of 1 s, of 2 s and of 4 s, but for the time that passes by itself.
    const waits = [
      await waitFor(() => sockets === 2, 100),
      await waitFor(() => sockets === 3, 100),
      await waitFor(() => asked === 1, 100),
    ];
    for (const [i, longest] of [1_000, 2_000, 4_000].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(longest * 0.4);
      expect(waits[i]).toBeLessThanOrEqual(longest * 1.2);
    }
    expect(sockets).toBe(3);
    expect(await waitFor(() => asked === 2, 1_000)).toBeGreaterThanOrEqual(115_000);
  });
});
