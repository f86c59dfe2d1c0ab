import { DurableObject } from 'cloudflare:workers';
import { fail, ok, type Problem, type Result } from '../domain/problem.ts';
import {
  addUp,
  type Ballot,
  isRevealed,
  notOpen,
  type Standings,
  stateAt,
  type Tally,
  toStandings,
} from '../domain/standings.ts';
import { BallotStore, type BoxTally, type Change, type Membership } from './ballot-store.ts';
import { boxOf } from './boxes.ts';
import { remote } from './durable.ts';
import type { Env } from './env.ts';
import { GroupCommit } from './group-commit.ts';
import { fromBase64Url, hmacKey, toHex } from './keys.ts';
import type { Scoreboard } from './scoreboard.ts';

/** How often a box may report, and how old its knowledge of the other boxes may get: ms. */
const REPORT_EVERY = 1_000;
/** Bytes of a receipt: 128 bits, so that two voters never share one. */
const RECEIPT_BYTES = 16;
/** Ballots that one call lists. */
const PAGE = 2_000;

/** A ballot as JSON, ready to send, and whether it is the voter's first and not a change of it. */
interface CastBallot {
  readonly ballot: string;
  readonly first: boolean;
}

/**
 * Keeps a share of one poll's ballots, one row a voter, and reports its tally to the scoreboard.
 * It does not know who voters are: it stores a keyed hash of their id, which is also the receipt.
 */
