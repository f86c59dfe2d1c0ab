import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Env } from '../../../src/env.ts';
import { app } from '../../../src/http/app.ts';
import {
  ARTICLE,
  callJson,
  castBallot,
  env,
  fakeLimiter,
  newVoter,
  pollPath,
  publish,
} from '../../helpers.ts';

beforeEach(() => publish());
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

const ORIGIN = 'https://standpoint.test';
const FORM = `${ORIGIN}/articles/${ARTICLE}/polls/who-signs/ballot`;
/** What a browser says of a form of ours. */
const OURS = { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' };

/** The ways to become a voter, each from an address and with what solves the challenge. */
const WAYS = {
  'the API': (address: string, bindings: Partial<Env>, solved?: string) =>
    app.request(
      `${ORIGIN}/v1/voters`,
      {
        method: 'POST',
        headers: { 'CF-Connecting-IP': address, 'Content-Type': 'application/json' },
        ...(solved === undefined ? {} : { body: JSON.stringify({ turnstile: solved }) }),
      },
      { ...env, ...bindings },
    ),
  'the form': (address: string, bindings: Partial<Env>, solved?: string) =>
    app.request(
      FORM,
      {
        method: 'POST',
        headers: { 'CF-Connecting-IP': address, ...OURS },
        body: new URLSearchParams({
          outcome: 'both',
          ...(solved === undefined ? {} : { 'cf-turnstile-response': solved }),
        }),
      },
      { ...env, ...bindings },
    ),
};
const ways = Object.entries(WAYS);
const isVoter = ({ status }: Response) => status === 201 || status === 303;
/** What Cloudflare says of a challenge, which nobody has to ask it for. */
const cloudflareSays = (answer: unknown) =>
  vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(async () =>
      answer instanceof Response ? answer.clone() : Response.json(answer),
    );
const CHALLENGED = { TURNSTILE_SECRET: 'secret', TURNSTILE_SITE_KEY: 'site-key' };
const SOLVED = { success: true, hostname: 'standpoint.test', action: 'vote' };

describe.each(ways)('new voters by %s', (_, become) => {
  test('are as many as the limiter of their network lets through', async () => {
    const bindings = { MINT_LIMITER: fakeLimiter(100) };
    const answers: Response[] = [];
    for (let i = 0; i < 130; i += 1) answers.push(await become(`203.0.113.${i}`, bindings));
    expect(answers.filter(isVoter)).toHaveLength(100);
    const refused = answers.slice(100);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([429]));
    expect(refused[0]?.headers.get('Retry-After')).toBe('60');
    expect(refused.some(({ headers }) => headers.has('Set-Cookie'))).toBe(false);
    expect(isVoter(await become('198.51.100.7', bindings))).toBe(true);
  });

  test('share what the limiter lets through with all other ways', async () => {
    const bindings = { MINT_LIMITER: fakeLimiter(2) };
    for (const [, way] of ways) expect(isVoter(await way('203.0.113.1', bindings))).toBe(true);
    expect((await become('203.0.113.1', bindings)).status).toBe(429);
  });

  test.each([
    ['one LAN', (i: number) => `2001:db8:1:2::${i.toString(16)}`, 'LAN_LIMITER'],
    ['one site', (i: number) => `2001:db8:1:${i.toString(16)}::1`, 'MINT_LIMITER'],
    ['one provider', (i: number) => `2001:db8:${i.toString(16)}::1`, 'PROVIDER_LIMITER'],
  ])('of %s are limited together', async (_network, address, limiter) => {
    const bindings = { [limiter]: fakeLimiter(3) };
    const answers: Response[] = [];
    for (let i = 1; i <= 5; i += 1) answers.push(await become(address(i), bindings));
    expect(answers.map(isVoter)).toEqual([true, true, true, false, false]);
  });

  test('use nothing up for wider networks where the narrow one is refused', async () => {
    const wide = fakeLimiter(100);
    const bindings = { LAN_LIMITER: fakeLimiter(0), MINT_LIMITER: wide, PROVIDER_LIMITER: wide };
    expect((await become('2001:db8::1', bindings)).status).toBe(429);
    expect(wide.keys.size).toBe(0);
  });

  test('are known to the limiter by nothing that tells their address', async () => {
    const limiter = fakeLimiter(100);
    await become('192.0.2.55', { MINT_LIMITER: limiter });
    expect([...limiter.keys.keys()]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  test('have to solve the challenge where one is set', async () => {
    const asked = cloudflareSays(SOLVED);
    expect(isVoter(await become('192.0.2.1', CHALLENGED))).toBe(false);
    expect(asked).not.toHaveBeenCalled();
    expect(isVoter(await become('192.0.2.1', CHALLENGED, 'solved'))).toBe(true);
    const [url, init] = asked.mock.calls[0] ?? [];
    expect(url).toBe('https://challenges.cloudflare.com/turnstile/v0/siteverify');
    // It is told nothing of the reader.
    expect(init?.body).toEqual(new URLSearchParams({ secret: 'secret', response: 'solved' }));
    expect(init?.signal).toBeInstanceOf(AbortSignal);
  });

  test.each([
    ['not solved', { success: false }, 403],
    ['solved on another host', { ...SOLVED, hostname: 'evil.example' }, 403],
    ['solved for something else', { ...SOLVED, action: 'login' }, 403],
    ['solved who knows where', { success: true }, 403],
    ['answered with nonsense', { hello: 'world' }, 503],
    ['answered with no JSON', new Response('<html>'), 503],
  ])('are none where it was %s', async (_answer, answer, status) => {
    cloudflareSays(answer);
    const refused = await become('192.0.2.1', CHALLENGED, 'guessed');
    expect(refused.status).toBe(status);
    expect(refused.headers.has('Set-Cookie')).toBe(false);
  });

  test('are none where Cloudflare does not answer', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new DOMException('', 'TimeoutError'));
    const refused = await become('192.0.2.1', CHALLENGED, 'solved');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('Retry-After')).toBe('30');
  });

  test('cost Cloudflare nothing where their network is refused', async () => {
    const asked = cloudflareSays(SOLVED);
    const bindings = { ...CHALLENGED, MINT_LIMITER: fakeLimiter(0) };
    expect((await become('192.0.2.1', bindings, 'solved')).status).toBe(429);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('what solves a challenge', () => {
  test.each([
    ['{"turnstile":7}', 400],
    ['{}', 400],
    ['{', 400],
  ])('is not %s', async (body, status) => {
    const headers = { 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body };
    expect((await app.request('/v1/voters', init, { ...env, ...CHALLENGED })).status).toBe(status);
  });
});

describe('a known voter', () => {
  const again = (headers: Record<string, string>, bindings: Partial<Env> = {}) =>
    app.request(`${ORIGIN}/v1/voters`, { method: 'POST', headers }, { ...env, ...bindings });
  const ballotOf = async (token: string) =>
    (await castBallot(token, 'both')).json<{ receipt: string }>();

  test('is given another token without limiter or challenge, and stays the same voter', async () => {
    const token = await newVoter();
    const bindings = { ...CHALLENGED, MINT_LIMITER: fakeLimiter(0) };
    const answer = await again(
      { 'Standpoint-Voter': token, 'CF-Connecting-IP': '192.0.2.1' },
      bindings,
    );
    expect(answer.status).toBe(200);
    const renewed = await answer.json<{ token: string }>();
    expect((await ballotOf(renewed.token)).receipt).toBe((await ballotOf(token)).receipt);
    expect(answer.headers.has('Set-Cookie')).toBe(false);
  });

  test('of the cookie is the voter of our pages, whatever token a script still has', async () => {
    const [own, other] = [await newVoter(), await newVoter()];
    const Cookie = `__Host-standpoint-voter=${own}`;
    const answer = await again({ ...OURS, Cookie, 'Standpoint-Voter': other });
    const { token } = await answer.json<{ token: string }>();
    expect((await ballotOf(token)).receipt).toBe((await ballotOf(own)).receipt);
  });

  test('of a script becomes that of the cookie where there is none', async () => {
    const token = await newVoter();
    const answer = await again({ ...OURS, 'Standpoint-Voter': token });
    const [cookie = ''] = (answer.headers.get('Set-Cookie') ?? '').split(';');
    const kept = cookie.replace('__Host-standpoint-voter=', '');
    expect((await ballotOf(kept)).receipt).toBe((await ballotOf(token)).receipt);
  });

  test.each([
    ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['a sibling', { Origin: 'https://a.standpoint.test', 'Sec-Fetch-Site': 'same-site' }],
    ['a sandbox', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['nobody knows where', {}],
  ])('is not told to %s by the cookie', async (_, headers) => {
    const own = await newVoter();
    const answer = await again({ ...headers, Cookie: `__Host-standpoint-voter=${own}` });
    expect(answer.status).toBe(201);
    expect(answer.headers.has('Set-Cookie')).toBe(false);
    const { token } = await answer.json<{ token: string }>();
    expect((await ballotOf(token)).receipt).not.toBe((await ballotOf(own)).receipt);
  });

  test.each(['', 'k2.AAAA.BBBB', '%E0%A4%A', '"', 'k2.voter..0.', 'a'.repeat(4_000)])(
    'is not “%.12s”, and a cookie that holds it shuts nobody out',
    async (broken) => {
      const answer = await again({ ...OURS, Cookie: `__Host-standpoint-voter=${broken}` });
      expect(answer.status).toBe(201);
      expect(answer.headers.get('Set-Cookie')).toMatch(/^__Host-standpoint-voter=k2\.voter\./);
    },
  );
});

describe('ballots of one voter', () => {
  const bounded = (token: string, limiter: RateLimit, method = 'PUT') =>
    app.request(
      `${ORIGIN}${pollPath('/ballot')}`,
      {
        method,
        headers: { 'Standpoint-Voter': token, 'Content-Type': 'application/json' },
        ...(method === 'PUT' ? { body: JSON.stringify({ outcome: 'both' }) } : {}),
      },
      { ...env, BALLOT_LIMITER: limiter },
    );

  test('are bounded, cast and withdrawn together, whatever others do', async () => {
    const limiter = fakeLimiter(3);
    const [token, other] = [await newVoter(), await newVoter()];
    const statuses: number[] = [];
    for (const method of ['PUT', 'PUT', 'DELETE', 'PUT', 'DELETE']) {
      statuses.push((await bounded(token, limiter, method)).status);
    }
    expect(statuses).toEqual([201, 200, 204, 429, 429]);
    const refused = await bounded(token, limiter);
    expect(refused.headers.get('Retry-After')).toBe('60');
    expect(await refused.json()).toMatchObject({ type: '/problems/too-many-ballots' });
    expect((await bounded(other, limiter)).status).toBe(201);
  });

  test('are bounded by the form too', async () => {
    const limiter = fakeLimiter(1);
    const Cookie = `__Host-standpoint-voter=${await newVoter()}`;
    const submit = () =>
      app.request(
        FORM,
        {
          method: 'POST',
          headers: { ...OURS, Cookie },
          body: new URLSearchParams({ outcome: 'both' }),
        },
        { ...env, BALLOT_LIMITER: limiter },
      );
    expect((await submit()).status).toBe(303);
    expect((await submit()).status).toBe(429);
  });

  test('can be read as often as one likes', async () => {
    const limiter = fakeLimiter(0);
    const token = await newVoter();
    await castBallot(token, 'both');
    expect((await bounded(token, limiter, 'GET')).status).toBe(200);
    const { body } = await callJson<{ total: number }>(pollPath('/standings'));
    expect(body).toMatchObject({ state: 'open' });
  });
});
