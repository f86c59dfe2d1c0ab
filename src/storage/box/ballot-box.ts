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
import { type Remote, remote } from '../durable.ts';
import { ownName, readBoxName } from '../names.ts';
import { GroupCommit } from './group-commit.ts';
import { fromBase64Url, hmacKey, toHex } from '../../crypto.ts';
import type { BoxTally, ScoreboardOfPoll } from '../protocol.ts';

/** How often a box may report, and how old its knowledge of the other boxes may get: ms. */
const REPORT_EVERY = 1_000;
/** Bytes of a receipt: 128 bits, so that two voters never share one. */
const RECEIPT_BYTES = 16;
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
  readonly #poll: string;
  readonly #box: number;
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
  #alarmSet = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { poll, box } = readBoxName(ownName(ctx));
    this.#poll = poll;
    this.#box = box;
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
    wishes: readonly Wish[],
  ): Promise<{ readonly results: Result<Granted>[]; readonly standings: string }> {
    await this.#join();
    const changes = await Promise.all(wishes.map((wish) => this.#change(wish)));
    const results = await this.#group.add(changes);
    const standings = results.some(({ ok: granted }) => granted) ? await this.#revealed() : null;
    return { results, standings: JSON.stringify(standings) };
  }

  /** The voter's ballot, or `no-ballot`. */
  async find(voter: string): Promise<Result<Ballot>> {
    if (this.#membership === null) {
      // Looking must not fix the rules of a poll that nobody has voted in.
      const rules = await this.#scoreboard().fixedRules();
      if (rules === null) return fail({ tag: 'no-ballot' });
    }
    await this.#join();
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

  /** Ballots in receipt order, at most `limit` of those after `after` (hexadecimal). */
  list(after: string, limit: number): { receipt: string; outcome: string }[] {
    return this.#store.page(after, limit);
  }

  /** The outcome that a receipt (hexadecimal) holds here, if it is in this box. */
  listed(receipt: string): string | null {
    return this.#store.outcomeOf(receipt);
  }

  /** The durable half of reporting: whatever was committed is reported even after a crash. */
  override async alarm(): Promise<void> {
    this.#alarmSet = false;
    const early = this.#reportedAt + REPORT_EVERY > Date.now();
    if (!early) await this.#report().catch(() => undefined);
    if (this.#reported !== this.#tally) this.#setAlarm();
  }

  #scoreboard(): Remote<ScoreboardOfPoll> {
    return remote<ScoreboardOfPoll>(this.env.SCOREBOARD, this.#poll);
  }

  async #join(): Promise<void> {
    if (this.#membership !== null) return;
    const joined = await this.#scoreboard().join(this.#box);
    this.#store.join({ poll: this.#poll, box: this.#box, ...joined });
    this.#membership = this.#store.membership();
  }

  async #change({ voter, outcome }: Wish): Promise<Result<Change>> {
    const receipt = await this.#receipt(voter);
    return receipt.ok ? ok({ receipt: receipt.value, outcome }) : receipt;
  }

  /** Turns a voter's id into a receipt: HMAC(poll key, id), in hexadecimal. */
  async #receipt(voter: string): Promise<Result<string>> {
    const { key, rules } = this.#joined();
    // A Worker that has not yet seen the poll's settings would let a voter into a second box.
    if (boxOf(voter, rules.boxes) !== this.#box) return fail({ tag: 'poll-stale' });
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
    const { rules } = this.#joined();
    // Once it is closed nothing changes here any more; the scoreboard knows what became of the poll.
    if (this.#state() === 'closed') return this.#scoreboard().standings();
    if (Date.now() - this.#reportedAt >= REPORT_EVERY) {
      // If the scoreboard does not answer, the vote stands all the same and the alarm reports it.
      await this.#report().catch(() => undefined);
    }
    const tally = addUp([this.#others, this.#tally], rules.outcomes.length);
    return toStandings(this.#poll, rules, 'open', tally, false, Date.now());
  }

  /** Reports the tally, and learns the others'. One report is under way at a time. */
  #report(): Promise<void> {
    this.#reporting ??= this.#send().finally(() => {
      this.#reporting = null;
    });
    return this.#reporting;
  }

  async #send(): Promise<void> {
    const tally = this.#tally;
    const { revision, counts, integrity } = tally;
    const report = { revision, counts: [...counts], integrity: { ...integrity } };
    this.#others = await this.#scoreboard().report(this.#box, report);
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
