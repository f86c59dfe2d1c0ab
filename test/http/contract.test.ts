import { reset } from 'cloudflare:test';
import { type Schema, Validator } from '@cfworker/json-schema';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answeredProblems, type DescribedAnswer, openApi } from '../../src/contract/openapi.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { OPERATIONS } from '../../src/contract/operations.ts';
import { ANYWHERE } from '../../src/contract/problems.ts';
import { problemName } from '../../src/contract/schemas.ts';
import { app } from '../../src/http/app.ts';
import { MAX_ARTICLE_BYTES, MAX_BALLOT_BYTES } from '../../src/http/requests.ts';
import { ARTICLE, call, castBallot, newVoter, publish, put, realArticle } from '../helpers.ts';

/** One request; what it leaves out is as a client would send it for success. */
interface Ask {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, all else as JSON. */
  readonly body?: unknown;
  readonly before?: (voter: string) => Promise<unknown>;
}

const OTHER = 'another-article';
const NO_ARTICLE: Ask = { params: { article: 'nothing' } };
const NO_POLL: Ask = { params: { poll: 'nothing' } };
const HAS_IT: Ask = { headers: { 'If-None-Match': '*' } };
const NO_VOTER: Ask = { headers: { 'Standpoint-Voter': '' } };
const SELECTION: Cases = {
  'invalid-parameter': { query: 'actors=atlantis' },
  'article-not-found': NO_ARTICLE,
  'not-acceptable': { headers: { Accept: 'image/png' } },
};
const POLL: Cases = { 'article-not-found': NO_ARTICLE, 'poll-not-found': NO_POLL };
const withPoll = (times: { opens?: string; closes?: string }): Ask => ({
  params: { article: OTHER },
  before: () => {
    const polls = realArticle().polls.map((poll) => ({ ...poll, ...times }));
    return publish(realArticle({ id: OTHER, polls }));
  },
});
const EARLY = withPoll({ opens: '2090-01-01T00:00:00Z', closes: '2091-01-01T00:00:00Z' });
const LATE = withPoll({ closes: '2020-01-01T00:00:00Z' });
const both = (one: Ask, other: Ask): Ask => ({ ...one, ...other });
const BALLOT: Ask = { body: { outcome: 'neither' } };
const CHANGED: Ask = { body: realArticle({ title: 'Another title' }) };

type Cases = Readonly<Record<string, Ask | readonly Ask[]>>;

/** By operation, what brings each of its answers about: by status, or by the problem's tag. */
const CASES: Readonly<Record<string, Cases>> = {
  listArticles: { 200: {}, 'invalid-parameter': { query: 'limit=0' } },
  readArticle: { 200: {}, 304: HAS_IT, 'article-not-found': NO_ARTICLE },
  publishArticle: {
    201: { params: { article: OTHER }, body: realArticle({ id: OTHER }) },
    200: { body: realArticle() },
    'unsupported-media-type': { headers: { 'Content-Type': 'text/plain' }, body: '{}' },
    'body-too-large': { body: ' '.repeat(MAX_ARTICLE_BYTES + 1) },
    'invalid-body': { body: '{' },
    'editor-unauthorized': { headers: { Authorization: 'Bearer wrong' }, body: {} },
    'invalid-article': { body: { id: 7 } },
    'precondition-required': CHANGED,
    'precondition-failed': both(CHANGED, { headers: { 'If-Match': '"old"' } }),
  },
  readComparison: { 200: [{}, { query: 'actors=europe,russia' }], 304: HAS_IT, ...SELECTION },
  exportComparison: {
    200: ['csv', 'md', 'html'].map((format) => ({ params: { format } })),
    304: HAS_IT,
    ...SELECTION,
    'unknown-format': { params: { format: 'pdf' } },
  },
  readAgreement: { 200: [{}, { query: 'actors=europe,russia' }], 304: HAS_IT, ...SELECTION },
  readPoll: { 200: {}, ...POLL },
  readStandings: { 200: {}, ...POLL },
  createVoter: { 201: {} },
  castBallot: {
    201: BALLOT,
    200: both(BALLOT, { before: (voter) => castBallot(voter, 'both') }),
    'article-not-found': both(BALLOT, NO_ARTICLE),
    'poll-not-found': both(BALLOT, NO_POLL),
    'unsupported-media-type': { headers: { 'Content-Type': 'text/plain' }, body: '{}' },
    'body-too-large': { body: ' '.repeat(MAX_BALLOT_BYTES + 1) },
    'invalid-body': [{ body: '{' }, { body: { outcome: 'both', more: 1 } }],
    'invalid-voter': both(BALLOT, NO_VOTER),
    'unknown-outcome': { body: { outcome: 'perhaps' } },
    'poll-not-open': both(BALLOT, EARLY),
    'poll-closed': both(BALLOT, LATE),
  },
  readBallot: {
    200: { before: (voter) => castBallot(voter, 'both') },
    ...POLL,
    'invalid-voter': NO_VOTER,
    'no-ballot': {},
  },
  withdrawBallot: {
    204: { before: (voter) => castBallot(voter, 'both') },
    ...POLL,
    'invalid-voter': NO_VOTER,
    'poll-not-open': EARLY,
    'poll-closed': LATE,
  },
  frontPage: { 200: {} },
  articlePage: { 200: {}, 'article-not-found': NO_ARTICLE },
  styleSheet: { 200: {} },
  readHealth: { 200: {} },
};

