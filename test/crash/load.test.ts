import { afterAll, expect, test } from 'vitest';
import { ballot } from '../bench/ballots.ts';
import { Connection } from '../bench/client.ts';
import { pollOf, publishAll, realArticle, Targets } from '../bench/targets.ts';
import { votersOf } from '../bench/voters.ts';

const KILLS = 3;
const CONNECTIONS = 32;
/** Acknowledged votes before each kill. */
const ENOUGH = 300;

const targets = new Targets();
afterAll(() => targets.removeAll());

test('of the votes of a crowd none that was acknowledged is lost, and none counts twice', async () => {
  const article = await realArticle();
  const poll = pollOf(article);
  const service = await targets.service();
  await publishAll(service, [article]);
  const sent = new Map<string, string>();
  const acknowledged: string[] = [];

  for (let kill = 0; kill < KILLS; kill += 1) {
    const voters = [...(await votersOf(kill, 1))];
    const enough = acknowledged.length + ENOUGH;
    const crowd = Array.from({ length: CONNECTIONS }, async () => {
      const connection = new Connection(service.origin);
      for (let voter = voters.pop(); voter !== undefined; voter = voters.pop()) {
        sent.set(voter, poll.outcomes[sent.size % poll.outcomes.length] ?? '');
        const status = await connection.send(
          ballot(service, { ...poll, outcomes: [sent.get(voter) ?? ''] }, voter),
        );
        if (status === 201) acknowledged.push(voter);
        // The others have votes under way when this kills it.
        if (acknowledged.length === enough) await service.stop();
      }
    });
    const ended = await Promise.allSettled(crowd);
    expect(ended.every(({ status }) => status === 'rejected')).toBe(true);
    await service.start();
    await publishAll(service, [article]);
  }

  const ballots = await Promise.all(
    Array.from(sent, async ([voter, outcome]) => {
      const headers = { 'Standpoint-Voter': voter };
      const answer = await fetch(new URL(`${poll.path}/ballot`, service.origin), { headers });
      if (answer.status === 404) return null;
      expect(JSON.parse(await answer.text())).toMatchObject({ outcome });
      return voter;
    }),
  );
  const kept = new Set(ballots.filter((voter) => voter !== null));
  expect(acknowledged.filter((voter) => !kept.has(voter))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * ENOUGH);

  const revote = ballot(
    service,
    { ...poll, outcomes: [sent.get(acknowledged[0] ?? '') ?? ''] },
    acknowledged[0] ?? '',
  );
  const connection = new Connection(service.origin);
  expect(await connection.send(revote)).toBe(200);
  connection.close();
  const standings = await fetch(new URL(`${poll.path}/standings`, service.origin));
  expect(JSON.parse(await standings.text())).toMatchObject({ total: kept.size });
});
