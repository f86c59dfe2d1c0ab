import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Env } from '../../../src/env.ts';
import { app } from '../../../src/http/app.ts';
import {
  ARTICLE,
  call,
  callJson,
  castBallot,
  env,
  fakeLimiter,
  newVoter,
  pollPath,
  publish,
  realArticle,
} from '../../helpers.ts';

beforeEach(() => publish());
afterEach(() => reset());

const form = `/articles/${ARTICLE}/polls/who-signs/ballot`;
const OURS = { Origin: 'https://standpoint.test', 'Sec-Fetch-Site': 'same-origin' };

const submit = (
  fields: Record<string, string>,
  headers: Record<string, string> = OURS,
  path = form,
) => call(path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
const cookieOf = (answer: Response) => (answer.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
const read = async (cookie: string) => {
  const answer = await call(`/articles/${ARTICLE}`, { headers: { Cookie: cookie } });
  return { html: await answer.text(), cache: answer.headers.get('Cache-Control') };
};

describe('voting without JavaScript', () => {
  test('sets one cookie, leads back to the poll, and shows the ballot there', async () => {
    const answer = await submit({ outcome: 'both' }, OURS, `${form}?lang=fr`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('Location')).toBe(`/articles/${ARTICLE}?lang=fr#poll-who-signs`);
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store');
    expect(answer.headers.get('Set-Cookie')).toMatch(
      /^__Host-standpoint-voter=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const { html, cache } = await read(cookieOf(answer));
    expect(cache).toBe('private, no-store');
    expect(html).toContain('<em>Your vote</em>');
    expect(html).toMatch(/<code>[0-9a-f]{32}<\/code>/);
  });

  test('again changes the ballot and keeps the cookie; withdrawing takes it back', async () => {
    const cookie = cookieOf(await submit({ outcome: 'both' }));
    const again = await submit({ outcome: 'neither' }, { ...OURS, Cookie: cookie });
    expect(again.headers.has('Set-Cookie')).toBe(false);
    const { html } = await read(cookie);
    expect(html).toContain('value="neither" required="" checked=""');
    expect(html).toContain('<b>1 vote</b>');

    await submit({ action: 'withdraw', outcome: 'neither' }, { ...OURS, Cookie: cookie });
    expect((await read(cookie)).html).not.toContain('Your vote');
  });

  test('with nothing chosen changes nothing', async () => {
    const answer = await submit({});
    expect(answer.status).toBe(303);
    expect(answer.headers.has('Set-Cookie')).toBe(false);
  });

  test('too late leads to the page, which says so', async () => {
    const polls = realArticle().polls.map((poll) => ({ ...poll, closes: '2020-01-01T00:00:00Z' }));
    await publish({ ...realArticle(), id: 'late', polls });
    const answer = await submit({ outcome: 'both' }, OURS, '/articles/late/polls/who-signs/ballot');
    expect(answer.status).toBe(303);
    const html = await (await call('/articles/late')).text();
    expect(html).toContain('>Closed</span>');
    expect(html).not.toContain('class="ballot"');
  });

  test('for an outcome that is not there is refused', async () => {
    expect((await submit({ outcome: 'nonsense' })).status).toBe(422);
  });

  test('takes no large form', async () => {
    expect((await submit({ outcome: 'x'.repeat(5_000) })).status).toBe(413);
  });
});

describe('a form from elsewhere', () => {
  test.each([
    ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['another site, in an old browser', { Origin: 'https://evil.example' }],
    ['another site that hides its origin', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sandbox', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['a sibling domain', { Origin: 'https://a.standpoint.test', 'Sec-Fetch-Site': 'same-site' }],
    [
      'a liar about one of the two',
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
    ],
    ['nobody says where', {}],
  ])('of %s counts nothing', async (_, headers) => {
    const answer = await submit({ outcome: 'both' }, headers);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ type: '/problems/foreign-form' });
    expect(answer.headers.has('Set-Cookie')).toBe(false);
  });

  test('of our own page in an old browser is taken', async () => {
    const answer = await submit({ outcome: 'both' }, { Origin: 'https://standpoint.test' });
    expect(answer.status).toBe(303);
  });
});

describe('a ballot that is not cast yet', () => {
  const asked = (fields: Record<string, string>, bindings: Partial<Env> = {}, headers = {}) =>
    app.request(
      `https://standpoint.test${form}?lang=en`,
      {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: {
          ...OURS,
          Accept: 'text/html,*/*;q=0.8',
          'CF-Connecting-IP': '192.0.2.1',
          ...headers,
        },
      },
      { ...env, ...bindings },
    );
  const CHALLENGED = { TURNSTILE_SECRET: 'secret', TURNSTILE_SITE_KEY: 'site-key' };
  const nothingCounted = async () => {
    const { body } = await callJson<{ total: number }>(pollPath('/integrity'));
    expect(body).toMatchObject({ accepted: 0 });
  };
  afterEach(() => vi.restoreAllMocks());

  test('since it was sent from a frame, is asked for once more on a page nobody can frame', async () => {
    const answer = await asked({ outcome: 'both', from: 'frame' });
    expect(answer.status).toBe(200);
    expect(answer.headers.has('Set-Cookie')).toBe(false);
    expect(answer.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
    const html = await answer.text();
    expect(html).toContain('Is this your vote?');
    expect(html).toContain('<b>With both</b>');
    expect(html).toContain('<input type="hidden" name="outcome" value="both"');
    expect(html).not.toContain('name="from"');
    await nothingCounted();
  });

  test('since a challenge is set, is asked for on a page that shows it', async () => {
    const answer = await asked({ outcome: 'both' }, CHALLENGED);
    expect(answer.status).toBe(403);
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(/script-src 'self' https:\/\/challenges\.cloudflare\.com(;|$)/);
    expect(policy).toMatch(/frame-src https:\/\/challenges\.cloudflare\.com(;|$)/);
    const html = await answer.text();
    expect(html).toContain('data-sitekey="site-key"');
    expect(html).toContain('<script type="module" src="/challenge.js">');
    expect(html).toMatch(/<p class="note" data-told="no-script">The check needs JavaScript/);
    expect(html).toContain('<input type="hidden" name="outcome" value="both"');
    await nothingCounted();

    const fetched = vi.spyOn(globalThis, 'fetch');
    fetched.mockImplementation(async () => Response.json({ success: false }));
    const again = await asked({ outcome: 'both', 'cf-turnstile-response': 'guessed' }, CHALLENGED);
    expect(await again.text()).toContain('The check was not passed');
    fetched.mockRejectedValue(new Error('unreachable'));
    const later = await asked({ outcome: 'both', 'cf-turnstile-response': 'solved' }, CHALLENGED);
    expect(later.status).toBe(503);
    expect(later.headers.get('Retry-After')).toBe('30');
    expect(await later.text()).toMatch(/cannot be confirmed at the moment\..* <time datetime="/);
    await nothingCounted();
  });

  test('asks no voter for a challenge who has voted before', async () => {
    const Cookie = `__Host-standpoint-voter=${await newVoter()}`;
    expect((await asked({ outcome: 'both' }, CHALLENGED, { Cookie })).status).toBe(303);
  });

  test.each([
    ['a network', { MINT_LIMITER: fakeLimiter(0) }],
    ['a voter', { BALLOT_LIMITER: fakeLimiter(0) }],
  ])('since %s has sent too many, says when to try again', async (_, bindings) => {
    const answer = await asked({ outcome: 'both' }, bindings);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('Retry-After')).toBe('60');
    const html = await answer.text();
    const [, until = ''] = /try again after <time datetime="([^"]+)">/.exec(html) ?? [];
    expect(Math.abs(Date.parse(until) - Date.now() - 60_000)).toBeLessThan(10_000);
    expect(html).not.toContain('challenge.js');
    await nothingCounted();
  });

  test('for an outcome that is not there is refused at once', async () => {
    expect((await asked({ outcome: 'nonsense', from: 'frame' })).status).toBe(422);
  });
});

test('no other page of ours lets Cloudflare’s challenge in', async () => {
  const bindings = { ...env, TURNSTILE_SECRET: 'secret', TURNSTILE_SITE_KEY: 'site-key' };
  for (const path of ['/', `/articles/${ARTICLE}`, `/embed/${ARTICLE}?show=poll`]) {
    const answer = await app.request(`https://standpoint.test${path}`, {}, bindings);
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('cloudflare');
  }
  const frame = async (path: string, set: Env) => {
    const answer = await app.request(`https://standpoint.test/embed/${ARTICLE}${path}`, {}, set);
    return answer.headers.get('Content-Security-Policy');
  };
  // A frame that may have to show it lets a frame of ours in; without a challenge none.
  expect(await frame('?show=poll', bindings)).toContain("frame-src 'self' https://standpoint.test");
  expect(await frame('?show=poll', env)).not.toContain('frame-src');
  expect(await frame('/challenge', bindings)).toMatch(
    /frame-src https:\/\/challenges\.cloudflare\.com/,
  );
});

describe('WebKit on the reader’s own machine', () => {
  const SAFARI =
    'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';
  const CHROME =
    'Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  const vote = (origin: string, agent: string, headers = {}) =>
    app.request(
      `${origin}${form}`,
      {
        method: 'POST',
        body: new URLSearchParams({ outcome: 'both' }),
        headers: { Origin: origin, 'User-Agent': agent, ...headers },
      },
      env,
    );

  test('gets a cookie that it does not drop, and is known by it', async () => {
    const answer = await vote('http://localhost:8787', SAFARI);
    const set = answer.headers.get('Set-Cookie') ?? '';
    expect(set).toMatch(
      /^standpoint-voter=[^;]+; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const again = await vote('http://localhost:8787', SAFARI, { Cookie: set.split(';')[0] });
    expect(again.headers.has('Set-Cookie')).toBe(false);
  });

  test.each([
    ['http://localhost:8787', CHROME],
    ['https://standpoint.test', SAFARI],
    ['http://standpoint.test', SAFARI],
  ])('is alone in that: %s', async (origin, agent) => {
    const answer = await vote(origin, agent, { Cookie: `standpoint-voter=${await newVoter()}` });
    expect(answer.headers.get('Set-Cookie')).toMatch(/^__Host-standpoint-voter=.*; Secure;/);
  });
});

test('a vote that the browser forgets is told of where the reader comes back to', async () => {
  const html = await (await call(`/articles/${ARTICLE}?lang=en`)).text();
  expect(html).toContain('class="note not-kept"');
  const cookie = cookieOf(await submit({ outcome: 'both' }));
  const own = (await read(cookie)).html;
  expect(own.split('id="poll-who-signs"')[1]?.split('</section>')[0]).not.toContain('not-kept');
  const taken = await submit({ action: 'withdraw' }, { ...OURS, Cookie: cookie });
  expect(taken.headers.get('Location')).toBe(`/articles/${ARTICLE}#poll-who-signs-question`);
});

test('the page of a reader without a cookie is everyone’s', async () => {
  const { cache } = await read('');
  expect(cache).toBe('public, max-age=1');
});

test('a forged cookie is no voter, and voting replaces it', async () => {
  const forged = '__Host-standpoint-voter=k1.AAAA.BBBB';
  expect((await read(forged)).html).not.toContain('Your vote');
  const answer = await submit({ outcome: 'both' }, { ...OURS, Cookie: forged });
  expect(cookieOf(answer)).toMatch(/^__Host-standpoint-voter=k2\./);
});

test('the poll’s fragment shows the ballot of the voter who asks for it', async () => {
  const token = await newVoter();
  await castBallot(token, 'both');
  const path = `/v1/articles/${ARTICLE}/polls/who-signs.html`;
  const own = await call(path, { headers: { 'Standpoint-Voter': token } });
  expect(own.headers.get('Cache-Control')).toBe('private, no-store');
  expect(await own.text()).toContain('<em>Your vote</em>');
  const anyone = await call(path);
  expect(anyone.headers.get('Vary')).toContain('Standpoint-Voter');
  expect(await anyone.text()).not.toContain('Your vote');
});
