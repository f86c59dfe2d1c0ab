import { setTimeout as sleep } from 'node:timers/promises';
import type { Article } from '../../src/domain/article.ts';
import type { Standings } from '../../src/domain/standings.ts';
import { EDITOR_TOKEN, pollOf, publishAll, realArticle, type Targets } from '../bench/targets.ts';
import type { Workerd } from '../bench/workerd.ts';
import { Crowd, type Tally } from './crowd.ts';

const CONNECTIONS = 32;
/** Without an answer for so long the process has come to its last write: ms. */
const SILENCE = 300;
/** How long it is waited for that write: ms. */
const PATIENCE = 4_000;
/** A close is asked for again until each box has confirmed it: how long, and how often: ms. */
const CLOSE_LIMIT = 30_000;
const ASK_AGAIN = 250;
/** How long votes go on coming after a poll is final: ms. */
const AFTERWARDS = 200;
/** Ballots read at a time. */
const READERS = 32;

/** When a process is killed: at a write while something is done, or at any time while votes come. */
type Kill = 'publishing' | 'voting' | 'closing' | 'at random';

/** What a poll goes through, and with how many boxes. */
export interface Ordeal {
  readonly boxes: number;
  readonly kills: readonly Kill[];
  /** Votes that are acknowledged before a kill at random. */
  readonly enough: number;
}

export interface Outcome extends Tally {
  readonly kills: number;
  /** Voters whose row holds what it may not. */
  readonly wrong: number;
  /** By what each counts: the final standings, the public list, what voters find of their own. */
  readonly final: Standings;
  readonly listed: Readonly<Record<string, number>>;
  readonly held: Readonly<Record<string, number>>;
  /** Whether the standings were the same after votes went on coming. */
  readonly stayed: boolean;
}

let polls = 0;

/** Takes one poll from its publication to its final counts, with kills on the way. */
export async function endure(service: Workerd, ordeal: Ordeal): Promise<Outcome> {
  polls += 1;
  return new Run(service, ordeal, await articleOf(polls, ordeal.boxes), polls).all();
}

/** The service that can be stopped at a write. */
export const stoppingService = (targets: Targets): Promise<Workerd> =>
  targets.service('../crash/stopping-service.ts');

async function articleOf(n: number, boxes: number): Promise<Article> {
  const article = await realArticle();
  const [poll] = article.polls;
  if (poll === undefined) throw new Error('the article has a poll');
  return { ...article, id: `ordeal-${n}`, polls: [{ ...poll, boxes }] };
}

class Run {
  readonly #service: Workerd;
  readonly #ordeal: Ordeal;
  readonly #article: Article;
  readonly #path: string;
  readonly #crowd: Crowd;
  #kills = 0;

  constructor(service: Workerd, ordeal: Ordeal, article: Article, round: number) {
    this.#service = service;
    this.#ordeal = ordeal;
    this.#article = article;
    const poll = pollOf(article);
    this.#path = poll.path;
    this.#crowd = new Crowd(poll, round);
  }

  async all(): Promise<Outcome> {
    const { kills } = this.#ordeal;
    for (const kill of kills.filter((each) => each === 'publishing')) await this.#endure(kill);
    await this.#publish();
    for (const kill of kills.filter((each) => each === 'voting' || each === 'at random')) {
      await this.#endure(kill);
    }
    for (const kill of kills.filter((each) => each === 'closing')) await this.#endure(kill);
    const final = await this.#close();
    const until = performance.now() + AFTERWARDS;
    await this.#vote(() => performance.now() > until);
    const after = await this.#standings();
    const stayed =
      JSON.stringify({ ...after, asOf: '' }) === JSON.stringify({ ...final, asOf: '' });
    const { held, wrong } = await this.#held();
    const listed = await this.#listed();
    return { ...this.#crowd.tally, kills: this.#kills, wrong, final, listed, held, stayed };
  }

  async #endure(kill: Kill): Promise<void> {
    if (kill === 'at random') await this.#killAtRandom();
    else await this.#killAtWrite(kill);
    this.#kills += 1;
    await this.#service.start();
    await this.#publish();
  }

