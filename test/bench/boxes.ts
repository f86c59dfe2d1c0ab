import { ballot, vote } from './ballots.ts';
import { Connection } from './client.ts';
import type { Counted } from './counted.ts';
import { boxName } from './fill.ts';
import type { Sample } from './load.ts';
import { inTurn, ratio, spread } from './ratio.ts';
import type { Settings } from './settings.ts';
import { figures, type Row } from './table.ts';
import { pollOf, publishAll, realArticle, type Targets } from './targets.ts';
import { votersOf } from './voters.ts';
import type { Workerd } from './workerd.ts';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const [SMALL, MIDDLE, LARGE] = SIZES;
/** Restarts of each box, for its first vote. */
const STARTS = 9;
/** Votes after a fill, one commit each. */
const SETTLING_VOTES = 20;
/** Rounds are numbered from 0; these voters are of none of them. */
const ASIDE = 1_000;

/** Whether a box with a million ballots counts, and starts, as fast as one with few. */
export async function boxes(targets: Targets, settings: Settings): Promise<Row[]> {
  const article = await realArticle();
  const poll = pollOf(article);
  const other = pollOf(article, 1);
  const aside = [...(await votersOf(ASIDE, 1))];
  const castOne = async (workerd: Workerd, at = poll): Promise<number> => {
    const connection = new Connection(workerd.origin);
    const started = performance.now();
    const status = await connection.send(ballot(workerd, at, aside.pop() ?? ''));
    connection.close();
    if (status > 201) throw new Error(`a vote was answered ${status}`);
    return performance.now() - started;
  };
  const box = `box=${boxName(article.id, poll.id)}`;
  const filled = async (count: number): Promise<Workerd> => {
    const workerd = await targets.service('filled-service.ts');
    await publishAll(workerd, [article]);
    await castOne(workerd);
    const answer = await fetch(new URL(`/bench/fill?${box}&count=${count}`, workerd.origin));
    const holds = answer.ok ? ((await answer.json()) as number) : 0;
    if (holds <= count) throw new Error(`the box holds ${holds} ballots: fill.ts needs mending`);
    // The fill leaves a write-ahead log that no run of votes would: the commits after it fold it in.
    for (let i = 0; i < SETTLING_VOTES; i++) await castOne(workerd);
    await restart(workerd);
    return workerd;
  };
  const restart = async (workerd: Workerd): Promise<void> => {
    await workerd.stop();
    await workerd.start();
    await publishAll(workerd, [article]);
  };

  const full = new Map<number, Workerd>();
  for (const size of SIZES) full.set(size, await filled(size));
  const of = (size: number): Workerd => full.get(size) ?? raiseMissing(size);

  const first: Record<number, number[]> = { [SMALL]: [], [LARGE]: [] };
  for (let i = 0; i < STARTS; i++) {
    for (const size of i % 2 === 0 ? [SMALL, LARGE] : [LARGE, SMALL]) {
      await restart(of(size));
      // A vote in the other poll: the code is compiled and warm, only the box is cold.
      await castOne(of(size), other);
      first[size]?.push(await castOne(of(size)));
    }
  }
  const cold = (size: number) => spread(first[size] ?? []);

  const into = (size: number) => (round: number) => vote(of(size), poll, settings, round);
  const samples = await inTurn(settings.rounds, {
    small: into(SMALL),
    middle: into(MIDDLE),
    large: into(LARGE),
  });
  // A last load of its own, so that what is counted and the votes are of the same time.
  const before = await counted(of(SMALL));
  const { answers } = await vote(of(SMALL), poll, settings, settings.rounds + 1);
  const after = await counted(of(SMALL));
  if (!(before.rows > 0)) throw new Error('the objects count no rows');
  const perVote = (what: keyof Counted) => spread([(after[what] - before[what]) / answers]);

  const ms = (size: number) => ({ words: `${cold(size).median.toFixed(1)} ms` });
  const besideSmall = (size: number, measured: readonly Sample[]) => ({
    what: `Vote into ${size.toLocaleString('en-GB')} ballots : into 1,000`,
    measured: figures(measured),
    baseline: figures(samples.small),
    ratio: ratio(measured, samples.small),
  });
  return [
    besideSmall(MIDDLE, samples.middle),
    { ...besideSmall(LARGE, samples.large), aim: ['≥', 0.9] },
    {
      what: `First vote after a start, 1,000,000 ballots : 1,000 (${STARTS} starts)`,
      measured: ms(LARGE),
      baseline: ms(SMALL),
      ratio: spread((first[LARGE] ?? []).map((time) => time / cold(SMALL).median)),
      aim: ['≤', 1.5],
    },
    {
      what: 'Rows written a vote',
      measured: { words: `${answers.toLocaleString('en-GB')} votes` },
      ratio: perVote('rows'),
      aim: ['≤', 1.2],
    },
    {
      what: 'Requests to objects a vote',
      measured: { words: `${answers.toLocaleString('en-GB')} votes` },
      ratio: perVote('requests'),
    },
  ];
}

function raiseMissing(size: number): never {
  throw new Error(`no box was filled with ${size} ballots`);
}

async function counted(workerd: Workerd): Promise<Counted> {
  const answer = await fetch(new URL('/bench/counted', workerd.origin));
  return (await answer.json()) as Counted;
}
