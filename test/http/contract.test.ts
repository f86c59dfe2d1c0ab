import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerOf } from '../../src/contract/document.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { OPERATIONS } from '../../src/contract/operations.ts';
import { ANYWHERE, PROBLEMS } from '../../src/contract/problems.ts';
import { problemName } from '../../src/contract/schemas.ts';
import { app } from '../../src/http/app.ts';
import { ARTICLE, call, env, newVoter, publish, put, realArticle } from '../helpers.ts';
import { type Ask, CASES, NOT_DRIVEN } from './contract-cases.ts';
import { document, faultsOf, hold, problems, statusesOf } from './documented.ts';

const PARAMS: Record<string, string> = {
  article: ARTICLE,
  poll: 'who-signs',
  format: 'csv',
  receipt: '0'.repeat(32),
};

async function ask(operation: Operation, wanted: Ask): Promise<Response> {
  const { params = {}, query, headers, body, before, bindings } = wanted;
  const form = operation.id === 'ballotForm';
  const votes =
    form || operation.who === 'voter' || operation.headers?.includes('Standpoint-Voter');
  const voter = votes ? await newVoter() : '';
  await before?.(voter);
  const path = operation.path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => params[name] ?? PARAMS[name] ?? '',
  );
  const init = {
    method: operation.method.toUpperCase(),
    headers: {
      ...(form && !wanted.newVoter ? { Cookie: `__Host-standpoint-voter=${voter}` } : {}),
      ...(votes && !form && !wanted.newVoter ? { 'Standpoint-Voter': voter } : {}),
      ...(operation.who === 'editor' ? { Authorization: 'Bearer editor-token' } : {}),
      ...(operation.body === undefined
        ? {}
        : { 'Content-Type': operation.body.type ?? 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  const url = query === undefined ? path : `${path}?${query}`;
  return bindings === undefined ? call(url, init) : app.request(url, init, { ...env, ...bindings });
}

/** The body that a request has, as the contract describes it. */
const bodyOf = ({ body }: Operation, wanted: Ask): unknown =>
  body?.type === undefined
    ? wanted.body
    : Object.fromEntries(new URLSearchParams(String(wanted.body)));

const mayLeaveOut = ({ body }: Operation, wanted: Ask) =>
  body?.neededWhen !== undefined && wanted.body === undefined;

/** What the Worker answers; the files beside it are held to the document in test/cli. */
const WORKERS = OPERATIONS.filter(({ asset }) => asset !== true);
const documented = WORKERS.flatMap((operation) =>
  [...Object.keys(operation.answers), ...operation.problems].map((key) => ({
    name: `${operation.id} ${key}`,
    operation,
    key,
  })),
);

beforeEach(() => publish());
afterEach(async () => {
  vi.restoreAllMocks();
  await reset();
});

test('the contract and the app have the same routes', () => {
  const routes = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  const operations = WORKERS.map(
    ({ method, path, route }) =>
      `${method.toUpperCase()} ${route ?? path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  );
  expect([...new Set(routes)].toSorted()).toEqual(operations.toSorted());
});

test('every operation has a name of its own, and every case belongs to one', () => {
  expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
  const cases = Object.entries(CASES).flatMap(([id, byKey]) =>
    Object.keys(byKey).map((key) => `${id} ${key}`),
  );
  expect(cases.toSorted()).toEqual(documented.map(({ name }) => name).toSorted());
});

test.each(documented)('$name is as documented', async ({ operation, key }) => {
  const described = document.paths[operation.path]?.[operation.method];
  const status =
    key in operation.answers ? Number(key) : problems.find(({ tag }) => tag === key)?.status;
  const said = described && answerOf(document, described, String(status));
  expect(said).toBeDefined();
  const types: string[] = [];
  for (const wanted of [CASES[operation.id]?.[key] ?? []].flat()) {
    const answer = await ask(operation, wanted);
    const text = answer.webSocket === null ? await answer.clone().text() : '';
    expect(answer.status, text).toBe(status);
    if (!(key in operation.answers)) {
      expect(JSON.parse(text)).toMatchObject({ type: `/problems/${key}` });
    } else if (operation.body !== undefined && !mayLeaveOut(operation, wanted)) {
      const schema = { $ref: `#/components/schemas/${operation.body.schema}` };
      expect(faultsOf(schema, bodyOf(operation, wanted)), 'the body sent').toEqual([]);
    }
    types.push(await hold(answer, said));
  }
  const promised = Object.keys(said?.content ?? { '': null });
  expect([...new Set(types)].toSorted(), 'every media type was seen').toEqual(promised.toSorted());
});

test.each(WORKERS.filter(({ method }) => method === 'get'))(
  '$id answers nothing undocumented, whatever clients send everywhere',
  async (operation) => {
    const [success] = [CASES[operation.id]?.[200] ?? []].flat();
    for (const [name, value] of [
      ['If-None-Match', '*'],
      ['Accept', 'image/x-nothing'],
      ['Accept-Language', '*;q=0'],
      ['Standpoint-Voter', 'forged'],
      ['Range', 'bytes=0-1'],
      ['Authorization', 'Bearer wrong'],
    ] as const) {
      const answer = await ask(operation, { ...success, headers: { [name]: value } });
      expect(statusesOf(operation), name).toContain(String(answer.status));
      await answer.text(); // read to its end, before its objects are taken away
    }
  },
);

test.each(WORKERS.filter(({ method, answers }) => method === 'get' && answers[101] === undefined))(
  '$id says what of a request its answer depends on',
  async (operation) => {
    const cases = [CASES[operation.id]?.[200] ?? []].flat();
    for (const wanted of [...cases, { ...cases[0], params: { article: 'nothing' } }]) {
      // A poll of the case's own is made once, and asked for twice.
      const { before, ...again } = wanted;
      const voter = await newVoter();
      await before?.(voter);
      const seen = async (name: string, value: string) => {
        const answer = await ask(operation, { ...again, headers: { [name]: value } });
        const text = (await answer.text()).replaceAll(/"(?:asOf|at)":"[^"]*"/g, '');
        return { text, status: answer.status, vary: answer.headers.get('Vary') ?? '' };
      };
      for (const [name, ...values] of [
        ['Accept', '*/*', 'audio/x-nothing', 'text/html'],
        ['Accept-Language', 'uk', 'de'],
        ['Standpoint-Voter', voter, await newVoter(), 'forged'],
        ['Cookie', `__Host-standpoint-voter=${voter}`, 'nothing=1'],
      ] as const) {
        const answers = await Promise.all(values.map((value) => seen(name, value)));
        const differ = new Set(answers.map(({ text, status }) => `${status} ${text}`)).size > 1;
        for (const { vary, status } of differ ? answers : []) {
          expect(vary.split(', '), `${status} for ${name}`).toContain(name);
        }
      }
    }
  },
);

test.each(WORKERS)('$id says what its path answers to what is not there', async (operation) => {
  const { paths } = document;
  const described = paths[operation.path]?.[operation.method];
  if (described === undefined) throw new Error('the operation is not documented');
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => PARAMS[name] ?? '');
  for (const [status, where, method] of [
    ['405', path, 'PATCH'],
    ['404', `${path}/nothing/at/all`, operation.method.toUpperCase()],
  ] as const) {
    const answer = await call(where, { method });
    expect(String(answer.status)).toBe(status);
    await hold(answer, answerOf(document, described, status));
  }
});

describe('problems', () => {
  test('are all of an operation, or of any path, or have a reason', () => {
    const answered = new Set<string>([
      ...OPERATIONS.flatMap((operation) => operation.problems),
      ...ANYWHERE,
      ...Object.keys(NOT_DRIVEN),
    ]);
    expect([...answered].toSorted()).toEqual(Object.keys(PROBLEMS).toSorted());
  });

  test.each(problems)('$tag has the form it is documented with', ({ tag, body }) => {
    const schema = document.components.schemas[problemName(tag)];
    expect(faultsOf(schema, body)).toEqual([]);
    expect(faultsOf(schema, { ...(body as object), inside: 'a stack' })).not.toEqual([]);
  });

  test('that pass say when to come back', () => {
    const passing = problems.filter(({ status }) => status === 429 || status === 503);
    expect(passing.length).toBeGreaterThan(0);
    expect(passing.filter(({ headers }) => !headers.includes('Retry-After'))).toEqual([]);
  });
});

test('the formats in the contract are those there are', async () => {
  const answer = await call(`/v1/articles/${ARTICLE}/comparison.nothing`);
  const { known } = await answer.json<{ known: string[] }>();
  const { parameters } =
    document.paths['/v1/articles/{article}/comparison.{format}']?.['get'] ?? {};
  expect(parameters?.find(({ name }) => name === 'format')?.schema.enum).toEqual(known);
});

test('an answer with a field that is not in the contract is found', async () => {
  await put(realArticle());
  const answer = await call('/v1/articles');
  const list = await answer.json<object>();
  const schema = document.components.schemas['ArticleList'];
  expect(faultsOf(schema, list)).toEqual([]);
  expect(faultsOf(schema, { ...list, more: 1 })).not.toEqual([]);
});
