import { reset } from 'cloudflare:test';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Poll } from '../../../src/domain/article.ts';
import type { Standings } from '../../../src/domain/standings.ts';
import { remote } from '../../../src/storage/durable.ts';
import type { Scoreboard } from '../../../src/storage/scoreboard/scoreboard.ts';
import { versionOf, writePublished } from '../../../src/storage/published/published.ts';
import {
  call,
  callJson,
  castBallot,
  EDITOR,
  env,
  newVoter,
  publish,
  put,
  realArticle,
  withBinding,
} from '../../helpers.ts';

const ID = 'defined';
const POLL = `/v1/articles/${ID}/polls/who-signs`;
const poll = (changes: Partial<Poll> = {}): Poll => {
  const [real] = realArticle().polls;
  if (real === undefined) throw new Error('the article has a poll');
  return { ...real, ...changes };
};
const articleWith = (changes: Partial<Poll> | null) =>
  realArticle({ id: ID, polls: changes === null ? [] : [poll(changes)] });
const vote = async (outcome: string, token?: string) =>
  castBallot(token ?? (await newVoter()), outcome, `${POLL}/ballot`);
const etag = async () => (await call(`/v1/articles/${ID}`)).headers.get('ETag') ?? '';
const republish = async (changes: Partial<Poll> | null) =>
  put(articleWith(changes), ID, { 'If-Match': await etag() });
/** Puts an article into KV and tells nobody: as a former service did, or as KV does that is behind. */
const writeAlone = async (changes: Partial<Poll> | null) => {
  const article = articleWith(changes);
  await writePublished(env.POSITIONS, { version: await versionOf(article), article });
};
const OTHER = {
  outcomes: poll().outcomes.map((outcome) => ({ ...outcome, id: `${outcome.id}-x` })),
};

afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

describe('until the first ballot is accepted a poll may be changed, whoever has', () => {
  test.each<[string, () => Promise<unknown>]>([
    [
      'watched it',
      async () => {
        const { webSocket } = await call(`${POLL}/live`, { headers: { Upgrade: 'websocket' } });
        webSocket?.accept();
      },
    ],
    [
      'looked at all there is',
      () =>
        Promise.all(
          ['', '/standings', '/history', '/integrity', '/ballots.csv', '.html'].map((part) =>
            call(POLL + part),
          ),
        ),
    ],
    ['seen the page', () => call(`/articles/${ID}`)],
    [
      'asked for a ballot',
      async () => call(`${POLL}/ballot`, { headers: { 'Standpoint-Voter': await newVoter() } }),
    ],
    ['sent a ballot that was refused', () => vote('atlantis')],
    [
      'withdrawn what was not there',
      async () => {
        const headers = { 'Standpoint-Voter': await newVoter() };
        return call(`${POLL}/ballot`, { method: 'DELETE', headers });
      },
    ],
  ])('%s', async (_, look) => {
    await publish(articleWith({}));
    await look();
    expect((await republish(OTHER)).status).toBe(200);
    expect((await vote('both-x')).status).toBe(201);
    expect((await republish({})).status).toBe(409);
  });

  test('and a vote before its time, or after it', async () => {
    const times = { opens: '2999-01-01T00:00:00Z', closes: '2999-02-01T00:00:00Z' };
    await publish(articleWith(times));
    expect((await vote('both')).status).toBe(409);
    expect((await republish({ closes: '2020-01-01T00:00:00Z' })).status).toBe(200);
    expect((await vote('both')).status).toBe(409);
    expect((await republish({})).status).toBe(200);
    expect((await vote('both')).status).toBe(201);
    const { body } = await callJson<Standings>(`${POLL}/standings`);
    expect(body).toMatchObject({ state: 'open', final: false });
  });
});

test.each<[string, Partial<Poll>]>([
  ['another question', { question: 'Who will sign?' }],
  ['another sense', { asks: 'preference' }],
  [
    'labels that changed places',
    {
      outcomes: poll().outcomes.map((outcome, i, all) => ({
        ...outcome,
        label: all[all.length - 1 - i]?.label ?? '',
      })),
    },
  ],
  ['another rule', { resolution: { rule: 'What a minister says counts.' } }],
])('a poll with ballots is given %s no more', async (_, changes) => {
  await publish(articleWith({}));
  await vote('both');
  const answer = await republish(changes);
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ type: '/problems/poll-fixed', poll: 'who-signs' });
  expect(
    (
      await put(realArticle({ id: ID, polls: [poll()], title: 'Another title' }), ID, {
        'If-Match': await etag(),
      })
    ).status,
  ).toBe(200);
});

