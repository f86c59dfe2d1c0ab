import { createExecutionContext, evictDurableObject, reset } from 'cloudflare:test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { boxOf } from '../../src/domain/box-of.ts';
import type { Env } from '../../src/env.ts';
import { app } from '../../src/http/app.ts';
import { verifyVoter } from '../../src/http/voters/token.ts';
import readme from '../../src/storage/README.md?raw';
import { en } from '../../src/views/messages/en.ts';
import {
  ARTICLE,
  castBallot,
  EDITOR,
  REVIEWED,
  env,
  newVoter,
  pollPath,
  publish,
  realArticle,
  voterKeys,
  withBinding,
} from '../helpers.ts';
import { type Fault, faulty, faultyObjects } from './faults.ts';

const POLL = `${ARTICLE}/who-signs`;
/** How long anyone may wait for an answer, whatever is gone: ms. A publication may take twice that. */
const PATIENCE = 5_500;
/** Longer than an isolate answers from memory without asking KV: ms. */
const LEAP = 3_000;

/** One row: what is gone, and what the Worker and the objects find instead. */
interface Row {
  readonly bindings?: Partial<Env>;
  /** What comes before, and what the objects find in their environments meanwhile. */
  readonly during?: (see: () => Promise<string[]>) => Promise<string[]>;
}

const object = (namespace: keyof Env, name: string) =>
  (env[namespace] as DurableObjectNamespace).getByName(name);

/** What stands in for each part. */
const PARTS: Readonly<Record<string, (fault: Fault) => Row>> = {
  KV: (fault) => {
    const kv = faulty(env.POSITIONS, fault);
    return {
      bindings: { POSITIONS: kv },
      during: (see) => withBinding(object('PUBLISHER', ARTICLE), 'POSITIONS', kv, see),
    };
  },
  box: (fault) => {
    const objects = faultyObjects(env.BALLOT_BOX, fault);
    return {
      bindings: { BALLOT_BOX: objects },
      during: (see) => withBinding(object('SCOREBOARD', POLL), 'BALLOT_BOX', objects, see),
    };
  },
  scoreboard: (fault) => {
    const objects = faultyObjects(env.SCOREBOARD, fault);
    return {
      bindings: { SCOREBOARD: objects },
      during: (see) => withBinding(object('BALLOT_BOX', `${POLL}/0`), 'SCOREBOARD', objects, see),
    };
  },
  publisher: (fault) => ({ bindings: { PUBLISHER: faultyObjects(env.PUBLISHER, fault) } }),
};

/** What it is for a part to be evicted: an object starts anew, KV has forgotten what it held. */
const evicted = (namespace: keyof Env, name: string): Row => ({
  during: async (see) => {
    await evictDurableObject(object(namespace, name));
    return see();
  },
});
const EVICTED: Readonly<Record<string, Row>> = {
  KV: { bindings: { POSITIONS: faulty(env.POSITIONS, 'is empty', 'get') } },
  box: evicted('BALLOT_BOX', `${POLL}/0`),
  scoreboard: evicted('SCOREBOARD', POLL),
  publisher: evicted('PUBLISHER', ARTICLE),
};

/** The rows of the table in the README: what is gone, and what each of three sees then. */
const TABLE = Array.from(
  readme.matchAll(/^\| (KV|box|scoreboard|publisher) \| ([^|]+) \| (.+) \|$/gm),
  ([, part = '', fault = '', seen = '']) => ({ part, fault, seen: seen.split(' | ') }),
);

async function ask(path: string, init: RequestInit = {}, bindings: Partial<Env> = {}) {
  const started = performance.now();
  const answer = await app.request(path, init, { ...env, ...bindings }, createExecutionContext());
  const text = await answer.text();
  const patience = init.method === 'PUT' && path.startsWith('/v1/articles') ? 2 : 1;
  expect(performance.now() - started).toBeLessThan(patience * PATIENCE);
  const [, tag] = /"\/problems\/([^"]+)"/.exec(text) ?? [];
  return { status: answer.status, text, age: answer.headers.get('Age'), tag };
}

