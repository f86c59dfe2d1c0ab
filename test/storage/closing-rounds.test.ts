import { reset } from 'cloudflare:test';
import { afterEach, expect, test } from 'vitest';
import type { Standings } from '../../src/domain/standings.ts';
import { remote } from '../../src/storage/durable.ts';
import type { Scoreboard } from '../../src/storage/scoreboard/scoreboard.ts';
import { call, callJson, castBallot, env, newVoter, publish, realArticle } from '../helpers.ts';
import { withDelays } from '../network/delays.ts';

const ROUNDS = 40;
const AT_ONCE = 4;
const VOTERS = 24;
const DELAY = 20;
/** How far apart voters come after the first: ms. The poll is closed while its boxes join. */
const APART = 8;
const FIRST = 8;

/** The scoreboards as they are without the way there: a poll closes by its own clock. */
const scoreboards = env.SCOREBOARD;
/** What polls said of their close; `null` until they have. */
const closes = new Map<string, { standings: Standings; at: number } | null>();
/** Closes a poll that has let its first box in, which does not know it yet. */
const answered = (poll: string, method: string): void => {
  if (method !== 'join' || closes.has(poll)) return;
  closes.set(poll, null);
  const closing = async () => {
    await scheduler.wait((closes.size % 4) * 4);
    const standings = await remote<Scoreboard>(scoreboards, poll).close();
    if (standings !== null) closes.set(poll, { standings, at: Date.now() });
  };
  void closing();
};
const sleep = (time: number) => new Promise((done) => setTimeout(done, time));

afterEach(() => reset());

/** Closes a poll of four boxes while voters come; answers with what is wrong about it. */
async function round(id: string): Promise<string[]> {
  const [poll] = realArticle().polls;
  if (poll === undefined) throw new Error('the article has a poll');
  await publish(realArticle({ id, polls: [{ ...poll, boxes: 4 }] }));
  const path = `/v1/articles/${id}/polls/${poll.id}`;
  const tokens = await Promise.all(Array.from({ length: VOTERS }, newVoter));
  const votes = tokens.map(async (token, i) => {
    await sleep(Math.max(0, i - FIRST) * APART);
    const asked = Date.now();
    const { status } = await castBallot(token, 'both', `${path}/ballot`);
    return { asked, status };
  });
  const answers = await Promise.all(votes);
  await sleep(100);
  const closed = closes.get(`${id}/${poll.id}`);
  const { body } = await callJson<Standings>(`${path}/standings`);
  const list = await (await call(`${path}/ballots.csv`)).text();
  const taken = answers.filter(({ status }) => status === 201).length;
  const refused = answers.filter(({ status }) => status === 409).length;
  return [
    ...(body.final ? [] : ['not final']),
    ...(body.total === taken ? [] : [`${taken} taken, ${body.total} counted`]),
    ...(list.split('\r\n').length - 2 === taken ? [] : ['the list is another']),
    ...(taken + refused === VOTERS ? [] : ['neither taken nor refused']),
    ...(answers.some(({ asked, status }) => asked > (closed?.at ?? 0) && status === 201)
      ? ['taken after the final count']
      : []),
    ...(closed?.standings.final && closed.standings.total !== body.total
      ? ['changed after final']
      : []),
  ];
}

test(`of ${ROUNDS} polls closed under votes, ${DELAY} ms between objects, all are exact`, async () => {
  const wrong: string[] = [];
  // What a scoreboard asks of its boxes overtakes what it has answered them.
  await withDelays({ box: 0, scoreboard: DELAY, answered }, async () => {
    for (let n = 0; n < ROUNDS; n += AT_ONCE) {
      const rounds = Array.from({ length: AT_ONCE }, (_, i) => round(`round-${n + i}`));
      for (const [i, faults] of (await Promise.all(rounds)).entries()) {
        if (faults.length > 0) wrong.push(`round ${n + i}: ${faults.join(', ')}`);
      }
    }
  });
  expect(wrong).toEqual([]);
});