  async #killAtRandom(): Promise<void> {
    const { tally } = this.#crowd;
    const acknowledged = tally.acknowledged + this.#ordeal.enough;
    const voting = this.#vote(() => false);
    while (tally.acknowledged < acknowledged) await sleep(1);
    await sleep(Math.random() * 1_000); // reports are up to a second behind
    await this.#service.stop();
    await voting;
  }

  async #killAtWrite(during: 'publishing' | 'voting' | 'closing'): Promise<void> {
    const most = { publishing: 8, voting: 60, closing: 10 }[during];
    const writes = 1 + Math.floor(Math.random() * most);
    if (during === 'closing') {
      // What closing writes comes after what the votes before it have written.
      const voting = this.#vote(() => false);
      await sleep(200);
      await this.#stopAfter(writes);
      const closing = this.#askToClose().catch(() => null);
      await this.#silence();
      await this.#service.stop();
      await Promise.all([voting, closing]);
      return;
    }
    await this.#stopAfter(writes);
    const doing =
      during === 'voting' ? this.#vote(() => false) : this.#publish().catch(() => undefined);
    await this.#silence();
    await this.#service.stop();
    await doing;
  }

  async #stopAfter(writes: number): Promise<void> {
    const asked = fetch(new URL(`/stop?writes=${writes}`, this.#service.origin));
    // Where votes come meanwhile it may have stopped before its answer leaves.
    await Promise.race([asked.catch(() => null), sleep(SILENCE)]);
  }

  /** Waits until no answer comes any more. */
  async #silence(): Promise<void> {
    const begun = performance.now();
    const quiet = () => performance.now() - Math.max(begun, this.#crowd.answered);
    while (quiet() < SILENCE && performance.now() - begun < PATIENCE) await sleep(10);
  }

  #vote(enough: () => boolean): Promise<void> {
    return this.#crowd.vote(this.#service.origin, CONNECTIONS, enough);
  }

  #publish(): Promise<void> {
    return publishAll(this.#service, [this.#article]);
  }

  async #askToClose(): Promise<Standings> {
    const headers = { Authorization: `Bearer ${EDITOR_TOKEN}` };
    const url = new URL(`${this.#path}/close`, this.#service.origin);
    return (await (await fetch(url, { method: 'POST', headers })).json()) as Standings;
  }

  /** Closes the poll while votes come, until it is final. */
  async #close(): Promise<Standings> {
    let standings: Standings | undefined;
    const voting = this.#vote(() => standings?.final === true);
    await sleep(100);
    const limit = performance.now() + CLOSE_LIMIT;
    do {
      if (performance.now() > limit) throw new Error('the poll does not become final');
      if (standings !== undefined) await sleep(ASK_AGAIN);
      standings = await this.#askToClose();
    } while (!standings.final);
    await voting;
    return standings;
  }

  async #standings(): Promise<Standings> {
    const answer = await fetch(new URL(`${this.#path}/standings`, this.#service.origin));
    return (await answer.json()) as Standings;
  }

  /** What voters find of their own, and how many find what cannot be. */
  async #held(): Promise<{ held: Record<string, number>; wrong: number }> {
    const held: Record<string, number> = {};
    let wrong = 0;
    const voters = this.#crowd.voters.values();
    const reader = async () => {
      for (const { token, possible } of voters) {
        const outcome = await this.#ballotOf(token);
        if (!possible.has(outcome)) wrong += 1;
        if (outcome !== null) held[outcome] = (held[outcome] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: READERS }, reader));
    return { held, wrong };
  }

  async #ballotOf(token: string): Promise<string | null> {
    const headers = { 'Standpoint-Voter': token };
    const answer = await fetch(new URL(`${this.#path}/ballot`, this.#service.origin), { headers });
    const body = (await answer.json()) as { outcome: string };
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`a ballot was answered ${answer.status}`);
    return body.outcome;
  }

  async #listed(): Promise<Record<string, number>> {
    const answer = await fetch(new URL(`${this.#path}/ballots.csv`, this.#service.origin));
    const [, ...lines] = (await answer.text()).trimEnd().split('\r\n');
    const listed: Record<string, number> = {};
    for (const line of lines) {
      const [, outcome = ''] = line.split(',');
      listed[outcome] = (listed[outcome] ?? 0) + 1;
    }
    return listed;
  }
}

/** What is wrong with a poll that has come to its end; nothing, if all is well. */
export function faultsOf({ wrong, final, listed, held, stayed }: Outcome): string[] {
  const counts = (of: Readonly<Record<string, number>>) =>
    JSON.stringify(final.outcomes.map(({ id }) => of[id] ?? 0));
  const counted = JSON.stringify(final.outcomes.map(({ count }) => count));
  return [
    ...(wrong === 0 ? [] : [`${wrong} voters hold what was never said to them`]),
    ...(counts(held) === counted ? [] : [`${counts(held)} held, ${counted} counted`]),
    ...(counts(listed) === counted ? [] : [`${counts(listed)} listed, ${counted} counted`]),
    ...(stayed ? [] : ['the standings changed after they were final']),
  ];
}
