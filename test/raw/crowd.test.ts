import { afterAll, expect, test, vi } from 'vitest';
import { ballot } from '../bench/ballots.ts';
import { Connection } from '../bench/client.ts';
import type { Counted } from '../bench/counted.ts';
import { pollOf, publishAll, realArticle, Targets } from '../bench/targets.ts';
import { votersFor } from '../bench/voters.ts';

/** On the binary itself, since requests cannot wake each other in Vitest's own runner. */
const targets = new Targets();
afterAll(() => targets.removeAll());

const VOTES = 1_000;
const CONNECTIONS = 200;

test('the votes of a crowd go in company: far fewer calls than votes, and each is answered', async () => {
  const article = await realArticle();
  const polls = article.polls.map((each) => ({ ...each, boxes: 8 }));
  const poll = pollOf(article);
  const service = await targets.service('filled-service.ts');
  await publishAll(service, [{ ...article, polls }]);
  const counted = async () => {
    const answer = await fetch(new URL('/bench/counted', service.origin));
    return (JSON.parse(await answer.text()) as Counted).requests;
  };

  const voters = await votersFor(VOTES);
  const before = await counted();
  const statuses: number[] = [];
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const connection = new Connection(service.origin);
      for (let voter = voters.pop(); voter !== undefined; voter = voters.pop())
        statuses.push(await connection.send(ballot(service, poll, voter, statuses.length)));
      connection.close();
    }),
  );
  const calls = (await counted()) - before;

  expect(statuses.filter((status) => status === 201)).toHaveLength(VOTES);
  expect(calls).toBeGreaterThanOrEqual(8);
  expect(calls).toBeLessThan(VOTES / 2);
  const standings = async () =>
    (await fetch(new URL(`${poll.path}/standings`, service.origin))).json();
  await vi.waitFor(async () => expect(await standings()).toMatchObject({ total: VOTES }), 10_000);
});

test('a voter who goes away before the answer costs nobody else theirs', async () => {
  const article = await realArticle();
  const poll = pollOf(article);
  const service = await targets.service();
  await publishAll(service, [article]);
  const voters = await votersFor(300);
  const stay: Promise<number>[] = [];
  const all: Connection[] = [];
  for (const [n, voter] of voters.entries()) {
    const connection = new Connection(service.origin);
    all.push(connection);
    const answer = connection.send(ballot(service, poll, voter));
    if (n % 3 === 0) stay.push(answer);
    else setTimeout(() => connection.close(), Math.random() * 20);
  }
  const statuses = await Promise.all(stay);
  for (const connection of all) connection.close();
  expect(statuses).toEqual(stay.map(() => 201));
});
