import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ROOT } from '../local-service.ts';
import { startChallenged } from './challenged-service.ts';
import {
  ARTICLE,
  choose,
  clickUntil,
  closeReaders,
  inBrowser,
  openReader,
  type Place,
  startHost,
  violations,
} from './harness.ts';
import { elements, host } from './host-page.ts';

/** What Cloudflare's script does for us: a field in the form and a call back, once it is solved. */
const STAND_IN = `globalThis.turnstile = {
  render(place, { callback, sitekey, action }) {
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'cf-turnstile-response' });
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'I am no robot' });
    button.onclick = () => { field.value = 'solved for ' + sitekey; callback(field.value); };
    place.append(field, button);
  },
};`;
const API = 'https://challenges.cloudflare.com/**';
const shown = (route: Route) =>
  route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: STAND_IN });
const blocked = (route: Route) => route.abort('blockedbyclient');

inBrowser('where new voters are set a challenge', async () => {
  const article = JSON.parse(
    await readFile(join(ROOT, `data/articles/${ARTICLE}.json`), 'utf8'),
  ) as { id: string };
  const service = await startChallenged(article);
  const site = await startHost();
  afterAll(() => Promise.all([service.stop(), site.close()]));
  afterEach(closeReaders);
  beforeEach(() => {
    service.verdict = (token) => ({
      success: token === 'solved for site-key',
      hostname: 'localhost',
      action: 'vote',
    });
  });

  const ADDRESS = `${service.origin}/articles/${ARTICLE}?lang=en`;
  const SCRIPT = `<script type="module" src="${service.origin}/widget.js"></script>`;
  const FRAME = `<iframe src="${service.origin}/embed/${ARTICLE}?show=poll&poll=who-signs&lang=en" width="700" height="900"></iframe>`;
  const PLACES = {
    element: {
      address: () => site.serve('/element', host(elements('lang="en"'), SCRIPT)),
      poll: (page: Page) => page.locator('outcome-poll'),
    },
    frame: {
      address: () => site.serve('/frame', host(FRAME, '')),
      poll: (page: Page) => page.frameLocator('iframe').locator('.poll'),
    },
    sandbox: {
      address: () =>
        site.serve('/sandbox', host(FRAME.replace(' ', ' sandbox="allow-scripts" '), '')),
      poll: (page: Page) => page.frameLocator('iframe').locator('.poll'),
    },
  };
  const places = Object.entries(PLACES);

  async function total(): Promise<number> {
    const answer = await fetch(
      `${service.origin}/v1/articles/${ARTICLE}/polls/who-signs/standings`,
    );
    return ((await answer.json()) as { total: number }).total;
  }
  const voteIn = (poll: Place) => poll.getByRole('button', { name: 'Vote', exact: true });
  /** Votes, and is set the challenge. */
  async function voteFirst(poll: Place): Promise<void> {
    await choose(poll, 'With both');
    await clickUntil(voteIn(poll), async () => {
      const told = poll.locator('[data-told=challenge], [data-told=challenge-blocked]');
      return (await told.filter({ visible: true }).count()) > 0;
    });
  }
  const solve = (around: { frameLocator: Page['frameLocator'] }) =>
    around.frameLocator('iframe.challenge').getByRole('button', { name: 'I am no robot' }).click();

  describe.each(places)('in the %s', (_, { address, poll: pollOn }) => {
    test('a reader solves it once, votes, and changes the vote without it', async () => {
      const before = await total();
      const page = await openReader();
      await page.route(API, shown);
      await page.goto(address());
      const poll = pollOn(page);
      await poll.scrollIntoViewIfNeeded();
      await voteFirst(poll);
      expect(await poll.locator('[data-told=challenge]').isVisible()).toBe(true);
      await solve(poll);
      await poll.locator('.result.yours', { hasText: 'With both' }).waitFor();
      expect(await poll.locator('iframe.challenge').count()).toBe(0);
      await clickUntil(poll.locator('.change > summary'), () =>
        poll.locator('.change[open]').isVisible(),
      );
      await choose(poll, 'With neither');
      await poll.locator('.change button:not(.plain)').click();
      await poll.locator('.result.yours', { hasText: 'With neither' }).waitFor();
      await expect.poll(total).toBe(before + 1);
    });

    test('a reader whose browser blocks it reads why, and may try again', async () => {
      const before = await total();
      const page = await openReader();
      await page.route(API, blocked);
      await page.goto(address());
      const poll = pollOn(page);
      await poll.scrollIntoViewIfNeeded();
      await voteFirst(poll);
      const note = poll.locator('[data-told=challenge-blocked]');
      await note.waitFor();
      expect(await note.textContent()).toContain('challenges.cloudflare.com');
      expect(await note.locator('a').getAttribute('href')).toContain(`/articles/${ARTICLE}?`);
      expect(await total()).toBe(before);
      await page.unroute(API);
      await page.route(API, shown);
      await clickUntil(voteIn(poll), () => poll.locator('iframe.challenge').isVisible());
      await solve(poll);
      await poll.locator('.result.yours').waitFor();
      expect(await note.isVisible()).toBe(false);
      await expect.poll(total).toBe(before + 1);
    });

    test('a reader reads that it was not passed where Cloudflare says so', async () => {
      const before = await total();
      service.verdict = () => ({ success: false });
      const page = await openReader();
      await page.route(API, shown);
      await page.goto(address());
      const poll = pollOn(page);
      await poll.scrollIntoViewIfNeeded();
      await voteFirst(poll);
      await solve(poll);
      await poll.locator('[data-told=challenge-failed]').waitFor();
      expect(await total()).toBe(before);
    });
  });

  describe('on the article’s page', () => {
    const CHECK = 'One check before your vote counts';

    test('a reader solves it on a page for this ballot, and on no other', async () => {
      const before = await total();
      const page = await openReader();
      await page.route(API, shown);
      await page.goto(ADDRESS);
      await choose(page.locator('#poll-who-signs'), 'With both');
      await voteIn(page.locator('#poll-who-signs')).click();
      await page.getByRole('heading', { name: CHECK }).waitFor();
      await page.getByRole('button', { name: 'I am no robot' }).waitFor();
      expect(await page.getByText('The check needs JavaScript').isVisible()).toBe(false);
      expect(await violations(page)).toEqual([]);
      expect(await total()).toBe(before);
      await page.getByRole('button', { name: 'I am no robot' }).click();
      await page.getByRole('button', { name: 'Vote', exact: true }).click();
      await page.locator('#poll-who-signs .result.yours', { hasText: 'With both' }).waitFor();
      await expect.poll(total).toBe(before + 1);
      await choose(page.locator('#poll-aid-basis'), 'On no exchange');
      await voteIn(page.locator('#poll-aid-basis')).click();
      await page.locator('#poll-aid-basis .result.yours').waitFor();
      // The preview knows the same voter.
      await page.goto(`${ADDRESS}&show=poll:who-signs`);
      const preview = page.frameLocator('.put iframe').locator('.poll');
      await page.locator('.put iframe').scrollIntoViewIfNeeded();
      await preview.locator('.result.yours', { hasText: 'With both' }).waitFor();
    });

    test('a reader who does not solve it is asked again', async () => {
      const before = await total();
      const page = await openReader();
      await page.route(API, shown);
      await page.goto(ADDRESS);
      await choose(page.locator('#poll-who-signs'), 'With both');
      await voteIn(page.locator('#poll-who-signs')).click();
      await page.getByRole('heading', { name: CHECK }).waitFor();
      await page.getByRole('button', { name: 'Vote', exact: true }).click();
      await page.getByRole('button', { name: 'I am no robot' }).waitFor();
      expect(await total()).toBe(before);
    });

    test('a reader whose browser blocks it reads why', async () => {
      const page = await openReader();
      await page.route(API, blocked);
      await page.goto(ADDRESS);
      await choose(page.locator('#poll-who-signs'), 'With both');
      await voteIn(page.locator('#poll-who-signs')).click();
      const note = page.locator('[data-told=blocked]');
      await note.waitFor();
      expect(await note.textContent()).toContain('challenges.cloudflare.com');
    });

    test.each([
      ['runs no scripts', { javaScriptEnabled: false }, () => undefined],
      ['keeps our script out', {}, (page: Page) => page.route('**/challenge.js', blocked)],
    ])('a reader whose browser %s reads that it needs one', async (_, options, prepare) => {
      const before = await total();
      const page = await openReader(options);
      await prepare(page);
      await page.goto(ADDRESS);
      await choose(page.locator('#poll-who-signs'), 'With both');
      await voteIn(page.locator('#poll-who-signs')).click();
      await page.getByText('The check needs JavaScript').waitFor();
      expect(await total()).toBe(before);
    });

    test('a reader reads when to try again while Cloudflare does not answer', async () => {
      const before = await total();
      service.verdict = () => null;
      const page = await openReader();
      await page.route(API, shown);
      await page.goto(ADDRESS);
      await choose(page.locator('#poll-who-signs'), 'With both');
      await voteIn(page.locator('#poll-who-signs')).click();
      await page.getByRole('button', { name: 'I am no robot' }).click();
      await page.getByRole('button', { name: 'Vote', exact: true }).click();
      await page.getByText('The check cannot be confirmed at the moment').waitFor();
      const again = await page.locator('.one-ballot time').getAttribute('datetime');
      expect(Math.abs(Date.parse(again ?? '') - Date.now())).toBeLessThan(60_000);
      expect(await total()).toBe(before);
    });
  });
});
