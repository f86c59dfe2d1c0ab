import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, expect, test } from 'vitest';
import { closeReaders, inBrowser, openReader, SERVICE, startHost } from './harness.ts';
import { elements, host, kept, SCRIPT, watch } from './host-page.ts';

/** What is so high that all above can be scrolled away. */
const FAR = '<p style="margin-block-start: 5000px">The end.</p>';

inBrowser('the elements', async () => {
  const site = await startHost();
  afterAll(() => site.close());
  afterEach(closeReaders);

  const errors: string[] = [];
  async function prepare(): Promise<Page> {
    const page = await openReader();
    errors.length = 0;
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.addInitScript(watch);
    return page;
  }
  /** Lets requests wait until they are let go. */
  async function hold(page: Page, url: string) {
    const held: Route[] = [];
    await page.route(url, (route) => void held.push(route));
    const letGo = async () => {
      await page.unroute(url);
      await Promise.all(held.map((route) => route.continue().catch(() => undefined)));
    };
    return { held, letGo };
  }
  const types = async (page: Page) => (await kept(page)).events.map(({ type }) => type);
  const table = 'stance-comparison .comparison table';

  test('keep the page’s own content where the service cannot be reached', async () => {
    const page = await prepare();
    await page.route(`${SERVICE}/v1/**`, (route) => route.abort());
    await page.goto(site.serve('/down', host(elements())));
    await expect.poll(() => types(page)).toEqual(['error', 'error']);
    expect(await page.locator('stance-comparison > a').isVisible()).toBe(true);
    expect(await page.locator('outcome-poll > a').isVisible()).toBe(true);
    expect(await page.locator('#after').isVisible()).toBe(true);
  });

  test('follow their attributes, all of a change at once, and hold no place anew', async () => {
    const page = await prepare();
    await page.goto(site.serve('/change', host(elements('actors="europe" topics="aid"') + FAR)));
    await page.locator(table).waitFor();
    const comparison = page.locator('stance-comparison');
    // Above the window an element lets go of what it held.
    await comparison.evaluate((element) =>
      scrollTo(0, element.getBoundingClientRect().bottom + 10),
    );
    await expect
      .poll(() => comparison.evaluate((element) => getComputedStyle(element).minBlockSize))
      .toBe('0px');
    const height = () => comparison.evaluate((element) => element.getBoundingClientRect().height);
    const before = await height();

    const { held, letGo } = await hold(page, '**/comparison.html*');
    await comparison.evaluate((element) => {
      element.setAttribute('actors', 'europe,russia');
      element.setAttribute('lang', 'ar');
      element.setAttribute('theme', 'auto');
      element.setAttribute('topics', 'aid');
    });
    await expect.poll(() => held.length).toBe(1);
    expect(await height()).toBe(before);
    await letGo();
    await comparison.locator('.standpoint[dir=rtl]').waitFor();
    expect(await comparison.locator('thead th[part=actor]').count()).toBe(2);
    expect(held.length).toBe(1);

    const again = await hold(page, '**/comparison.html*');
    await comparison.evaluate((element) => element.setAttribute('lang', 'ar'));
    await page.waitForTimeout(100);
    expect(again.held).toEqual([]);
  });

  test('show the page’s own content again where a new article is not there', async () => {
    const page = await prepare();
    await page.goto(site.serve('/gone', host(elements())));
    await page.locator(table).waitFor();
    await page.evaluate(() =>
      document.querySelector('stance-comparison')?.setAttribute('article', 'nothing'),
    );
    await page.locator('stance-comparison > a').waitFor();
    expect(await page.locator(table).count()).toBe(0);
    expect(await types(page)).toContain('error');
  });

  // Which of the two asks for the style sheet is not to matter.
  test.each([
    ['stance-comparison', 'outcome-poll'],
    ['outcome-poll', 'stance-comparison'],
  ])('say nothing when taken away while they load: %s', async (gone, other) => {
    const page = await prepare();
    const { held, letGo } = await hold(page, '**/standpoint.css');
    await page.goto(site.serve(`/without-${gone}`, host(elements())));
    await expect.poll(() => held.length).toBe(1);
    await page.evaluate((name) => {
      const element = document.querySelector(name);
      Object.assign(window, { element });
      element?.remove();
    }, gone);
    await letGo();
    await page.locator(`${other} .standpoint`).waitFor();
    expect(await types(page)).toEqual(['load']);
    expect(errors).toEqual([]);

    await page.evaluate(() => {
      document.querySelector('main')?.prepend((window as unknown as { element: Element }).element);
    });
    await page.locator(`${gone} .standpoint`).waitFor();
    expect(await types(page)).toEqual(['load', 'load']);
  });

  test('bear a second script, of the same, of another and of the versioned address', async () => {
    const { file, integrity } = (await (await fetch(`${SERVICE}/widget.json`)).json()) as {
      file: string;
      integrity: string;
    };
    const versioned = (hash: string) =>
      `<script type="module" src="${SERVICE}${file}" integrity="${hash}" crossorigin></script>`;
    const again = SCRIPT.replace('/widget.js', '/widget.js?again');
    const page = await prepare();
    const scripts = SCRIPT + SCRIPT + again + versioned(integrity);
    await page.goto(site.serve('/twice', host(elements(), scripts)));
    await page.locator(table).waitFor();
    expect(await page.locator(table).count()).toBe(1);
    expect(errors).toEqual([]);

    await page.goto(site.serve('/versioned', host(elements(), versioned(integrity))));
    await page.locator(table).waitFor();
    const other = `sha384-${'A'.repeat(64)}`;
    await page.goto(site.serve('/other-hash', host(elements(), versioned(other))));
    expect(await page.evaluate(() => customElements.get('stance-comparison'))).toBeUndefined();
  });
});
