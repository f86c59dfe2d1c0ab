import { afterEach, describe, expect, test, vi } from 'vitest';
import { answerError } from '../../../src/http/answers/answer-error.tsx';
import { askTurnstile, makeVoters, networkOf } from '../../../src/http/voters/routes.ts';
import { call, env } from '../../helpers.ts';

afterEach(() => vi.restoreAllMocks());

describe('new voters of one network', () => {
  const mint = (address: string) =>
    call('/v1/voters', { method: 'POST', headers: { 'CF-Connecting-IP': address } });

  test('are limited, and told when to come back', async () => {
    const answers: Response[] = [];
    for (let i = 0; i < 101; i += 1) answers.push(await mint(`203.0.113.${i}`));
    expect(answers.slice(0, 100).every(({ status }) => status === 201)).toBe(true);
    expect(answers[100]?.status).toBe(429);
    expect(answers[100]?.headers.get('Retry-After')).toBe('60');
    expect((await mint('198.51.100.7')).status).toBe(201);
  });

  test('are known to the limiter by nothing that tells their address', async () => {
    const limit = vi.spyOn(env.MINT_LIMITER as RateLimit, 'limit');
    await mint('192.0.2.55');
    expect(limit).toHaveBeenCalledTimes(1);
    expect(limit.mock.calls[0]?.[0]?.key).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['192.0.2.55', '192.0.2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['2001:0db8:0001::6', '2001:db8:1'],
    ['2001:db8::6', '2001:db8:0'],
    ['::1', '0:0:0'],
  ])('%s is of network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('where a challenge is set', () => {
  const challenged = { ...env, TURNSTILE_SECRET: 'secret', TURNSTILE_SITE_KEY: 'site' };
  const verify = vi.fn(async (_: unknown, token: string) => token === 'solved');
  const voters = makeVoters(verify).onError(answerError);
  const mint = (body?: unknown) =>
    voters.request(
      '/',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      challenged,
    );

  test('a voter who has solved it is let in', async () => {
    expect((await mint({ turnstile: 'solved' })).status).toBe(201);
  });

  test.each([
    [{ turnstile: 'guessed' }, 403],
    [{}, 400],
    [undefined, 400],
  ])('%j is answered %i', async (body, status) => {
    expect((await mint(body)).status).toBe(status);
  });

  test('Cloudflare is asked with the secret and told nothing of the reader', async () => {
    const asked = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ success: true }));
    expect(await askTurnstile(challenged, 'solved')).toBe(true);
    const [url, init] = asked.mock.calls[0] ?? [];
    expect(url).toBe('https://challenges.cloudflare.com/turnstile/v0/siteverify');
    expect(init?.body).toEqual(new URLSearchParams({ secret: 'secret', response: 'solved' }));
    asked.mockResolvedValue(Response.json({ success: false }));
    expect(await askTurnstile(challenged, 'guessed')).toBe(false);
  });
});
