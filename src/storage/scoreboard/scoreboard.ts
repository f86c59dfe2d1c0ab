import { findPoll } from '../../domain/article.ts';
import type { History } from '../../domain/history.ts';
import { type Integrity, sumIntegrity } from '../../domain/integrity.ts';
import {
  isFinal,
  type Life,
  mayResolve,
  mayUndo,
  type PollEvent,
  resolutionOf,
  stateOf,
} from '../../domain/poll-life.ts';
import { ok, type Result } from '../../domain/problem.ts';
import {
  addUp,
  conceal,
  isRevealed,
  type PollRules,
  rulesOf,
  type Standings,
  type Tally,
  toStandings,
} from '../../domain/standings.ts';
import { Durable } from '../durable.ts';
import { boxName, ownName } from '../names.ts';
import { toBase64Url } from '../../crypto.ts';
import { Live } from './sockets.ts';
import { readPublished } from '../published/published.ts';
import type { BoxOfPoll, BoxTally, Joined } from '../protocol.ts';
import { ScoreboardStore } from './tables.ts';

/** How long to wait before asking again the boxes that have not confirmed a close: ms. */
const RETRY_CLOSE = 2_000;

/** How often a poll's counts are added to its history while it runs: ms. */
const SNAPSHOT_EVERY = 1_000;
/** How far ahead an alarm is set: ms. Cloudflare takes none after the year 2189. */
const LONGEST_SLEEP = 30 * 24 * 60 * 60 * 1000;

/** What a scoreboard finds in its environment. */
interface Env {
  readonly POSITIONS: KVNamespace;
  readonly BALLOT_BOX: { getByName(name: string): BoxOfPoll };
}

/**
 * Adds up one poll's boxes and runs its life: open, closed, final, resolved. Boxes report absolute
 * tallies, so a report that is lost, repeated or late changes nothing. It never sees a voter.
 */
