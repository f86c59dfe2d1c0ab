import { reset } from 'cloudflare:test';
// As text: workerd's module loader refuses the list itself.
import list from 'big-list-of-naughty-strings/blns.json?raw';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ARTICLE,
  call,
  castBallot,
  newVoter,
  pollPath,
  publish,
  put,
  realArticle,
} from '../helpers.ts';

/** Requests under way at once. */
const AT_ONCE = 20;
const LONG = 'a'.repeat(10_000);
const texts = [...(JSON.parse(list) as string[]), LONG, '', '.', '..', '\u0000', '\ud800'];

let voter = '';
beforeAll(async () => {
  await publish();
  voter = await newVoter();
});
afterAll(() => reset());

/** Holds an answer to what any input may get: never a 500, and every refusal is a problem. */
async function hold(answer: Response, input: string): Promise<number> {
  const body = await answer.text();
  const said = `${JSON.stringify(input.slice(0, 100))}: ${answer.status} ${body.slice(0, 200)}`;
  expect(answer.status, said).toBeLessThan(500);
  expect(answer.headers.get('Cache-Control'), said).toBeTruthy();
  if (answer.status >= 400) {
    expect(answer.headers.get('Content-Type'), said).toBe('application/problem+json');
    const problem = JSON.parse(body) as Record<string, unknown>;
    expect(problem['type'], said).toMatch(/^\/problems\/[a-z-]+$/);
    expect(problem['status'], said).toBe(answer.status);
    // What is refused may be quoted once, not multiplied.
    expect(body.length, said).toBeLessThan(5_000 + 2 * input.length);
  }
  return answer.status;
}

async function each(
  send: (text: string) => Promise<Response>,
  all: readonly string[] = texts,
): Promise<void> {
  for (let i = 0; i < all.length; i += AT_ONCE) {
    await Promise.all(all.slice(i, i + AT_ONCE).map(async (text) => hold(await send(text), text)));
  }
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
/** What a header can carry; of the rest one is enough, since workerd warns of each. */
const inHeaders = [
  ...texts.filter((text) => /^[\t\x20-\x7e]*$/.test(text)),
  '田中さんにあげて下さい',
];
const article = `/v1/articles/${ARTICLE}`;
const poll = pollPath('');

test.each([
  ['an article', (text: string) => `/v1/articles/${text}`],
  ['a comparison', (text: string) => `/v1/articles/${text}/comparison`],
  ['a format', (text: string) => `${article}/comparison.${text}`],
  ['a page', (text: string) => `/articles/${text}`],
  ['an article with a poll', (text: string) => `/v1/polls/${text}/who-signs`],
  ['a poll', (text: string) => `/v1/polls/${ARTICLE}/${text}`],
  ['a part of a poll', (text: string) => `${poll}/${text}`],
  ['a path', (text: string) => `/${text}`],
  ['actors', (text: string) => `${article}/comparison?actors=${text}`],
  ['topics', (text: string) => `${article}/agreement?topics=${text}`],
  ['actors of a table', (text: string) => `${article}/comparison.csv?actors=russia,${text}`],
  ['a limit', (text: string) => `/v1/articles?limit=${text}`],
  ['a cursor', (text: string) => `/v1/articles?cursor=${text}`],
  ['an unknown parameter', (text: string) => `${article}/comparison?${text}=${text}`],
])('any text will do as %s', async (_, path) => {
  await each((text) => call(path(encoded(text))));
});

test.each([
  ['Accept', `${article}/comparison`],
  ['Accept', `${article}/comparison.csv`],
  ['If-None-Match', article],
  ['Standpoint-Voter', `${poll}/ballot`],
  ['Origin', article],
  ['X-Nothing', article],
])('any text will do in %s of %s', async (header, path) => {
  await each((text) => call(path, { headers: { [header]: text } }), inHeaders);
});

test.each([['Authorization'], ['If-Match'], ['If-None-Match'], ['Content-Type']])(
  'any text will do in %s of a publication',
  async (header) => {
    const changed = realArticle({ title: 'Another title' });
    await each((text) => put(changed, ARTICLE, { [header]: text }), inHeaders);
  },
);

test('any text will do in a body', async () => {
  const headers = { 'Standpoint-Voter': voter, 'Content-Type': 'application/json' };
  const send = (body: string) => call(`${poll}/ballot`, { method: 'PUT', headers, body });
  await each((text) => castBallot(voter, text));
  await each((text) => send(JSON.stringify({ outcome: 'both', [text]: text })));
  await each((text) => send(text));
});

test.each(['id', 'title', 'language', 'actors', 'polls'])(
  'any text will do as the %s of an article',
  async (field) => {
    await each((text) => put({ ...realArticle(), [field]: text }));
  },
);

const badInput: readonly (readonly [string, number])[] = [
  [`${article}/comparison?actors=atlantis`, 400],
  [`${article}/comparison?actors=russia,russia`, 400],
  [`${article}/comparison?actors=russia&actors=europe`, 400],
  [`${article}/comparison?actors=`, 400],
  [`${article}/comparison?actors=,`, 400],
  [`${article}/comparison?topics=aid,`, 400],
  [`${article}/comparison?actors=${LONG}`, 400],
  [`${article}/comparison?nothing=${LONG}`, 200],
  [`${article}/comparison?actors=%ff`, 400],
  [`${article}/comparison?actors=%`, 400],
  [`${article}/comparison.`, 404],
  [`${article}/comparison.toString`, 404],
  [`${article}/comparison.CSV`, 404],
  [`${article}/comparison.csv/more`, 404],
  [`/v1/articles/${LONG}`, 404],
  ['/v1/articles/%', 404],
  ['/v1/articles/%ff', 404],
  ['/v1/articles/%E0%A4%A/comparison', 404],
  [`/v1/articles/%2e%2e%2f${ARTICLE}`, 404],
  ['/v1/articles/__proto__', 404],
  [`/v1/polls/${ARTICLE}/__proto__`, 404],
  ['/v1/articles?limit=0', 400],
  ['/v1/articles?limit=201', 400],
  ['/v1/articles?limit=1e2', 400],
  ['/v1/articles?cursor=', 400],
];
test.each(badInput.map(([path, status]) => ({ path, status, name: path.slice(0, 80) })))(
  '$name is answered with $status',
  async ({ path, status }) => {
    expect(await hold(await call(path), path)).toBe(status);
  },
);

test.each(['image/png', 'application/json;q=0', 'text/*;q=0, image/*'])(
  'a comparison cannot be had as %s',
  async (accept) => {
    const answer = await call(`${article}/comparison`, { headers: { Accept: accept } });
    expect(await hold(answer, accept)).toBe(406);
  },
);