export class BallotBox extends DurableObject<Env> {
  readonly #store: BallotStore;
  readonly #group = new GroupCommit<Change, Result<string | null>>((changes) =>
    this.#commit(changes),
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
    this.#store = new BallotStore(ctx.storage);
    this.#membership = this.#store.membership();
    this.#tally = this.#store.tally();
    this.#others = this.#store.others();
  }

  /** Casts or changes a ballot. Sending the same again changes nothing. */
  async cast(
    poll: string,
    box: number,
    voter: string,
    outcome: string,
  ): Promise<Result<CastBallot>> {
    const found = await this.#voter(poll, box, voter);
    if (!found.ok) return found;
    const receipt = found.value;
    const previous = await this.#group.add({ receipt, outcome });
    if (!previous.ok) return previous;
    const ballot = JSON.stringify(await this.#ballot(receipt, outcome));
    return ok({ ballot, first: previous.value === null });
  }

  /** The voter's ballot, or `no-ballot`. */
  async find(poll: string, box: number, voter: string): Promise<Result<Ballot>> {
    if (this.#membership === null) {
      // Looking must not fix the rules of a poll that nobody has voted in.
      const rules = await remote<Scoreboard>(this.env.SCOREBOARD, poll).fixedRules();
      if (rules === null) return fail({ tag: 'no-ballot' });
    }
    const found = await this.#voter(poll, box, voter);
    if (!found.ok) return found;
    const outcome = this.#store.outcomeOf(found.value);
    return outcome === null
      ? fail({ tag: 'no-ballot' })
      : ok(await this.#ballot(found.value, outcome));
  }

  /** Takes a ballot back. Withdrawing what is not there changes nothing. */
  async withdraw(poll: string, box: number, voter: string): Promise<Result<null>> {
    const found = await this.#voter(poll, box, voter);
    if (!found.ok) return found;
    const previous = await this.#group.add({ receipt: found.value, outcome: null });
    return previous.ok ? ok(null) : previous;
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

  /** Joins the poll if need be, and turns the voter's id into a receipt: HMAC(poll key, id). */
  async #voter(poll: string, box: number, voter: string): Promise<Result<Uint8Array>> {
    if (this.#membership === null) {
      const joined = await remote<Scoreboard>(this.env.SCOREBOARD, poll).join(poll, box);
      this.#store.join({ poll, box, ...joined });
      this.#membership = this.#store.membership();
    }
    const { key, rules } = this.#joined();
    // A Worker that has not yet seen the poll's settings would let a voter into a second box.
    if (boxOf(voter, rules.boxes) !== box) return fail({ tag: 'poll-stale' });
    this.#key ??= await hmacKey(fromBase64Url(key));
    const mac = await crypto.subtle.sign('HMAC', this.#key, fromBase64Url(voter));
    return ok(new Uint8Array(mac, 0, RECEIPT_BYTES));
  }

  #joined(): Membership {
    if (this.#membership === null) throw new Error('the box has not joined its poll');
    return this.#membership;
  }

  /** Decides and writes a group. What is refused is counted, what is taken is committed at once. */
  #commit(changes: readonly Change[]): Result<string | null>[] {
    const { rules, closed } = this.#joined();
    const late: Problem | null = closed
      ? { tag: 'poll-closed', closes: new Date(rules.closes).toISOString() }
      : notOpen(rules, Date.now());
    const refusals = changes.map(({ outcome }): Problem | null => {
      if (late !== null || outcome === null || rules.outcomes.includes(outcome)) return late;
      return { tag: 'unknown-outcome', outcome, known: rules.outcomes };
    });
    const taken = changes.filter((_, i) => refusals[i] === null);
    const { tally, previous } = this.#store.commit(taken, this.#tally, rules.outcomes);
    this.#tally = refuse(tally, refusals);
    if (this.#reported !== this.#tally) this.#setAlarm();
    let next = 0;
    return refusals.map((problem) => {
      if (problem !== null) return fail(problem);
      next += 1;
      return ok(previous[next - 1] ?? null);
    });
  }

  /** Set in the same commit as the ballots, so that a crash after it cannot keep them unreported. */
  #setAlarm(): void {
    if (this.#alarmSet) return;
    this.#alarmSet = true;
    const at = Math.max(Date.now(), this.#reportedAt) + REPORT_EVERY;
    // Not awaited: the output gate holds the answer back until the alarm is durable too.
    void this.ctx.storage.setAlarm(at);
  }

  async #ballot(receipt: Uint8Array, outcome: string): Promise<Ballot> {
    const { rules } = this.#joined();
    const revealed = isRevealed(rules.reveal, this.#state(), true);
    const standings = revealed ? await this.#standings() : null;
    return { outcome, receipt: toHex(receipt), standings };
  }

  #state(): 'scheduled' | 'open' | 'closed' {
    const { rules, closed } = this.#joined();
    return closed ? 'closed' : stateAt(rules, Date.now());
  }

  /** Exact for this box; for the others as old as the last report, at most a second. */
  async #standings(): Promise<Standings> {
    const { poll, rules } = this.#joined();
    // Once it is closed nothing changes here any more; the scoreboard knows what became of the poll.
    if (this.#state() === 'closed')
      return remote<Scoreboard>(this.env.SCOREBOARD, poll).standings(poll);
    if (Date.now() - this.#reportedAt >= REPORT_EVERY) {
      // If the scoreboard does not answer, the vote stands all the same and the alarm reports it.
      await this.#report().catch(() => undefined);
    }
    const tally = addUp([this.#others, this.#tally], rules.outcomes.length);
    return toStandings(poll, rules, 'open', tally, false, Date.now());
  }

  /** Reports the tally, and learns the others'. One report is under way at a time. */
  #report(): Promise<void> {
    this.#reporting ??= this.#send().finally(() => {
      this.#reporting = null;
    });
    return this.#reporting;
  }

  async #send(): Promise<void> {
    const { poll, box } = this.#joined();
    const tally = this.#tally;
    const { revision, counts, integrity } = tally;
    const report = { revision, counts: [...counts], integrity: { ...integrity } };
    this.#others = await remote<Scoreboard>(this.env.SCOREBOARD, poll).report(box, report);
    this.#reported = tally;
    // Refusals wait for this write; and a box that wakes must not know less than it has told.
    this.#store.writeTally(this.#tally);
    this.#store.writeOthers(this.#others);
    this.#reportedAt = Date.now();
  }
}

/** The tally with refusals counted by their reason; the same object when there are none. */
function refuse(tally: BoxTally, refusals: readonly (Problem | null)[]): BoxTally {
  const refused: Record<string, number> = { ...tally.integrity.refused };
  for (const problem of refusals) {
    if (problem !== null) refused[problem.tag] = (refused[problem.tag] ?? 0) + 1;
  }
  const any = refusals.some((problem) => problem !== null);
  return any ? { ...tally, integrity: { ...tally.integrity, refused } } : tally;
}