export class Scoreboard extends Durable<Env> {
  readonly #store: ScoreboardStore;
  readonly #state: DurableObjectState;
  readonly #env: Env;
  readonly #live: Live;
  readonly #poll: string;
  #snapshotAt = 0;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#env = env;
    this.#poll = ownName(state);
    this.#state = state;
    this.#store = new ScoreboardStore(state.storage);
    this.#live = new Live(state, (entitled) => this.#seenBy(entitled));
  }

  /** Lets a box in. The poll's rules and its key are fixed when the first box joins. */
  async join(box: number): Promise<Joined> {
    const { key, rules } = await this.#fix();
    const closed = this.#isClosed();
    this.#store.join(box, closed);
    return { key, rules, closed };
  }

  /** Takes a box's absolute tally; answers with what the other boxes hold. */
  report(box: number, tally: BoxTally): Tally {
    if (this.#store.report(box, tally)) this.#changed();
    return this.#sum(box);
  }

  /** The standings that everyone may see. */
  async standings(): Promise<Standings> {
    const rules = await this.#rules();
    return this.#visible(this.#toStandings(rules), rules);
  }

  /** The standings that everyone may see, how the poll ended, and what happened to it. */
  async life(): Promise<Life> {
    const standings = await this.standings();
    const log = this.#store.events();
    return { standings, resolution: resolutionOf(log), log };
  }

  /** How the counts moved; `entitled` readers see it whatever the poll reveals to others. */
  async history(entitled: boolean): Promise<History> {
    const { outcomes } = await this.#rules();
    const { revealed } = await this.standings();
    const snapshots = revealed || entitled ? this.#store.history() : [];
    return { poll: this.#poll, outcomes, snapshots };
  }

  integrity(): Integrity {
    return sumIntegrity(this.#store.tallies().map(({ integrity }) => integrity));
  }

  /** The boxes that have joined: those that hold ballots. */
  boxes(): number[] {
    return this.#store.boxes();
  }

  /** The rules once they are fixed. */
  fixedRules(): PollRules | null {
    return this.#store.fixed()?.rules ?? null;
  }

  /** Closes the poll now, whatever its times say; once closed it stays so. */
  async close(): Promise<Standings> {
    await this.#fix();
    await this.#closeAt(Date.now());
    return this.standings();
  }

  /** Says how a closed poll ended: with an outcome, or with none (void). */
  async resolve(outcome: string | null, evidence: string): Promise<Result<Life>> {
    const { rules } = await this.#fix();
    await this.#advance();
    const may = mayResolve(rules, this.#stateAt(rules), outcome);
    if (!may.ok) return may;
    const at = Date.now();
    this.#log(
      outcome === null
        ? { at, event: 'voided', evidence }
        : { at, event: 'resolved', outcome, evidence },
    );
    return ok(await this.life());
  }

  /** Takes a resolution back; the log keeps both. */
  async undo(): Promise<Result<Life>> {
    const { rules } = await this.#fix();
    const may = mayUndo(this.#stateAt(rules));
    if (!may.ok) return may;
    this.#log({ at: Date.now(), event: 'undone' });
    return ok(await this.life());
  }

  /** Opens a reader's socket; anything else is a call of one of the methods above. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('Upgrade') !== 'websocket') return super.fetch(request);
    const { searchParams } = new URL(request.url);
    await this.#fix();
    const response = this.#live.accept(searchParams.has('entitled'));
    return response ?? new Response(null, { status: 503 });
  }

  /** Closes the poll when its time has come and finishes a close that was cut short. */
  async alarm(): Promise<void> {
    await this.#advance();
  }

  /** Answers a reader's close: until then their socket takes one of the places there are. */
  webSocketClose(socket: WebSocket): void {
    socket.close();
  }

  async #advance(): Promise<void> {
    const fixed = this.#store.fixed();
    if (fixed === null) return;
    if (this.#isClosed() || Date.now() >= fixed.rules.closes) {
      await this.#closeAt(fixed.rules.closes);
      return;
    }
    this.#live.changed();
    await this.#state.storage.setAlarm(nextLook(fixed.rules, Date.now()));
  }

  /** Closes every box; what does not confirm is asked again by the alarm. Again changes nothing. */
  async #closeAt(time: number): Promise<void> {
    const fixed = this.#store.fixed();
    if (fixed === null || isFinal(this.#store.events())) return;
    if (!this.#isClosed()) this.#log({ at: time, event: 'closed' });
    const at = this.#store.events().find(({ event }) => event === 'closed')?.at ?? time;
    // Set before anything is awaited: if this object dies half-way, the alarm goes on.
    void this.#state.storage.setAlarm(Date.now() + RETRY_CLOSE);
    await Promise.allSettled(
      this.#store.unconfirmed().map(async (box) => {
        const tally = await this.#env.BALLOT_BOX.getByName(boxName(this.#poll, box)).close(at);
        this.#store.report(box, tally);
        this.#store.confirmClose(box);
      }),
    );
    if (this.#store.unconfirmed().length > 0 || isFinal(this.#store.events())) return;
    this.#log({ at: Date.now(), event: 'final' });
    await this.#state.storage.deleteAlarm();
  }

  /** Logs an event. Nobody asks twice for one: each is guarded by the state it leads from. */
  #log(event: PollEvent): void {
    this.#store.log(event);
    this.#changed();
  }

  #changed(): void {
    const now = Date.now();
    if (this.#isClosed() || now - this.#snapshotAt >= SNAPSHOT_EVERY) {
      this.#snapshotAt = now;
      const { revision, counts } = this.#sum();
      this.#store.snapshot(now, revision, counts);
    }
    this.#live.changed();
  }

  /** The boxes' sum; an event of the poll's life counts as a change of its version. */
  #sum(except?: number): Tally {
    const outcomes = this.#store.fixed()?.rules.outcomes.length ?? 0;
    const life = { revision: this.#store.events().length, counts: [] };
    return addUp([life, ...this.#store.tallies(except)], outcomes);
  }

  #isClosed(): boolean {
    return this.#store.events().some(({ event }) => event === 'closed');
  }

  #stateAt(rules: PollRules) {
    return stateOf(rules, this.#store.events(), Date.now());
  }

  #toStandings(rules: PollRules): Standings {
    const final = isFinal(this.#store.events());
    return toStandings(this.#poll, rules, this.#stateAt(rules), this.#sum(), final, Date.now());
  }

  #visible(standings: Standings, rules: PollRules): Standings {
    return isRevealed(rules.reveal, standings.state, false) ? standings : conceal(standings);
  }

  /** What a reader's socket is sent. */
  #seenBy(entitled: boolean): Standings {
    const fixed = this.#store.fixed();
    if (fixed === null) throw new Error('a poll is fixed before its standings are sent');
    const standings = this.#toStandings(fixed.rules);
    return entitled ? standings : this.#visible(standings, fixed.rules);
  }

  /** Fixes the rules and the key, and sets the clock that opens and closes the poll. */
  async #fix(): Promise<{ key: string; rules: PollRules }> {
    const fixed = this.#store.fixed();
    if (fixed !== null) return fixed;
    const rules = await this.#rules();
    const key = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
    const offer = this.#store.fix({ poll: this.#poll, key, rules });
    await this.#state.storage.setAlarm(nextLook(offer.rules, Date.now()));
    return offer;
  }

  /** The rules that were fixed, or while no box has joined those of the published article. */
  async #rules(): Promise<PollRules> {
    const fixed = this.#store.fixed();
    if (fixed !== null) return fixed.rules;
    const [article = '', poll = ''] = this.#poll.split('/');
    const stored = await readPublished(this.#env.POSITIONS, article);
    const definition = stored && findPoll(stored.published().article, poll);
    if (!definition) throw new Error(`no published poll is called ${this.#poll}`);
    return rulesOf(definition);
  }
}

/** When to look at the clock again: epoch ms. */
const nextLook = ({ opens, closes }: PollRules, now: number): number =>
  Math.min(opens !== null && now < opens ? opens : closes, now + LONGEST_SLEEP);