/** What readers see: the page, the comparison and the counts. */
async function readers(bindings: Partial<Env>): Promise<string> {
  const page = await ask(`/articles/${ARTICLE}?lang=en`, {}, bindings);
  const comparison = await ask(`/v1/articles/${ARTICLE}/comparison`, {}, bindings);
  const counts = await ask(pollPath('/standings'), {}, bindings);
  expect([page.status, comparison.status]).toEqual([200, 200]);
  expect(page.text.includes('part="comparison"')).toBe(true);
  expect(JSON.parse(comparison.text)).toHaveProperty('topics');
  const missing = page.text.includes(en.poll.missing);
  expect(missing).toBe(counts.status !== 200);
  return [
    `all${comparison.age === null ? '' : ', with its age'}`,
    ...(missing ? [`without counts (${counts.tag})`] : []),
  ].join(' ');
}

/** What a voter sees who votes. */
async function voters(bindings: Partial<Env>, token: string): Promise<string> {
  const body = JSON.stringify({ outcome: 'both' });
  const headers = { 'Standpoint-Voter': token, 'Content-Type': 'application/json' };
  const answer = await ask(pollPath('/ballot'), { method: 'PUT', headers, body }, bindings);
  if (answer.status !== 201) return String(answer.tag);
  expect(JSON.parse(answer.text)).toMatchObject({ standings: { total: 2 } });
  return 'counted';
}

/** What an editor sees who publishes a change, and who closes the poll. */
async function editors(bindings: Partial<Env>): Promise<string> {
  const { version } = JSON.parse((await ask(`/v1/articles/${ARTICLE}/comparison`)).text).article;
  const headers = { ...REVIEWED, 'Content-Type': 'application/json', 'If-Match': `"${version}"` };
  const body = JSON.stringify({ article: realArticle({ title: 'Another title' }) });
  const put = await ask(`/v1/articles/${ARTICLE}`, { method: 'PUT', headers, body }, bindings);
  const close = await ask(pollPath('/close'), { method: 'POST', headers: EDITOR }, bindings);
  const ok = [put.status === 200, close.status === 200];
  return `${ok[0] === true ? 'published' : put.tag}, ${ok[1] === true ? 'closed' : close.tag}`;
}

/** Two voters of the first box. */
async function twoVoters(): Promise<[string, string]> {
  const found: string[] = [];
  while (found.length < 2) {
    const token = await newVoter();
    const id = await verifyVoter(voterKeys(), token, Date.now());
    if (id.ok && boxOf(id.value, 4) === 0) found.push(token);
  }
  return [found[0] ?? '', found[1] ?? ''];
}

beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await publish();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

test('the table has each part with each fault', () => {
  const faults = ['fails', 'hangs', 'is slow', 'throws', 'is evicted', 'is overloaded'];
  const rows = ['KV', 'box', 'scoreboard', 'publisher'].flatMap((part) =>
    faults.map((fault) => `${part} ${fault}`),
  );
  expect(TABLE.map(({ part, fault }) => `${part} ${fault}`)).toEqual(rows);
});

test.each(TABLE)('$part $fault: $seen', async ({ part, fault, seen }) => {
  const { bindings = {}, during = (work: () => Promise<string[]>) => work() } =
    (fault === 'is evicted' ? EVICTED[part] : PARTS[part]?.(fault as Fault)) ?? {};
  const [first, second] = await twoVoters();
  expect((await castBallot(first, 'both')).status).toBe(201);
  await ask(`/articles/${ARTICLE}`);
  const { now } = Date;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + LEAP);
  const what = await during(async () => [
    await voters(bindings, second),
    await readers(bindings),
    await editors(bindings),
  ]);
  expect([what[1], what[0], what[2]]).toEqual(seen);
});
