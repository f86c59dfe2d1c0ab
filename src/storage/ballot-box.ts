import { DurableObject } from 'cloudflare:workers';
import { fail, ok, type Problem, type Result } from '../domain/problem.ts';
import {
  addUp,
  type PollRules,
  type Standings,
  stateAt,
  type Tally,
  toStandings,
} from '../domain/standings.ts';
import { BallotStore, type Membership } from './ballot-store.ts';
import { remote } from './durable.ts';
import type { Env } from './env.ts';
import { fromBase64Url, hmacKey, toHex } from './keys.ts';
import type { Scoreboard } from './scoreboard.ts';

/** How old the scoreboard's knowledge of a box may get, and how often a box may report: ms. */
const REPORT_EVERY = 1_000;
/** Bytes of a receipt: 128 bits, so that two voters never share one. */
const RECEIPT_BYTES = 16;

/** A voter's current choice. `standings` counts it, and is at most a second old for the rest. */
export interface Ballot {
  readonly outcome: string;
  readonly receipt: string;
  readonly standings: Standings;
}
/** `first` tells a voter's first ballot from a change of it. */
export type CastBallot = Ballot & { readonly first: boolean };

/**
 * Keeps a share of one poll's ballots, one row a voter, and reports its tally to the scoreboard.
 * It does not know who voters are: it stores a keyed hash of their id, which is also the receipt.
 */
export class BallotBox extends DurableObject<Env> {
  readonly #store: BallotStore;
  #membership: Membership | null;
  #key: Promise<CryptoKey> | null = null;
  #others: Tally = { revision: 0, counts: [] };
  #reportedRevision = -1;
  #reportedAt = 0;
  #alarmSet = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new BallotStore(ctx.storage);
    this.#membership = this.#store.membership();
  }

  /** Casts or changes a ballot. Sending the same again changes nothing. */
  async cast(
    poll: string,
    box: number,
    voter: string,
    outcome: string,
  ): Promise<Result<CastBallot>> {
    const { rules } = await this.#join(poll, box);
    const receipt = await this.#receipt(voter);
    const closed = notOpen(rules, Date.now());
    if (closed !== null) return fail(closed);
    if (!rules.outcomes.includes(outcome)) {
      return fail({ tag: 'unknown-outcome', outcome, known: rules.outcomes });
    }
    const first = this.#store.outcomeOf(receipt) === null;
    this.#commit(receipt, outcome);
    return ok({ outcome, receipt: toHex(receipt), standings: this.#standings(), first });
  }

  /** The voter's ballot, or `no-ballot`. */
  async find(poll: string, box: number, voter: string): Promise<Result<Ballot>> {
    await this.#join(poll, box);
    const receipt = await this.#receipt(voter);
    const outcome = this.#store.outcomeOf(receipt);
    if (outcome === null) return fail({ tag: 'no-ballot' });
    return ok({ outcome, receipt: toHex(receipt), standings: this.#standings() });
  }

  /** Takes a ballot back. Withdrawing what is not there changes nothing. */
  async withdraw(poll: string, box: number, voter: string): Promise<Result<null>> {
    const { rules } = await this.#join(poll, box);
    const receipt = await this.#receipt(voter);
    const closed = notOpen(rules, Date.now());
    if (closed !== null) return fail(closed);
    this.#commit(receipt, null);
    return ok(null);
  }

  /** The durable half of reporting: whatever was committed is reported even after a crash. */
  override async alarm(): Promise<void> {
    this.#alarmSet = false;
    try {
      await this.#report();
    } catch {
      this.#alarmSet = true;
      await this.ctx.storage.setAlarm(Date.now() + REPORT_EVERY);
    }
  }

  async #join(poll: string, box: number): Promise<Membership> {
    if (this.#membership === null) {
      const joined = await remote<Scoreboard>(this.env.SCOREBOARD, poll).join(poll, box);
      this.#store.join({ poll, box, ...joined });
      this.#membership = this.#store.membership();
    }
    if (this.#membership === null) throw new Error('the box did not keep its membership');
    return this.#membership;
  }

  async #receipt(voter: string): Promise<Uint8Array> {
    const { key } = this.#membership ?? {};
    if (key === undefined) throw new Error('a receipt needs the poll key');
    this.#key ??= hmacKey(fromBase64Url(key));
    const mac = await crypto.subtle.sign('HMAC', await this.#key, fromBase64Url(voter));
    return new Uint8Array(mac, 0, RECEIPT_BYTES);
  }

  /**
   * Sets a voter's choice, and with it, in the same commit, the alarm that reports the change. After
   * a quiet second it also reports at once.
   */
  #commit(receipt: Uint8Array, outcome: string | null): void {
    if (this.#membership === null) throw new Error('a ballot needs the poll’s outcomes');
    const { revision } = this.#store.set(receipt, outcome, this.#membership.rules.outcomes);
    if (revision === this.#reportedRevision) return;
    const now = Date.now();
    if (!this.#alarmSet) {
      this.#alarmSet = true;
      // Not awaited: the output gate holds the answer back until the alarm is durable too.
      void this.ctx.storage.setAlarm(now + REPORT_EVERY);
    }
    if (now - this.#reportedAt >= REPORT_EVERY) {
      this.#reportedAt = now;
      // A report that fails here is made again by the alarm.
      this.ctx.waitUntil(this.#report().catch(() => undefined));
    }
  }

  async #report(): Promise<void> {
    if (this.#membership === null) return;
    const { poll, box } = this.#membership;
    const { revision, counts } = this.#store.tally();
    if (revision === this.#reportedRevision) return;
    this.#others = await remote<Scoreboard>(this.env.SCOREBOARD, poll).report(box, revision, [
      ...counts,
    ]);
    this.#reportedRevision = revision;
    this.#reportedAt = Date.now();
  }

  #standings(): Standings {
    if (this.#membership === null) throw new Error('standings need the poll’s rules');
    const { poll, rules } = this.#membership;
    const tally = addUp([this.#others, this.#store.tally()], rules.outcomes.length);
    return toStandings(poll, rules, tally, Date.now());
  }
}

function notOpen(rules: PollRules, now: number): Problem | null {
  const state = stateAt(rules, now);
  if (state === 'open') return null;
  return state === 'scheduled'
    ? { tag: 'poll-not-open', opens: new Date(rules.opens ?? 0).toISOString() }
    : { tag: 'poll-closed', closes: new Date(rules.closes).toISOString() };
}
