import { reset } from 'cloudflare:test';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseArticle } from '../../src/domain/parse-article.ts';
import { app } from '../../src/http/app.ts';
import { writePublished } from '../../src/storage/published/published.ts';
import {
  ARTICLE,
  call,
  castBallot,
  EDITOR,
  env,
  newVoter,
  pollPath,
  publish,
  put,
  realArticle,
} from '../helpers.ts';
import { each, encoded, hold, inHeaders, LONG, texts } from './naughty.ts';

/** A poll that shows its counts to voters alone, so that tokens are read wherever they are sent. */
const SECRET = '/v1/articles/secret/polls/who-signs';

let voter = '';
beforeAll(async () => {
  await publish();
  const polls = realArticle().polls.map((open) => ({ ...open, reveal: 'after-vote' as const }));
  await publish(realArticle({ id: 'secret', polls }));
  voter = await newVoter();
});
afterAll(() => reset());

const article = `/v1/articles/${ARTICLE}`;
const poll = pollPath('');

test.each([
  ['a part of a poll', (text: string) => `${poll}/${text}`],
  ['a path', (text: string) => `/${text}`],
  ['actors of a table', (text: string) => `${article}/comparison.csv?actors=russia,${text}`],
  ['an unknown parameter', (text: string) => `${article}/comparison?${text}=${text}`],
])('any text will do as %s', async (_, path) => {
  await each((text) => call(path(encoded(text))));
});

test.each([
  ['Standpoint-Voter', `${SECRET}/history`],
  ['Upgrade', `${poll}/live`],
  ['Origin', article],
  ['X-Nothing', article],
])('any text will do in %s of %s', async (header, path) => {
  await each((text) => call(path, { headers: { [header]: text } }), inHeaders);
});

test('any text will do in a form', async () => {
  const headers = { Origin: 'https://standpoint.test', Cookie: `__Host-standpoint-voter=${voter}` };
  const send = (fields: Record<string, string>) =>
    call(`/articles/${ARTICLE}/polls/who-signs/ballot`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
    });
  await each((text) => send({ outcome: text.toWellFormed() }));
  await each((text) => send({ action: text.toWellFormed() }));
});

test('any text will do as the token beside the protocol of a WebSocket', async () => {
  const watch = (text: string) => {
    const headers = { Upgrade: 'websocket', 'Sec-WebSocket-Protocol': `standpoint, ${text}` };
    return call(`${SECRET}/live`, { headers });
  };
  await each(watch, inHeaders);
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
  vi.restoreAllMocks();
});

test('any text will do in a resolution', async () => {
  const headers = { ...EDITOR, 'Content-Type': 'application/json' };
  const send = (body: string) => call(`${SECRET}/resolution`, { method: 'PUT', headers, body });
  const evidence = 'https://gov.example/agreement';
  await call(`${SECRET}/close`, { method: 'POST', headers });
  await each((text) => send(JSON.stringify({ outcome: text, evidence })));
  await each((text) => send(JSON.stringify({ outcome: 'both', evidence: text })));
  await each((text) => send(text));
  await call(`${SECRET}/resolution`, { method: 'DELETE', headers });
  // The first is kept and answered; the others travel to the object too, which refuses them.
  await each((text) =>
    send(JSON.stringify({ void: true, evidence: `https://gov.example/${text.slice(0, 1_000)}` })),
  );
});

test('any text will do as a solved challenge', async () => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ success: false }));
  const headers = { 'Content-Type': 'application/json' };
  const challenged = { ...env, TURNSTILE_SECRET: 'secret', TURNSTILE_SITE_KEY: 'site' };
  const send = async (body: string) =>
    app.request('/v1/voters', { method: 'POST', headers, body }, challenged);
  await each((text) => send(JSON.stringify({ turnstile: text })));
  await each((text) => send(text));
});

test.each(['id', 'title', 'language', 'actors', 'polls'])(
  'any text will do as the %s of an article',
  async (field) => {
    await each((text) => put({ ...realArticle(), [field]: text }));
  },
);

test('whatever text may be published can be read in every form', async () => {
  const forms = (id: string) => [
    `/articles/${id}`,
    `/embed/${id}`,
    `/oembed?url=https://standpoint.test/articles/${id}`,
    ...['.csv', '.md', ''].map((form) => `/v1/articles/${id}/comparison${form}`),
  ];
  const [first, ...others] = realArticle().positions;
  const wordings = texts.flatMap((text, n) => {
    const quotation = { exact: text, prefix: text, suffix: text, speaker: text };
    const evidence = [{ ...quotation, attribution: 'direct', verified: 'exact' }];
    const url = `https://paper.example/${text}`;
    const parsed = parseArticle({
      ...realArticle({ id: `wording-${n}`, polls: [] }),
      title: text,
      source: { ...realArticle().source, ...(/[\s<>]/.test(url) ? {} : { url }) },
      positions: [{ ...first, summary: text, conditions: text, evidence }, ...others],
    });
    return parsed.ok ? [parsed.value] : [];
  });
  expect(wordings.length).toBeGreaterThan(texts.length / 2);
  for (const wording of wordings) {
    await writePublished(env.POSITIONS, { version: wording.id, article: wording });
    for (const path of forms(wording.id)) {
      expect(await hold(await call(path), wording.title), path).toBe(200);
    }
  }
});

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
  [`/v1/articles/${ARTICLE}/polls/__proto__`, 404],
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

test.each([
  ['image/png', 406],
  ['application/json;q=0', 406],
  ['text/*;q=0, image/*', 406],
  ['*/*;q=0', 406],
  ['application/json;q=0, */*', 406],
  ['application/*;q=0, */*;q=0.1', 406],
  ['application/*', 200],
  ['APPLICATION/JSON; charset=utf-8', 200],
  ['text/html, */*;q=0.1', 200],
  ['*/*;q=0, application/json', 200],
])('a comparison asked for as %s is answered with %d', async (accept, status) => {
  const answer = await call(`${article}/comparison`, { headers: { Accept: accept } });
  expect(await hold(answer, accept)).toBe(status);
});
