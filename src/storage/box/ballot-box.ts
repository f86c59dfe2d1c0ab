import { DurableObject } from 'cloudflare:workers';
import { boxOf } from '../../domain/box-of.ts';
import { stateAt, type Wish } from '../../domain/poll-rules.ts';
import { fail, ok, type Problem, type Result } from '../../domain/problem.ts';
import {
  addUp,
  type Ballot,
  isRevealed,
  type Standings,
  toStandings,
} from '../../domain/standings.ts';
import { type Remote, remote } from '../durable.ts';
import { ownName, readBoxName } from '../names.ts';
import type { BoxTally, Known, ScoreboardOfPoll } from '../protocol.ts';
import { within } from '../within.ts';
import { type Outside, Queue } from './admission.ts';
import { type Asked, Count, type Granted } from './count.ts';
import { GroupCommit } from './group-commit.ts';
import { Receipts } from './receipts.ts';
import { Reports } from './reports.ts';
import { BoxTables, type Membership } from './tables.ts';

/** How long the scoreboard may take to say what the poll is, and to let the box in: ms. */
const ANSWER_LIMIT = 3_000;

/** The answers to wishes that came together, each in its place. */
interface Answers {
  readonly results: readonly Result<Granted>[];
  /** What those who voted may see, once for all of them, as JSON. */
  readonly standings: string;
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
  readonly #poll: string;
  readonly #number: number;
  readonly #tables: BoxTables;
  readonly #count: Count;
  readonly #reports: Reports;
  readonly #queue: Queue<readonly Wish[]>;
  readonly #group: GroupCommit<Asked, Result<Granted>>;
  #membership: Membership | null;
  #receipts: Receipts | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { poll, number } = readBoxName(ownName(ctx));
    const { storage } = ctx;
    const tables = new BoxTables(storage);
    this.#poll = poll;
    this.#number = number;
    this.#tables = tables;
    this.#membership = tables.membership();
    this.#count = new Count({
      number,
      tables,
      abort: (reason) => ctx.abort(reason),
      changed: () => this.#reports.changed(),
    });
    this.#reports = new Reports({
      number,
      tables,
      storage,
      tally: () => this.#count.tally,
      written: () => this.#count.written(),
      scoreboard: () => this.#scoreboard(),
    });
    this.#queue = new Queue({
      look: () => this.#look(),
      wanted: (wishes, { rules, closed }) =>
        wishes.some(
          (wish) => wish.outcome !== null && this.#count.refusal(wish, rules, closed) === null,
        ),
      join: (known) => this.#join(known),
    });
    this.#group = new GroupCommit(
      (asked) => this.#count.commit(asked, this.#joined().rules),
      () => storage.sync(),
    );
  }

  /**
   * Casts, changes or withdraws ballots that arrived together; `null` where nobody has defined the
   * poll. Sending the same again changes nothing.
   */
  async cast(wishes: readonly Wish[]): Promise<Answers | null> {
    if (this.#membership === null) {
      const entered = await this.#queue.enter(wishes);
      if (entered !== 'joined') return this.#answerOutside(wishes, entered);
    }
    const receipts = this.#receiptsOf(this.#joined());
    const asked = wishes.map(async (wish) => {
      const receipt = await receipts.of(wish.voter);
      return { wish, receipt, outcome: wish.outcome };
    });
    const results = await this.#group.add(await Promise.all(asked));
    const standings = results.some(({ ok: granted }) => granted) ? await this.#revealed() : null;
    return { results, standings: JSON.stringify(standings) };
  }

  /** The voter's ballot, or `no-ballot`; `null` where nobody has defined the poll. */
  async find(voter: string): Promise<Result<Ballot> | null> {
    const rules = (this.#membership ?? (await this.#look()))?.rules;
    if (rules === undefined) return null;
    const { boxes } = rules;
    if (boxOf(voter, boxes) !== this.#number) return fail({ tag: 'poll-stale', boxes });
    // Looking joins nothing. A box that has not joined holds no ballots.
    if (this.#membership === null) return fail({ tag: 'no-ballot' });
    const receipt = await this.#receiptsOf(this.#membership).of(voter);
    const outcome = this.#tables.ballots.outcomeOf(receipt);
    if (outcome === null) return fail({ tag: 'no-ballot' });
    return ok({ outcome, receipt, standings: await this.#revealed() });
  }

  /**
   * Takes no more votes from now on and answers with the last tally; again changes nothing. It may
   * come while the box is joining: then its first ballots come too late.
   */
  close(at: number): BoxTally {
    this.#group.flush();
    this.#count.close(at);
    return this.#count.written();
  }

  /** Ballots in receipt order, at most `limit` of those after `after` (hexadecimal). */
  list(after: string, limit: number): { receipt: string; outcome: string }[] {
    return this.#tables.ballots.page(after, limit);
  }

  /** The outcome that a receipt (hexadecimal) holds here, if it is in this box. */
  listed(receipt: string): string | null {
    return this.#tables.ballots.outcomeOf(receipt);
  }

  override async alarm(): Promise<void> {
    if (this.#membership !== null) await this.#reports.alarm();
  }

  #scoreboard(): Remote<ScoreboardOfPoll> {
    return remote<ScoreboardOfPoll>(this.env.SCOREBOARD, this.#poll);
  }

  #look(): Promise<Known | null> {
    return within(ANSWER_LIMIT, this.#scoreboard().look());
  }

  async #join({ edition, key, rules }: Known): Promise<boolean> {
    const joined = await within(ANSWER_LIMIT, this.#scoreboard().join(this.#number, edition));
    if (joined) {
      this.#membership = { key, rules };
      this.#tables.join(this.#membership);
    }
    return joined;
  }

  #joined(): Membership {
    if (this.#membership === null) throw new Error('the box has not joined its poll');
    return this.#membership;
  }

  #receiptsOf({ key }: Membership): Receipts {
    this.#receipts ??= new Receipts(key);
    return this.#receipts;
  }

  /** Answers wishes of which the box takes none, so that it need not be in. */
  async #answerOutside(
    wishes: readonly Wish[],
    { known, keptOut }: Outside,
  ): Promise<Answers | null> {
    if (known === null) return null;
    const { key, rules, closed } = known;
    const stale: Problem = { tag: 'poll-stale', boxes: rules.boxes };
    const problems = wishes.map(
      (wish) =>
        this.#count.refusal(wish, rules, closed) ??
        (keptOut && wish.outcome !== null ? stale : null),
    );
    this.#count.refuse(problems);
    const receipts = new Receipts(key);
    const results = wishes.map(async ({ voter }, i): Promise<Result<Granted>> => {
      const problem = problems[i];
      // Taking back what is not there changes nothing.
      return problem ? fail(problem) : ok({ receipt: await receipts.of(voter), previous: null });
    });
    return { results: await Promise.all(results), standings: 'null' };
  }

  /** What someone who has voted may see: exact for this box, for the others about a second old. */
  async #revealed(): Promise<Standings | null> {
    const { rules } = this.#joined();
    const own = this.#count.closed === null ? stateAt(rules, Date.now()) : 'closed';
    if (!isRevealed(rules.reveal, own, true)) return null;
    await this.#reports.refresh();
    const { elsewhere } = this.#reports;
    const ended = elsewhere.state !== 'scheduled' && elsewhere.state !== 'open';
    const tally = addUp([elsewhere, this.#count.tally], rules.outcomes.length);
    const state = ended ? elsewhere.state : own;
    return toStandings(this.#poll, rules, state, tally, elsewhere.final, Date.now());
  }
}