/** Answers that are documented but not brought about here, each with the reason. */
const NOT_DRIVEN: Readonly<Record<string, string>> = {
  internal: 'it is a fault of ours; its form is held by the test of every problem',
};

const [document, problems] = await Promise.all([openApi(), answeredProblems()]);

/** The schema as strict as it can be: a field that is not in the contract is drift. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([k, v]) => [k, closed(v)]));
  return 'properties' in inner ? { additionalProperties: false, ...inner } : inner;
}
const components = closed({ schemas: document.components.schemas });
function faultsOf(schema: unknown, value: unknown): unknown[] {
  const whole = { ...(closed(schema) as object), components } as Schema;
  return new Validator(structuredClone(whole), '2020-12', false).validate(value).errors;
}

async function ask(operation: Operation, wanted: Ask): Promise<Response> {
  const { params = {}, query, headers, body, before } = wanted;
  const known: Record<string, string> = { article: ARTICLE, poll: 'who-signs', format: 'csv' };
  const path = operation.path.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => params[name] ?? known[name] ?? '',
  );
  const voter = operation.who === 'voter' ? await newVoter() : '';
  await before?.(voter);
  return call(query === undefined ? path : `${path}?${query}`, {
    method: operation.method.toUpperCase(),
    headers: {
      ...(operation.who === 'voter' ? { 'Standpoint-Voter': voter } : {}),
      ...(operation.who === 'editor' ? { Authorization: 'Bearer editor-token' } : {}),
      ...(operation.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** Holds a real answer to what the document says of it; returns its media type. */
async function hold(answer: Response, said: DescribedAnswer | undefined): Promise<string> {
  const [type = ''] = (answer.headers.get('Content-Type') ?? '').split(';');
  for (const header of Object.keys(said?.headers ?? {})) {
    expect(answer.headers.has(header), `the header ${header}`).toBe(true);
  }
  const text = await answer.text();
  if (said?.content === undefined) {
    expect(text).toBe('');
    return type;
  }
  expect(Object.keys(said.content)).toContain(type);
  const body: unknown = type.endsWith('json') ? JSON.parse(text) : text;
  expect(faultsOf(said.content[type]?.schema, body)).toEqual([]);
  return type;
}

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
afterEach(() => reset());

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
  const said = described?.responses[String(status)];
  expect(said).toBeDefined();
  const types: string[] = [];
  for (const wanted of [CASES[operation.id]?.[key] ?? []].flat()) {
    const answer = await ask(operation, wanted);
    const copy = answer.clone();
    expect(answer.status, await copy.text()).toBe(status);
    if (!(key in operation.answers)) {
      expect(await answer.clone().json()).toMatchObject({ type: `/problems/${key}` });
    } else if (operation.body !== undefined) {
      const schema = { $ref: `#/components/schemas/${operation.body.schema}` };
      expect(faultsOf(schema, wanted.body), 'the body sent').toEqual([]);
    }
    types.push(await hold(answer, said));
  }
  const promised = Object.keys(said?.content ?? { '': null });
  expect([...new Set(types)].toSorted(), 'every media type was seen').toEqual(promised.toSorted());
});

describe('problems', () => {
  test('are all of an operation, or of any path, or have a reason', () => {
    const answered = new Set<string>([
      ...OPERATIONS.flatMap((operation) => operation.problems),
      ...ANYWHERE,
      ...Object.keys(NOT_DRIVEN),
    ]);
    expect([...answered].toSorted()).toEqual(problems.map(({ tag }) => tag).toSorted());
  });

  test.each(problems)('$tag has the form it is documented with', ({ tag, body }) => {
    const schema = document.components.schemas[problemName(tag)];
    expect(faultsOf(schema, body)).toEqual([]);
    expect(faultsOf(schema, { ...(body as object), inside: 'a stack' })).not.toEqual([]);
  });

  test.each([
    ['/nothing', 'GET', 'not-found'],
    [`/v1/articles/${ARTICLE}`, 'DELETE', 'method-not-allowed'],
  ] as const)('%s %s is answered with %s', async (path, method, tag) => {
    const answer = await call(path, { method });
    await hold(answer, document.components.responses[problemName(tag)]);
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
