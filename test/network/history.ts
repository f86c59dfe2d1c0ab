import { expect } from 'vitest';
import { NOTHING_DONE } from '../../src/domain/integrity.ts';
import type { Poll } from '../../src/domain/article.ts';
import { rulesOf } from '../../src/domain/poll-rules.ts';
import type { Result } from '../../src/domain/problem.ts';
import type { Standings } from '../../src/domain/standings.ts';
import type { Scoreboard } from '../../src/storage/scoreboard/scoreboard.ts';
import { START } from './clock.ts';
import { CALM } from './network.ts';
import { Scene } from './scene.ts';
import { type Edition, type Plan, type Step, VOTERS } from './steps.ts';
import type { WireSocket } from './wire.ts';

/** Refusals that say for certain that nothing was changed. */
const REFUSALS = new Set([
  'poll-closed',
  'poll-not-open',
  'unknown-outcome',
  'poll-stale',
  'poll-not-found',
  'no-ballot',
]);
/** How old standings may be where nothing goes wrong: ms. */
const FRESH = 1_000;
/** How long what was cut short may wait for its alarm, which a clock set right may put off: ms. */
const MENDING = 150_000;
/** Voters who come at the very end. */
const PROBES = [VOTERS, VOTERS + 1] as const;

/** What may be in a voter's row: more than one thing after an answer that did not come. */
type Possible = Set<string | null>;

/** Lets a plan happen and checks all that must hold, during it and at its end. */
export async function live(plan: Plan): Promise<void> {
  const history = new History(plan);
  try {
    await history.happen();
    await history.conclude();
  } finally {
    history.scene.end();
  }
}

class History {
  readonly scene: Scene;
  readonly #plan: Plan;
  readonly #possible = new Map<number, Possible>();
  readonly #voting = new Map<number, Promise<void>>();
  #editing: Promise<void> = Promise.resolve();
  readonly #under: Promise<unknown>[] = [];
  readonly #faults: unknown[] = [];
  /** The highest version each teller has told. */
  readonly #told = new Map<string, number>();
  readonly #sockets: WireSocket[] = [];
  /** When a change was acknowledged: ms. */
  readonly #changes: number[] = [];
  /** Whether a ballot may have been accepted, or an editor may have ended the poll. */
  #begun = false;
  #final = false;

  constructor(plan: Plan) {
    const { seed, weather, boxes, reveal } = plan;
    this.#plan = plan;
    this.scene = new Scene(seed, weather, { boxes, reveal });
  }

  async happen(): Promise<void> {
    const { scene } = this;
    const { lag, open, weather, steps } = this.#plan;
    const { network } = scene.world;
    network.weather = CALM;
    Object.assign(scene.poll, { closes: new Date(START + lag + 2_000 + open).toISOString() });
    expect(await scene.until(scene.publish())).toMatchObject({ ok: true });
    await scene.pass(lag + 1_000);
    network.weather = weather;
    const reader = this.#isCalm ? this.#read() : undefined;
    for (const step of steps) {
      await scene.pass(step.after);
      this.#do(step);
    }
    await scene.pass(2_000);
    network.weather = CALM;
    scene.world.kv.mood = 'well';
    scene.world.mend();
    await scene.until(Promise.all([...this.#voting.values(), this.#editing, ...this.#under]));
    await scene.pass(MENDING);
    reader?.stop();
    for (const fault of this.#faults) throw fault;
  }

  get #isCalm(): boolean {
    const { weather, steps } = this.#plan;
    const rough = new Set(['evict', 'kill', 'kill at write', 'jump', 'publish', 'kv']);
    return weather.lose + weather.hang === 0 && !steps.some(({ does }) => rough.has(does));
  }

  #do(step: Step): void {
    const { scene } = this;
    const { world } = scene;
    switch (step.does) {
      case 'vote':
        this.#vote(step.voter, step.outcome);
        break;
      case 'withdraw':
        this.#vote(step.voter, null);
        break;
      case 'find':
        this.#meanwhile(this.#find(step.voter));
        break;
      case 'look':
        this.#meanwhile(this.#look());
        break;
      case 'watch':
        this.#meanwhile(this.#watch());
        break;
      case 'close':
        this.#begun = true;
        this.#edit(() => scene.ask((board) => board.close()));
        break;
      case 'resolve':
        this.#begun = true;
        this.#edit(() =>
          scene.ask((board) => board.setResolution(step.outcome, 'https://x.example/')),
        );
        break;
      case 'clear':
        this.#edit(() => scene.ask((board) => board.clearResolution()));
        break;
      case 'publish':
        this.#edit(() => scene.publish(this.#edition(step.edition)));
        break;
      case 'evict':
        world.evict(...scene.address(step.who));
        break;
      case 'kill':
        world.kill(...scene.address(step.who));
        break;
      case 'kill at write':
        world.body(...scene.address(step.who)).dies = step.writes;
        break;
      case 'jump':
        world.jump(...scene.address(step.who), step.by);
        break;
      case 'kv':
        world.kv.mood = step.mood;
        break;
    }
  }

  /** What an edition changes; `null` is the article without the poll. */
  #edition(edition: Edition): Partial<Poll> | null {
    const { boxes, outcomes, closes } = this.scene.poll;
    switch (edition) {
      case 'as it was':
        return {};
      case 'other boxes':
        return { boxes: (boxes % 64) + 1 };
      case 'other outcomes':
        return {
          outcomes: [...outcomes.slice(0, 2), { id: 'talk', label: 'They talk', restsOn: [] }],
        };
      case 'later':
        return { closes: new Date(Date.parse(closes) + 20_000).toISOString() };
      case 'other words':
        return { question: 'What will they not do?' };
      case 'without it':
        return null;
    }
  }