describe('while KV shows different versions in different places', () => {
  test('a vote that comes in the middle of a publication counts by what is published', async () => {
    await publish(articleWith({}));
    const real = env.POSITIONS;
    const first = await newVoter();
    const slow = {
      get: (...args: [string, 'arrayBuffer']) => real.get(...args),
      put: async (...args: Parameters<KVNamespace['put']>) => {
        await vote('both', first);
        return real.put(...args);
      },
    };
    const changed = await withBinding(env.PUBLISHER.getByName(ID), 'POSITIONS', slow, () =>
      republish({ boxes: 8 }),
    );
    expect(changed.status).toBe(200);
    const votes = await Promise.all(Array.from({ length: 20 }, () => vote('both')));
    expect(votes.map(({ status }) => status)).toEqual(votes.map(() => 201));
    const closed = await callJson<Standings>(`${POLL}/close`, { method: 'POST', headers: EDITOR });
    expect(closed.body).toMatchObject({ final: true, total: 21 });
  });

  test('voters of the version before go into the boxes of the one that counts', async () => {
    await publish(articleWith({ boxes: 8 }));
    await writeAlone({ boxes: 3 });
    const tokens = await Promise.all(Array.from({ length: 20 }, newVoter));
    for (const outcome of ['both', 'neither', 'neither']) {
      const votes = await Promise.all(tokens.map((token) => vote(outcome, token)));
      expect(votes.every(({ ok }) => ok)).toBe(true);
    }
    const [token = ''] = tokens;
    const headers = { 'Standpoint-Voter': token };
    expect(await callJson(`${POLL}/ballot`, { headers })).toMatchObject({
      status: 200,
      body: { outcome: 'neither' },
    });
    expect((await call(`${POLL}/ballot`, { method: 'DELETE', headers })).status).toBe(204);
    const closed = await callJson<Standings>(`${POLL}/close`, { method: 'POST', headers: EDITOR });
    expect(closed.body).toMatchObject({ final: true, total: 19 });
  });

  test('a poll that is no longer published takes no vote where it is still seen', async () => {
    await publish(articleWith({}));
    expect((await republish(null)).status).toBe(200);
    await writeAlone({});
    const answer = await vote('both');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ type: '/problems/poll-not-found' });
    expect((await put(articleWith({}), ID, { 'If-Match': '*' })).status).toBe(200);
    expect((await vote('both')).status).toBe(201);
  });
});

test('a scoreboard knows its poll where KV has not heard of it', async () => {
  await publish(articleWith({}));
  const name = `${ID}/who-signs`;
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000); // no isolate remembers it
  const life = await withBinding(
    env.SCOREBOARD.getByName(name),
    'POSITIONS',
    { get: async () => null },
    () => remote<Scoreboard>(env.SCOREBOARD, name).life(false),
  );
  expect(life).toMatchObject({ standings: { state: 'open', total: 0 } });
});

describe('an article that a former service published and told nobody of', () => {
  test.each([
    ['', 200],
    ['/standings', 200],
    ['/history', 200],
    ['/integrity', 200],
    ['.html', 200],
    ['/ballots.csv', 409],
  ])('is served, from …%s on', async (part, status) => {
    await writeAlone({});
    expect((await call(POLL + part)).status).toBe(status);
  });

  test('is watched', async () => {
    await writeAlone({});
    const { status } = await call(`${POLL}/live`, { headers: { Upgrade: 'websocket' } });
    expect(status).toBe(101);
  });

  test('takes votes, and from then on stays as it is', async () => {
    await writeAlone({});
    const token = await newVoter();
    const headers = { 'Standpoint-Voter': token };
    expect((await call(`${POLL}/ballot`, { headers })).status).toBe(404);
    expect((await vote('both', token)).status).toBe(201);
    expect((await call(`${POLL}/ballot`, { headers })).status).toBe(200);
    const article = articleWith(OTHER);
    // That service kept the version in its publisher, which has no list of the polls.
    expect((await put(article, ID, { 'If-None-Match': '*' })).status).toBe(409);
  });

  test('becomes final when its time has come', async () => {
    await writeAlone({ closes: '2020-01-01T00:00:00Z' });
    const answer = await call(`${POLL}/ballots.csv`);
    expect(await answer.text()).toBe('receipt,outcome\r\n');
  });
});
