import { DurableObject } from 'cloudflare:workers';
import { fail, ok, type Problem, type Result } from '../../domain/problem.ts';
import {
  addUp,
  type Ballot,
  isRevealed,
  notOpen,
  type Standings,
  stateAt,
  type Tally,
  toStandings,
} from '../../domain/standings.ts';
import { BallotStore, type Change, type Membership } from './tables.ts';
import { boxOf } from '../../domain/box-of.ts';
import { remote } from '../durable.ts';
import { within } from '../within.ts';
import { GroupCommit } from './group-commit.ts';
import { fromBase64Url, hmacKey, toHex } from '../../crypto.ts';
import type { BoxTally, ScoreboardOfPoll } from '../protocol.ts';

/** How often a box may report, and how old its knowledge of the other boxes may get: ms. */
const REPORT_EVERY = 1_000;
/** How long a vote's answer waits for the other boxes' counts, and how long a report may take: ms. */
const OTHERS_LIMIT = 500;
const REPORT_LIMIT = 5_000;
/** Wishes that one box has in hand: what is more is refused before anything is done for it. */
const MOST_WISHES = 4_000;
/** Bytes of a receipt: 128 bits, so that two voters never share one. */
const RECEIPT_BYTES = 16;
/** Ballots that one call lists. */
const PAGE = 2_000;
const encoder = new TextEncoder();

/** One voter's wish: an outcome, or `null` to withdraw. `voter` is their random id in base64url. */
export interface Wish {
  readonly voter: string;
  readonly outcome: string | null;
}

/** A wish that was granted: the ballot's receipt, and the outcome it held before. */
interface Granted {
  readonly receipt: string;
  readonly previous: string | null;
}

/** What a box finds in its environment. */
interface Env {
  readonly SCOREBOARD: DurableObjectNamespace;
}

/**
 * Keeps a share of one poll's ballots, one row a voter, and reports its tally to the scoreboard.
 * It does not know who voters are: it stores a keyed hash of their id, which is also the receipt.
 */
