import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ARTICLE, call, castBallot, newVoter, publish, realArticle } from '../../helpers.ts';

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
