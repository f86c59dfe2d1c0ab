import { setTimeout as sleep } from 'node:timers/promises';
import { ballot, type Poll, vote } from './ballots.ts';
import { Connection } from './client.ts';
import { type Arrival, openLoop } from './open-loop.ts';
import { type Spread, spread } from './ratio.ts';
import type { Settings } from './settings.ts';
import type { Row } from './table.ts';
import { pollOf, publishAll, realArticle, type Targets } from './targets.ts';
import { votersFor } from './voters.ts';
import type { Workerd } from './workerd.ts';

const BOXES = [1, 4, 8] as const;
/** Seconds of a flood, and how many times what the service can take it brings. */
const SECONDS = 3;
const TIMES = 2;
/** Connections that find out what the service can take. */
const CROWD = 60;
/** Recovered is who answers so many votes in a row, one at a time, each within so many ms. */
const IN_A_ROW = 10;
const PROMPT = 100;
/** A vote that is counted later than this is of no use to who waits for it: ms. */
const GOOD = 1_000;
/** Votes a second in the poll that is not flooded. */
const TRICKLE = 50;

/** What one flood saw; shares are of what the service could take just before, times are ms. */
interface Flood {
  readonly peak: number;
  readonly goodput: number;
  readonly accepted: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly recovery: number;
  readonly other: { readonly share: number; readonly p99: number };
}

/** What happens when votes come twice as fast as they can be counted, in polls of 1, 4 and 8 boxes. */
export async function flood(targets: Targets, settings: Settings): Promise<Row[]> {
  const article = await realArticle();
  const services = new Map<number, Workerd>();
  for (const boxes of BOXES) {
    const service = await targets.service();
    const polls = article.polls.map((poll) => ({ ...poll, boxes }));
    await publishAll(service, [{ ...article, polls }]);
    services.set(boxes, service);
  }
  const seen = new Map<number, Flood[]>(BOXES.map((boxes) => [boxes, []]));
  const [poll, quiet] = [pollOf(article), pollOf(article, 1)];
  for (let round = 0; round <= settings.rounds; round += 1) {
    for (const boxes of BOXES) {
      const service = services.get(boxes);
      if (service === undefined) continue;
      const one = await floodOnce(service, poll, quiet, round);
      // The first lets everything compile.
      if (round > 0) seen.get(boxes)?.push(one);
    }
  }
  return BOXES.flatMap((boxes) => rows(boxes, seen.get(boxes) ?? []));
}

async function floodOnce(service: Workerd, poll: Poll, quiet: Poll, round: number): Promise<Flood> {
  const settings = { rounds: 1, seconds: 1, connections: CROWD };
  const { rate: peak } = await vote(service, poll, settings, round);
  const voters = await votersFor(Math.ceil((TIMES * peak + TRICKLE) * SECONDS) + 1);
  const next = (at: Poll) => () => ballot(service, at, voters.pop() ?? '');
  const load = { origin: service.origin, seconds: SECONDS };
  const [flooded, other] = await Promise.all([
    openLoop({ ...load, rate: TIMES * peak, next: next(poll) }),
    openLoop({ ...load, rate: TRICKLE, next: next(quiet) }),
  ]);
  const recovery = await untilPrompt(service, poll);
  const accepted = flooded.filter(({ status }) => status === 200 || status === 201);
  const refused = flooded.filter(({ status }) => status === 503);
  const counted = other.filter(({ status }) => status === 200 || status === 201);
  return {
    peak,
    goodput: accepted.filter(({ took }) => took <= GOOD).length / SECONDS / peak,
    accepted: p99(accepted),
    refused: p99(refused),
    unanswered: (flooded.length - accepted.length - refused.length) / flooded.length,
    recovery,
    other: { share: counted.length / other.length, p99: p99(counted) },
  };
}

function p99(arrivals: readonly Arrival[]): number {
  const times = arrivals.map(({ took }) => took).toSorted((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

/** How long it takes until one vote after another is answered promptly again: ms. */
async function untilPrompt(service: Workerd, poll: Poll): Promise<number> {
  const started = performance.now();
  const voters = await votersFor(1_000);
  let row = 0;
  let since = 0;
  for (const voter of voters) {
    const connection = new Connection(service.origin);
    const asked = performance.now();
    const status = await connection.send(ballot(service, poll, voter)).catch(() => 0);
    connection.close();
    const prompt = status <= 201 && status > 0 && performance.now() - asked <= PROMPT;
    if (prompt && row === 0) since = performance.now() - started;
    row = prompt ? row + 1 : 0;
    if (row === IN_A_ROW) return since;
    await sleep(20);
  }
  return Number.NaN;
}

function rows(boxes: number, floods: readonly Flood[]): Row[] {
  const of = (figure: (flood: Flood) => number): Spread => spread(floods.map(figure));
  const at = `${boxes} ${boxes === 1 ? 'box' : 'boxes'}`;
  const words = `${Math.round(of(({ peak }) => peak).median).toLocaleString('en-GB')}/s`;
  return [
    {
      what: `${at}, flooded: votes counted : what it can take`,
      measured: { words },
      ratio: of(({ goodput }) => goodput),
      aim: ['≥', 0.8],
    },
    {
      what: `${at}, flooded: a counted vote, p99 ms`,
      ratio: of((f) => f.accepted),
      aim: ['≤', 1_000],
    },
    { what: `${at}, flooded: a refusal, p99 ms`, ratio: of((f) => f.refused), aim: ['≤', 100] },
    {
      what: `${at}, flooded: neither counted nor refused`,
      ratio: of((f) => f.unanswered),
      aim: ['≤', 0],
    },
    {
      what: `${at}: recovery after the flood, ms`,
      ratio: of((f) => f.recovery),
      aim: ['≤', 5_000],
    },
    {
      what: `${at}: counted in another poll meanwhile`,
      ratio: of((f) => f.other.share),
      aim: ['≥', 0.95],
    },
    {
      what: `${at}: a vote in another poll meanwhile, p99 ms`,
      ratio: of((f) => f.other.p99),
      aim: ['≤', 1_000],
    },
  ];
}
