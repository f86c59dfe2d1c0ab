import { reset } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { hc } from 'hono/client';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ANSWERS } from '../../src/contract/answers.ts';
import type { app } from '../../src/http/app.ts';
import { ARTICLE, publish } from '../helpers.ts';

/** A client whose paths and parameters are the app's: a wrong one does not compile. */
const client = hc<typeof app>('https://standpoint.test', {
  fetch: (input: RequestInfo | URL, init?: RequestInit) =>
    exports.default.fetch(new Request(input, init)),
});
const read = async <S extends v.GenericSchema>(
  schema: S,
  response: { json: () => Promise<unknown> },
) => v.parse(schema, await response.json());

beforeEach(() => publish());
afterEach(() => reset());

test('the typed client reads a comparison', async () => {
  const param = { article: ARTICLE };
  const query = { actors: 'europe,russia' };
  const answer = await client.v1.articles[':article'].comparison.$get({ param, query });
  const { actors } = await read(ANSWERS.Comparison, answer);
  expect(actors.map(({ id }) => id)).toEqual(['europe', 'russia']);
});

test('the typed client votes and reads the ballot again', async () => {
  const { token } = await read(ANSWERS.Voter, await client.v1.voters.$post());
  const headers = { 'Standpoint-Voter': token };
  const param = { article: ARTICLE, poll: 'who-signs' };
  const { ballot } = client.v1.articles[':article'].polls[':poll'];
  const cast = await ballot.$put({ param, json: { outcome: 'both' } }, { headers });
  expect(cast.status).toBe(201);
  const { receipt } = await read(ANSWERS.Ballot, cast);
  const found = await read(ANSWERS.Ballot, await ballot.$get({ param }, { headers }));
  expect(found).toMatchObject({ outcome: 'both', receipt });
});

test('the typed client compiles only with what the app takes', () => {
  const { ballot } = client.v1.articles[':article'].polls[':poll'];
  const param = { article: ARTICLE, poll: 'who-signs' };
  const wrong = [
    // @ts-expect-error -- an outcome is text
    () => ballot.$put({ param, json: { outcome: 1 } }),
    // @ts-expect-error -- the poll is missing
    () => ballot.$get({ param: { article: ARTICLE } }),
    // @ts-expect-error -- there is no such path
    () => client.v1.nothing.$get(),
  ];
  expect(wrong).toHaveLength(3);
});
