import { closedAt } from '../../domain/poll-life.ts';
import { type Definition, type PollRules, sameDefinition } from '../../domain/poll-rules.ts';
import { toBase64Url } from '../../crypto.ts';
import type { Known, Reception } from '../protocol.ts';
import type { Poll } from './poll-table.ts';
import type { ScoreboardTables } from './tables.ts';

/** A poll that what is published has. */
export type DefinedPoll = Poll & { readonly rules: PollRules };

const isDefined = (poll: Poll | null): poll is DefinedPoll => poll !== null && poll.rules !== null;

/**
 * What the poll is, and who may change that. It may be defined anew until a box joins with the first
 * ballot to be accepted. A publication first proposes to all the polls it changes, and each holds
 * still until it is settled: so none begins by rules that are then not published.
 */
export class Defining {
  readonly #tables: ScoreboardTables;

  constructor(tables: ScoreboardTables) {
    this.#tables = tables;
  }

  /** The poll while it is defined. */
  get poll(): DefinedPoll | null {
    const { poll } = this.#tables.polls;
    return isDefined(poll) ? poll : null;
  }

  look(): Known | null {
    const { poll } = this;
    if (poll === null) return null;
    const { edition, key, rules } = poll;
    return { edition, key, rules, closed: closedAt(this.#tables.events) };
  }

  /** Lets a box in by the edition it has looked at, unless the poll is closed or held still. */
  join(box: number, edition: number): boolean {
    const { poll } = this;
    if (poll === null || poll.edition !== edition) return false;
    if (closedAt(this.#tables.events) !== null || !this.#tables.polls.proposal().settled)
      return false;
    this.begin(poll);
    this.#tables.boxes.join(box);
    return true;
  }

  /** From now on the definition stands. */
  begin(poll: DefinedPoll): void {
    if (!poll.begun) this.#tables.polls.write({ ...poll, begun: true });
  }

  propose(publication: number, definition: Definition | null): Reception {
    const { poll } = this.#tables.polls;
    const { publication: last, settled } = this.#tables.polls.proposal();
    // Late, or once more: what it belongs to is over.
    if (publication < last || (publication === last && settled)) return 'same';
    const same = poll !== null && isSame(poll, definition);
    if (same && poll.wording === (definition?.wording ?? poll.wording)) return 'same';
    if (!same && poll?.begun === true) return 'begun';
    this.#tables.polls.writeProposal({ publication, definition, settled: false });
    return 'held';
  }

  /** Ends a proposal; answers whether the poll is another one now. */
  settle(publication: number, take: boolean): boolean {
    const { publication: last, definition, settled } = this.#tables.polls.proposal();
    if (publication < last) return false;
    this.#tables.polls.writeProposal({ publication, definition, settled: true });
    if (!take || settled || publication !== last) return false;
    this.#define(definition);
    return true;
  }

  /** Takes a definition where nobody has ever given one. */
  introduce(definition: Definition): boolean {
    if (this.#tables.polls.poll !== null || !this.#tables.polls.proposal().settled) return false;
    this.#define(definition);
    return true;
  }

  #define(definition: Definition | null): void {
    const { polls, events } = this.#tables;
    const { poll } = polls;
    const { rules = null, wording = '' } = definition ?? {};
    if (poll === null) {
      const key = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
      polls.write({ key, rules, wording, edition: 1, version: 0, begun: false });
    } else if (isSame(poll, definition)) {
      polls.write({ ...poll, wording });
    } else {
      const edition = poll.edition + 1;
      // What has happened to a poll that nobody has begun did so by its times alone: it begins anew.
      const version = poll.version + 1 + (poll.begun ? 0 : events.length);
      if (!poll.begun) this.#tables.forgetLife();
      polls.write({ ...poll, rules, wording, edition, version });
    }
  }
}

const isSame = (poll: Poll, definition: Definition | null): boolean =>
  isDefined(poll) && definition !== null
    ? sameDefinition(poll, definition)
    : poll.rules === null && definition === null;