  /** Editors act one after another. */
  #edit(work: () => Promise<unknown>): void {
    const before = this.#editing;
    const now = async () => {
      await before;
      await work().catch(() => undefined);
    };
    this.#editing = now();
  }

  #meanwhile(work: Promise<unknown>): void {
    this.#under.push(this.#noting(work));
  }

  /** Keeps what was found wrong for the end. */
  async #noting(work: Promise<unknown>): Promise<void> {
    await work.catch((fault: unknown) => this.#faults.push(fault));
  }

  /** A voter waits for one answer before the next vote. */
  #vote(voter: number, outcome: string | null): void {
    const before = this.#voting.get(voter) ?? Promise.resolve();
    this.#voting.set(
      voter,
      before.then(() => this.#noting(this.#voteNow(voter, outcome))),
    );
  }

  async #voteNow(voter: number, outcome: string | null): Promise<void> {
    const seen = this.scene.seen(voter % 2 === 0 ? 0 : this.#plan.lag);
    if (seen === null) return;
    const tooLate = this.#final;
    const inTime = this.scene.world.clock.now + START < Date.parse(seen.poll.closes);
    const teller = `box of ${voter}`;
    const told = this.#told.get(teller) ?? 0;
    const ballot = this.scene.ballot(voter, seen);
    const possible = this.#possible.get(voter) ?? new Set([null]);
    const answer: Result<unknown> | null =
      outcome === null
        ? await ballot.withdraw().catch(() => null)
        : await ballot.cast(outcome).catch(() => null);
    if (answer?.ok === true) {
      // Whose first attempt was lost may be told that what they hold already is what they hold.
      if (tooLate) expect([...possible], 'a vote after the final count').toContain(outcome);
      if (outcome !== null) {
        const { first, ballot: text } = answer.value as { first: boolean; ballot: string };
        if (first) expect([...possible], 'what a first ballot replaces').toContain(null);
        const { standings } = JSON.parse(text) as { standings: Standings | null };
        this.#heard(teller, told, standings);
      }
      if (!possible.has(outcome)) this.#changes.push(this.scene.world.clock.now);
      if (outcome !== null) this.#begun = true;
      this.#possible.set(voter, new Set([outcome]));
      return;
    }
    if (answer !== null && REFUSALS.has(answer.problem.tag)) {
      // It may have been let in just before the close, and be judged just after it.
      if (answer.problem.tag === 'poll-closed' && inTime) this.#begun = true;
      return;
    }
    this.#begun = true;
    this.#possible.set(voter, new Set([...possible, outcome]));
  }

  async #find(voter: number): Promise<void> {
    const teller = `box of ${voter}`;
    const told = this.#told.get(teller) ?? 0;
    const answer = await this.scene
      .ballot(voter)
      .find()
      .catch(() => null);
    if (answer?.ok === true) this.#heard(teller, told, answer.value.standings);
  }

  async #look(): Promise<void> {
    const told = this.#told.get('scoreboard') ?? 0;
    const answer = await this.scene.ask((board) => board.life(false)).catch(() => null);
    if (answer?.ok !== true) return;
    const { standings } = answer.value;
    this.#heard('scoreboard', told, standings);
    this.#concealed(standings);
    if (standings.final && this.#begun) this.#final = true;
  }

  async #watch(): Promise<void> {
    const answer = await this.scene.watch().catch(() => null);
    if (answer?.ok === true) this.#sockets.push(answer.value);
  }

  /** Versions only grow, whoever tells them. `before` was told when this was asked. */
  #heard(teller: string, before: number, standings: Standings | null): void {
    if (standings === null || !standings.revealed) return;
    expect(standings.version, `the version of the ${teller}`).toBeGreaterThanOrEqual(before);
    this.#told.set(teller, Math.max(standings.version, this.#told.get(teller) ?? 0));
  }

  /** What everyone may see tells nothing that is hidden. */
  #concealed({ state, revealed, total, version, outcomes }: Standings): void {
    const hidden = this.#plan.reveal !== 'always' && (state === 'open' || state === 'scheduled');
    expect(revealed).toBe(!hidden);
    if (!hidden) return;
    expect([total, version]).toEqual([null, 0]);
    for (const { count, share } of outcomes) expect([count, share]).toEqual([null, null]);
  }

  /** Reads the standings again and again, which are as old as they may be. */
  #read(): { stop: () => void } {
    const { clock } = this.scene.world;
    let going = true;
    const look = async (): Promise<void> => {
      const { now } = clock;
      const version = await this.scene.world.inside(
        'SCOREBOARD',
        this.scene.name,
        (board: Scoreboard) =>
          board.report(-1, { revision: 0, counts: [], integrity: NOTHING_DONE }).revision,
      );
      const due = this.#changes.filter((at) => at <= now - FRESH).length;
      expect(version, 'standings are too old').toBeGreaterThanOrEqual(due);
      if (going) clock.in(50, () => this.#under.push(look()));
    };
    this.#meanwhile(look());
    return { stop: () => (going = false) };
  }

  /** What must be so once the network, KV and all clocks are well again. */
  async conclude(): Promise<void> {
    const { scene } = this;
    const published = scene.seen();
    const known = await scene.board((board) => board.look());
    if (published === null) {
      expect(known, 'a poll that is not published any more').toBeNull();
      for (const [voter, possible] of this.#possible) {
        expect([...possible], `ballots of voter ${voter}`).toContain(null);
      }
      expect(await scene.ballots()).toEqual(new Map());
      return;
    }
    const { poll } = published;
    expect(known?.rules, 'what is counted by is what is published').toEqual(rulesOf(poll));

    const open = (await scene.board((board) => board.standings()))?.state === 'open';
    for (const voter of open ? PROBES : []) {
      const outcome = poll.outcomes[voter % poll.outcomes.length]?.id ?? '';
      const answer = await scene.vote(voter, outcome, published);
      expect(answer, 'a good vote at the end').toMatchObject({ ok: true });
      this.#possible.set(voter, new Set([outcome]));
      this.#begun = true;
    }
    if (!this.#begun) {
      const changed = await scene.until(scene.publish({ question: 'Who will?' }));
      expect(changed, 'nobody has voted: the poll may be changed').toMatchObject({ ok: true });
    }
    await scene.until(scene.ask((board) => board.close()));
    await scene.pass(30_000);
    await this.#count();
    const final = await this.#ending();
    await scene.pass(70_000); // whatever was late has come by then
    await this.#count();
    expect(await this.#ending(), 'after the final count').toEqual(final);
  }

  /** The final count is that of the ballots, and these are what was acknowledged. */
  async #count(): Promise<void> {
    const { scene } = this;
    const standings = await scene.standings();
    expect(standings).toMatchObject({ final: true, revealed: true });
    const ballots = await scene.ballots();
    const counted = Array.from(ballots.values());
    for (const { id, count } of standings.outcomes) {
      expect(count, `the count of ${id}`).toBe(counted.filter((outcome) => outcome === id).length);
    }
    expect(standings.total).toBe(counted.length);
    for (const [voter, possible] of this.#possible) {
      const held = ballots.get(await scene.receipt(voter)) ?? null;
      expect([...possible], `the ballot of voter ${voter}`).toContain(held);
      ballots.delete(await scene.receipt(voter));
    }
    expect(ballots, 'ballots of nobody').toEqual(new Map());
  }

  /** What readers see at the end, wherever they look: all the same. */
  async #ending(): Promise<unknown> {
    const { scene } = this;
    const { asOf: _, ...standings } = await scene.standings();
    const history = await scene.board((board) => board.history(false));
    const last = history?.snapshots.at(-1);
    expect(last ?? standings, 'the end of the history').toMatchObject({
      version: standings.version,
      total: standings.total,
    });
    const versions = history?.snapshots.map(({ version }) => version) ?? [];
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
    for (const socket of this.#sockets) this.#seenBy(socket, standings);
    const integrity = await scene.board((board) => board.integrity(false));
    const { accepted, withdrawn } = integrity ?? {};
    expect((accepted ?? 0) - (withdrawn ?? 0)).toBe(standings.total);
    return { standings, history, integrity };
  }

  /** A reader saw no secret, nothing twice, versions that grow and, if still there, the end. */
  #seenBy(socket: WireSocket, ending: Omit<Standings, 'asOf'>): void {
    const seen = socket.sent.map((text) => JSON.parse(text) as Standings);
    for (const standings of seen) this.#concealed(standings);
    const versions = seen.filter(({ revealed }) => revealed).map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    const texts = seen.map((standings) => JSON.stringify({ ...standings, asOf: undefined }));
    expect(
      texts.slice(1).every((text, i) => text !== texts[i]),
      'sent twice',
    ).toBe(true);
    if (socket.open) expect(texts.at(-1)).toBe(JSON.stringify(ending));
  }
}
