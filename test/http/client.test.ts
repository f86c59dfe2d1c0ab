import { reset } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { hc, type InferResponseType, parseResponse } from 'hono/client';
import type * as v from 'valibot';
import { afterEach, beforeEach, expect, expectTypeOf, test } from 'vitest';
import type { AnswerName, ANSWERS } from '../../src/contract/answers.ts';
import type { Service } from '../../src/http/app.ts';
import { ARTICLE, EDITOR, publish } from '../helpers.ts';

/** A client whose paths and parameters are the app's: a wrong one does not compile. */
const client = hc<Service>('https://standpoint.test', {
  fetch: (input: RequestInfo | URL, init?: RequestInit) =>
    exports.default.fetch(new Request(input, init)),
});

const { v1, oembed, healthz } = client;
const { comparison, agreement, polls } = v1.articles[':article'];
const poll = polls[':poll'];

type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
/** What the client finds in the answer to a call. */
type Found<Call> = Plain<InferResponseType<Call, 200 | 201>>;
/** What the contract says of it. */
type Said<Name extends AnswerName> = Plain<v.InferOutput<(typeof ANSWERS)[Name]>>;

beforeEach(() => publish());
afterEach(() => reset());

test('the typed client reads a comparison', async () => {
  const param = { article: ARTICLE };
  const query = { actors: 'europe,russia' };
  const { actors, topics } = await parseResponse(comparison.$get({ param, query }));
  expect(actors.map(({ id }) => id)).toEqual(['europe', 'russia']);
  expect(topics[0]?.propositions[0]?.cells['russia']?.evidence[0]?.exact).toBeTypeOf('string');
});

test('the typed client votes, reads the ballot again and sees the counts', async () => {
  const { token } = await parseResponse(v1.voters.$post());
  const headers = { 'Standpoint-Voter': token };
  const param = { article: ARTICLE, poll: 'who-signs' };
  const { receipt, standings } = await parseResponse(
    poll.ballot.$put({ param, json: { outcome: 'both' } }, { headers }),
  );
  expect(standings?.total).toBe(1);
  const own = await parseResponse(poll.ballot.$get({ param }, { headers }));
  expect(own).toMatchObject({ outcome: 'both', receipt });
  const closed = await parseResponse(poll.close.$post({ param }, { headers: EDITOR }));
  expect(closed.outcomes.map(({ count }) => count)).toEqual([0, 0, 1, 0]);
});

test('the typed client sees problems too', async () => {
  const param = { article: ARTICLE, poll: 'nothing' };
  const answer = await poll.$get({ param });
  if (answer.ok) throw new Error('there is no such poll');
  const { type, status } = await answer.json();
  expect({ type, status }).toEqual({ type: '/problems/poll-not-found', status: 404 });
});

test('the typed client finds in every answer what the contract says of it', () => {
  const article = v1.articles[':article'];
  expectTypeOf<Found<typeof v1.articles.$get>>().toEqualTypeOf<Said<'ArticleList'>>();
  expectTypeOf<Found<typeof article.$get>>().toEqualTypeOf<Said<'Article'>>();
  expectTypeOf<Found<typeof article.$put>>().toEqualTypeOf<Said<'Publication'>>();
  expectTypeOf<Found<typeof comparison.$get>>().toEqualTypeOf<Said<'Comparison'>>();
  expectTypeOf<Found<typeof agreement.$get>>().toEqualTypeOf<Said<'Agreement'>>();
  expectTypeOf<Found<typeof poll.$get>>().toEqualTypeOf<Said<'Poll'>>();
  expectTypeOf<Found<typeof poll.standings.$get>>().toEqualTypeOf<Said<'Standings'>>();
  expectTypeOf<Found<typeof poll.history.$get>>().toEqualTypeOf<Said<'History'>>();
  expectTypeOf<Found<typeof poll.integrity.$get>>().toEqualTypeOf<Said<'Integrity'>>();
  expectTypeOf<Found<typeof poll.close.$post>>().toEqualTypeOf<Said<'Standings'>>();
  expectTypeOf<Found<typeof poll.resolution.$put>>().toEqualTypeOf<Said<'Poll'>>();
  expectTypeOf<Found<typeof poll.resolution.$delete>>().toEqualTypeOf<Said<'Poll'>>();
  expectTypeOf<Found<typeof poll.ballot.$put>>().toEqualTypeOf<Said<'Ballot'>>();
  expectTypeOf<Found<typeof poll.ballot.$get>>().toEqualTypeOf<Said<'Ballot'>>();
  expectTypeOf<Found<typeof v1.voters.$post>>().toEqualTypeOf<Said<'Voter'>>();
  expectTypeOf<Found<typeof oembed.$get>>().toEqualTypeOf<Said<'Oembed'>>();
  expectTypeOf<Found<typeof healthz.$get>>().toEqualTypeOf<Said<'Health'>>();
});

test('the typed client compiles only with what the app takes', () => {
  const { ballot } = poll;
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