export class BallotBox extends DurableObject<Env> {
  readonly #store: BallotStore;
  readonly #group = new GroupCommit<readonly Result<Change>[], Result<Granted>[]>(
    (calls) => {
      const answers = this.#commit(calls.flat());
      return calls.map(({ length }) => answers.splice(0, length));
    },
    () => this.ctx.storage.sync(),
  );
  #membership: Membership | null;
  #tally: BoxTally;
  #key: CryptoKey | null = null;
  /** What the other boxes held when the scoreboard last answered, and when that was. */
  #others: Tally;
  #reportedAt = 0;
  #reported: BoxTally | null = null;
  #reporting: Promise<void> | null = null;
  /** When the report that is under way was sent: epoch ms. */
  #askedAt = 0;
  #inHand = 0;
  #alarmSet = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new BallotStore(ctx.storage);
    this.#membership = this.#store.membership();
    this.#tally = this.#store.tally();
    this.#others = this.#store.others();
  }

  /**
   * Casts, changes or withdraws ballots that arrived together. Sending the same again changes nothing.
   * Answers each wish in its place, and once for all who voted with the standings they may see, as
   * JSON.
   */
  async cast(
    poll: string,
    box: number,
    wishes: readonly Wish[],
  ): Promise<{ readonly results: Result<Granted>[]; readonly standings: string }> {
    if (this.#inHand + wishes.length > MOST_WISHES) {
      return { results: wishes.map(() => fail({ tag: 'overloaded' })), standings: 'null' };
    }
    this.#inHand += wishes.length;
    try {
      await this.#join(poll, box);
      const changes = await Promise.all(wishes.map((wish) => this.#change(wish)));
      const results = await this.#group.add(changes);
      const standings = results.some(({ ok: granted }) => granted) ? await this.#revealed() : null;
      return { results, standings: JSON.stringify(standings) };
    } finally {
      this.#inHand -= wishes.length;
    }
  }

  /** The voter's ballot, or `no-ballot`. */
  async find(poll: string, box: number, voter: string): Promise<Result<Ballot>> {
    if (this.#membership === null) {
      // Looking must not fix the rules of a poll that nobody has voted in.
      const rules = await remote<ScoreboardOfPoll>(this.env.SCOREBOARD, poll).fixedRules();
      if (rules === null) return fail({ tag: 'no-ballot' });
    }
    await this.#join(poll, box);
    const receipt = await this.#receipt(voter);
    if (!receipt.ok) return receipt;
    const outcome = this.#store.outcomeOf(receipt.value);
    if (outcome === null) return fail({ tag: 'no-ballot' });
    return ok({ outcome, receipt: receipt.value, standings: await this.#revealed() });
  }

  /** Takes no more votes from now on and answers with the last tally; again changes nothing. */
  close(at: number): BoxTally {
    this.#group.flush();
    if (this.#membership !== null && !this.#membership.closed) {
      const rules = { ...this.#membership.rules, closes: at };
      this.#store.close(rules);
      this.#store.writeTally(this.#tally);
      this.#membership = { ...this.#membership, rules, closed: true };
    }
    return this.#tally;
  }

  /** Ballots in receipt order, those after `after` (hexadecimal); an empty page is the end. */
  list(after: string): { receipt: string; outcome: string }[] {
    return this.#store.page(after, PAGE);
  }

  /** The durable half of reporting: whatever was committed is reported even after a crash. */
  override async alarm(): Promise<void> {
    this.#alarmSet = false;
    const early = this.#reportedAt + REPORT_EVERY > Date.now();
    if (!early) await this.#report().catch(() => undefined);
    if (this.#reported !== this.#tally) this.#setAlarm();
  }

  async #join(poll: string, box: number): Promise<void> {
    if (this.#membership !== null) return;
    const joined = await remote<ScoreboardOfPoll>(this.env.SCOREBOARD, poll).join(poll, box);
    this.#store.join({ poll, box, ...joined });
    this.#membership = this.#store.membership();
  }

  async #change({ voter, outcome }: Wish): Promise<Result<Change>> {
    const receipt = await this.#receipt(voter);
    return receipt.ok ? ok({ receipt: receipt.value, outcome }) : receipt;
  }

  /** Turns a voter's id into a receipt: HMAC(poll key, id), in hexadecimal. */
  async #receipt(voter: string): Promise<Result<string>> {
    const { key, rules, box } = this.#joined();
    // A Worker that has not yet seen the poll's settings would let a voter into a second box.
    if (boxOf(voter, rules.boxes) !== box) return fail({ tag: 'poll-stale' });
    this.#key ??= await hmacKey(fromBase64Url(key));
    const mac = await crypto.subtle.sign('HMAC', this.#key, encoder.encode(voter));
    return ok(toHex(new Uint8Array(mac, 0, RECEIPT_BYTES)));
  }

  #joined(): Membership {
    if (this.#membership === null) throw new Error('the box has not joined its poll');
    return this.#membership;
  }

  /** Decides and writes a group. What is refused is counted, what is taken is committed at once. */
  #commit(changes: readonly Result<Change>[]): Result<Granted>[] {
    const { rules, closed } = this.#joined();
    const late: Problem | null = closed
      ? { tag: 'poll-closed', closes: new Date(rules.closes).toISOString() }
      : notOpen(rules, Date.now());
    const judged = changes.map((change): Result<Change> => {
      if (!change.ok) return change;
      if (late !== null) return fail(late);
      const { outcome } = change.value;
      if (outcome === null || rules.outcomes.includes(outcome)) return change;
      return fail({ tag: 'unknown-outcome', outcome, known: rules.outcomes });
    });
    const taken = judged.flatMap((change) => (change.ok ? [change.value] : []));
    const { tally, previous } = this.#write(taken, rules.outcomes);
    this.#tally = refuse(tally, judged);
    if (this.#reported !== this.#tally) this.#setAlarm();
    const before = previous.values();
    return judged.map((change) =>
      change.ok
        ? ok({ receipt: change.value.receipt, previous: before.next().value ?? null })
        : change,
    );
  }

  /** Writes a group whole or not at all: what cannot be written takes the box down before it commits. */
  #write(taken: readonly Change[], outcomes: readonly string[]) {
    try {
      return this.#store.commit(taken, this.#tally, outcomes);
    } catch (error) {
      this.ctx.abort('a group of ballots could not be written');
      throw error;
    }
  }

  /** Set in the same commit as the ballots, so that a crash after it cannot keep them unreported. */
  #setAlarm(): void {
    if (this.#alarmSet) return;
    this.#alarmSet = true;
    const at = Math.max(Date.now(), this.#reportedAt) + REPORT_EVERY;
    // Not awaited: the output gate holds the answer back until the alarm is durable too.
    void this.ctx.storage.setAlarm(at);
  }

  /** What someone who has voted may see. */
  async #revealed(): Promise<Standings | null> {
    const { reveal } = this.#joined().rules;
    return isRevealed(reveal, this.#state(), true) ? this.#standings() : null;
  }

  #state(): 'scheduled' | 'open' | 'closed' {
    const { rules, closed } = this.#joined();
    return closed ? 'closed' : stateAt(rules, Date.now());
  }

  /** Exact for this box; for the others as old as the last report, at most a second. */
  async #standings(): Promise<Standings> {
    const { poll, rules } = this.#joined();
    // Once it is closed nothing changes here any more; the scoreboard knows what became of the poll.
    const state = this.#state();
    if (state === 'closed') {
      const told = remote<ScoreboardOfPoll>(this.env.SCOREBOARD, poll).standings(poll);
      const standings = await within(OTHERS_LIMIT, told).catch(() => null);
      if (standings !== null) return standings;
    } else if (Date.now() - this.#reportedAt >= REPORT_EVERY) {
      // If the scoreboard does not answer soon, the vote stands all the same and the alarm reports it.
      const report = this.#report();
      const left = this.#askedAt + OTHERS_LIMIT - Date.now();
      if (left > 0) await within(left, report).catch(() => undefined);
    }
    const tally = addUp([this.#others, this.#tally], rules.outcomes.length);
    return toStandings(poll, rules, state, tally, false, Date.now());
  }

  /** Reports the tally, and learns the others'. One report is under way at a time. */
  #report(): Promise<void> {
    if (this.#reporting === null) {
      this.#askedAt = Date.now();
      this.#reporting = within(REPORT_LIMIT, this.#send()).finally(() => {
        this.#reporting = null;
      });
      this.#reporting.catch(() => undefined); // who does not wait for it does not hear of it either
    }
    return this.#reporting;
  }

  async #send(): Promise<void> {
    const { poll, box } = this.#joined();
    const tally = this.#tally;
    const { revision, counts, integrity } = tally;
    const report = { revision, counts: [...counts], integrity: { ...integrity } };
    this.#others = await remote<ScoreboardOfPoll>(this.env.SCOREBOARD, poll).report(box, report);
    this.#reported = tally;
    // Refusals wait for this write; and a box that wakes must not know less than it has told.
    this.#store.writeTally(this.#tally);
    this.#store.writeOthers(this.#others);
    this.#reportedAt = Date.now();
  }
}

/** The tally with refusals counted by their reason; the same object when there are none. */
function refuse(tally: BoxTally, judged: readonly Result<unknown>[]): BoxTally {
  const refused: Record<string, number> = { ...tally.integrity.refused };
  for (const change of judged) {
    if (!change.ok) refused[change.problem.tag] = (refused[change.problem.tag] ?? 0) + 1;
  }
  const any = judged.some((change) => !change.ok);
  return any ? { ...tally, integrity: { ...tally.integrity, refused } } : tally;
}
