import { vote } from './ballots.ts';
import { inTurn, ratio } from './ratio.ts';
import type { Settings } from './settings.ts';
import { figures, type Row } from './table.ts';
import { pollOf, publishAll, realArticle, type Targets, VOTER_KEYS } from './targets.ts';
import type { Workerd } from './workerd.ts';

/** Connections of a crowd, beside those that are set and one alone. */
const CROWD = 256;

/** A baseline with one class of objects, which checks voters and bodies as the service does. */
const front = (object: string) => ({ object, vars: { VOTER_KEYS } });

/** A vote through the whole service, with one box, beside what a vote costs in other designs. */
export async function votes(targets: Targets, settings: Settings): Promise<Row[]> {
  const article = await realArticle();
  const poll = pollOf(article);
  const service = await targets.service();
  await publishAll(service, [article]);

  const voting = (workerd: Workerd) => (round: number) => vote(workerd, poll, settings, round);
  const transaction = await targets.baseline('one-transaction', front('Poll'));
  const noOp = await targets.baseline('no-op', front('NoOp'));
  const samples = await inTurn(settings.rounds, {
    service: voting(service),
    noOp: voting(noOp),
    transaction: voting(transaction),
    itty: voting(await targets.baseline('itty-counter', front('Poll'))),
    recount: voting(await targets.baseline('recount', front('Poll'))),
    bare: voting(await targets.baseline('bare-call', front('NoOp'))),
  });

  // Others' numbers of connections, each voter new to both: alone, what waits for company would show.
  const among = (connections: number, offset: number) => {
    const these = { ...settings, connections };
    const load = (workerd: Workerd) => (round: number) =>
      vote(workerd, poll, these, offset * (settings.rounds + 1) + round);
    return inTurn(settings.rounds, {
      service: load(service),
      noOp: load(noOp),
      transaction: load(transaction),
    });
  };
  const lone = await among(1, 1);
  const crowd = await among(CROWD, 2);

  const measured = figures(samples.service);
  const beside = (what: string, name: Exclude<keyof typeof samples, 'service'>) => ({
    what,
    measured,
    baseline: figures(samples[name]),
    ratio: ratio(samples.service, samples[name]),
  });
  return [
    { ...beside('Vote : no-op RPC call', 'noOp'), aim: ['≥', 0.9] },
    { ...beside('Vote : one transaction a vote', 'transaction'), aim: ['≥', 2] },
    {
      what: 'Vote : one transaction a vote, p99',
      ratio: ratio(samples.service, samples.transaction, 'p99'),
      aim: ['<', 1],
    },
    beside('Vote : itty-durable counter, autoPersist', 'itty'),
    beside('Vote : recount on every vote', 'recount'),
    beside('Vote : no-op RPC call, unchecked', 'bare'),
    {
      what: `${CROWD} connections, vote : no-op RPC call`,
      measured: figures(crowd.service),
      baseline: figures(crowd.noOp),
      ratio: ratio(crowd.service, crowd.noOp),
      aim: ['≥', 0.9],
    },
    {
      what: `${CROWD} connections, vote : one transaction a vote`,
      measured: figures(crowd.service),
      baseline: figures(crowd.transaction),
      ratio: ratio(crowd.service, crowd.transaction),
    },
    {
      what: 'Lone vote : no-op RPC call',
      measured: figures(lone.service),
      baseline: figures(lone.noOp),
      ratio: ratio(lone.service, lone.noOp),
    },
    {
      what: 'Lone vote : one transaction a vote, p50',
      measured: figures(lone.service),
      baseline: figures(lone.transaction),
      ratio: ratio(lone.service, lone.transaction, 'p50'),
      aim: ['≤', 1.1],
    },
  ];
}
