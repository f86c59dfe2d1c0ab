import { createHash, createHmac } from 'node:crypto';
import type { Article, Poll } from '../../src/domain/article.ts';
import { boxOf } from '../../src/domain/box-of.ts';
import type { Precondition } from '../../src/domain/precondition.ts';
import type { Result } from '../../src/domain/problem.ts';
import type { Ballot, Standings } from '../../src/domain/standings.ts';
import type { BallotBox } from '../../src/storage/box/ballot-box.ts';
import { ballotIn } from '../../src/storage/calls/box.ts';
import type { NamedPoll } from '../../src/storage/calls/objects.ts';
import { reach } from '../../src/storage/calls/reach.ts';
import { callScoreboard, openSocket } from '../../src/storage/calls/scoreboard.ts';
import type { Remote } from '../../src/storage/durable.ts';
import { boxName } from '../../src/storage/names.ts';
import { versionOf } from '../../src/storage/published/published.ts';
import type { Publication } from '../../src/storage/publisher/publisher.ts';
import type { Scoreboard } from '../../src/storage/scoreboard/scoreboard.ts';
import { START } from './clock.ts';
import type { Weather } from './network.ts';
import { OUTCOMES, type Who } from './steps.ts';
import type { WireSocket } from './wire.ts';
import { World } from './world.ts';

let scenes = 0;

/** The id of a voter, in base64url. */
const voterId = (n: number): string =>
  createHash('sha256').update(`voter ${n}`).digest().subarray(0, 16).toString('base64url');

/** One article with one poll in a world of its own, and what people do with it. */
export class Scene {
  readonly world: World;
  readonly article: string;
  /** The poll's name. */
  readonly name: string;
  /** The poll as it is published at first. */
  readonly poll: Poll;
  /** Whether a publication that gets no answer is sent again, as it is by a Worker. */
  editorsRetry = true;
  readonly #objects;

  constructor(seed: number, weather: Weather, changes: Partial<Poll> = {}) {
    scenes += 1;
    this.article = `scene-${scenes}`;
    this.name = `${this.article}/poll`;
    this.world = new World(seed, weather);
    this.#objects = this.world.objects();
    this.poll = {
      id: 'poll',
      question: 'What will they do?',
      asks: 'expectation',
      outcomes: OUTCOMES.map((id) => ({ id, label: `They ${id}`, restsOn: [] })),
      closes: new Date(START + 600_000).toISOString(),
      reveal: 'always',
      boxes: 4,
      resolution: { rule: 'What they sign counts.' },
      ...changes,
    };
  }

  /** Lets time pass until something is there. */
  until<T>(answer: Promise<T>): Promise<T> {
    return this.world.clock.until(answer);
  }

  pass(time: number): Promise<void> {
    return this.world.clock.pass(time);
  }

  /** Publishes the poll as it was at first, with changes, or the article without it. */
  async publish(changes: Partial<Poll> | null = {}): Promise<Result<Publication>> {
    const polls = changes === null ? [] : [{ ...this.poll, ...changes }];
    const current = this.world.kv.seen(0);
    const expected = current === null ? null : await versionOf(current);
    return this.publishArticle(polls, expected);
  }

  async publishArticle(
    polls: readonly Poll[],
    expected: string | null,
  ): Promise<Result<Publication>> {
    const article: Article = {
      id: this.article,
      title: 'A title',
      titleBy: 'editor',
      language: 'en',
      actors: [],
      topics: [],
      positions: [],
      polls: [...polls],
    };
    const precondition: Precondition =
      expected === null ? {} : { match: { tag: 'these', versions: [expected] } };
    const once = async (): Promise<Result<Publication>> =>
      this.#objects.PUBLISHER.getByName(this.article).publish(article, precondition);
    if (!this.editorsRetry) return once();
    const answer = await reach(once);
    return answer.ok ? answer.value : answer;
  }

  /** The poll as it is seen where KV is `lag` ms behind, or `null` where it is not. */
  seen(lag = 0): NamedPoll | null {
    const poll = this.world.kv.seen(lag)?.polls.find(({ id }) => id === 'poll');
    return poll === undefined ? null : { name: this.name, poll };
  }

  /** A voter's ballot as a Worker reaches it that knows the poll so. */
  ballot(voter: number, poll: NamedPoll = { name: this.name, poll: this.poll }) {
    return ballotIn(this.#objects, poll, voterId(voter));
  }

  /** Votes and waits for the answer. */
  vote(voter: number, outcome: string, poll?: NamedPoll) {
    return this.until(this.ballot(voter, poll).cast(outcome));
  }

  find(voter: number): Promise<Result<Ballot>> {
    return this.until(this.ballot(voter).find());
  }

  ask<T>(call: (board: Remote<Scoreboard>) => Promise<T | null>): Promise<Result<T>> {
    return callScoreboard(this.#objects, { name: this.name, poll: this.poll }, call);
  }

  /** The standings, as they are asked for in calm weather. */
  async standings(): Promise<Standings> {
    const answer = await this.until(this.ask((board) => board.standings()));
    if (!answer.ok) throw new Error(answer.problem.tag);
    return answer.value;
  }

  watch(entitled = false): Promise<Result<WireSocket>> {
    const poll = { name: this.name, poll: this.poll };
    return openSocket(this.#objects, poll, entitled) as unknown as Promise<Result<WireSocket>>;
  }

  box(voter: number, boxes = this.poll.boxes): string {
    return boxName(this.name, boxOf(voterId(voter), boxes));
  }

  /** The kind and the name of an object. */
  address(who: Who): ['SCOREBOARD' | 'PUBLISHER' | 'BALLOT_BOX', string] {
    if (who === 'scoreboard') return ['SCOREBOARD', this.name];
    if (who === 'publisher') return ['PUBLISHER', this.article];
    return ['BALLOT_BOX', this.box(who.boxOf)];
  }

  /** Asks the scoreboard without any network. */
  board<T>(work: (board: Scoreboard) => T): Promise<Awaited<T>> {
    return this.until(this.world.inside('SCOREBOARD', this.name, work));
  }

  /** The ballots that lie in the boxes, by receipt. */
  async ballots(): Promise<Map<string, string>> {
    const listed = new Map<string, string>();
    for (const number of (await this.board((board) => board.boxes())) ?? []) {
      const list = (box: BallotBox) => box.list('', 1_000);
      const name = boxName(this.name, number);
      const page = await this.until(this.world.inside('BALLOT_BOX', name, list));
      for (const { receipt, outcome } of page) {
        if (listed.has(receipt)) throw new Error('one voter has ballots in two boxes');
        listed.set(receipt, outcome);
      }
    }
    return listed;
  }

  /** A voter's receipt. */
  async receipt(voter: number): Promise<string> {
    const { key = '' } = (await this.board((board) => board.look())) ?? {};
    const mac = createHmac('sha256', Buffer.from(key, 'base64url')).update(voterId(voter));
    return mac.digest().subarray(0, 16).toString('hex');
  }

  end(): void {
    this.world.end();
  }
}
