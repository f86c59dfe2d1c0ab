import type { History } from '../../domain/history.ts';
import { concealIntegrity, type ShownIntegrity, sumIntegrity } from '../../domain/integrity.ts';
import { isFinal, type Life, resolutionOf, stateOf } from '../../domain/poll-life.ts';
import {
  addUp,
  conceal,
  isRevealed,
  type PollState,
  type Standings,
  type Tally,
  toStandings,
} from '../../domain/standings.ts';
import type { Elsewhere } from '../protocol.ts';
import type { DefinedPoll, Defining } from './defining.ts';
import type { ScoreboardTables } from './tables.ts';

/**
 * What a scoreboard tells of its poll, to readers as far as it is revealed to them: who is `entitled`
 * has voted. All is `null` while the poll is not defined.
 */
export class View {
  readonly #name: string;
  readonly #tables: ScoreboardTables;
  readonly #defining: Defining;

  constructor(name: string, tables: ScoreboardTables, defining: Defining) {
    this.#name = name;
    this.#tables = tables;
    this.#defining = defining;
  }

  stateOf({ rules }: DefinedPoll): PollState {
    return stateOf(rules, this.#tables.events, Date.now());
  }

  standings(entitled: boolean): Standings | null {
    const { poll } = this.#defining;
    if (poll === null) return null;
    const state = this.stateOf(poll);
    const final = isFinal(this.#tables.events);
    const now = Date.now();
    const standings = toStandings(this.#name, poll.rules, state, this.#sum(), final, now);
    return this.#isRevealed(poll, entitled) ? standings : conceal(standings);
  }

  life(entitled: boolean): Life | null {
    const standings = this.standings(entitled);
    if (standings === null) return null;
    this.takeSnapshot();
    const { events: log, history } = this.#tables;
    const firstVote = standings.revealed ? history.firstVote() : null;
    return { standings, resolution: resolutionOf(log), log, firstVote };
  }

  history(entitled: boolean): History | null {
    const { poll } = this.#defining;
    if (poll === null) return null;
    const { outcomes } = poll.rules;
    if (!this.#isRevealed(poll, entitled)) return { poll: this.#name, outcomes, snapshots: [] };
    // A change that the next tick would take is part of it: it ends where the standings end.
    this.takeSnapshot();
    return { poll: this.#name, outcomes, snapshots: this.#tables.history.all() };
  }

  takeSnapshot(): void {
    if (this.#defining.poll !== null) this.#tables.history.take(Date.now(), this.#sum());
  }

  integrity(entitled: boolean): ShownIntegrity | null {
    const { poll } = this.#defining;
    if (poll === null) return null;
    const boxes = Array.from(this.#tables.boxes.all().values());
    const integrity = sumIntegrity(boxes.map(({ tally }) => tally.integrity));
    return this.#isRevealed(poll, entitled) ? integrity : concealIntegrity(integrity);
  }

  /** What a box does not know by itself. */
  elsewhere(box: number): Elsewhere {
    const { poll } = this.#defining;
    const state = poll === null ? 'closed' : this.stateOf(poll);
    return { ...this.#sum(box), state, final: isFinal(this.#tables.events) };
  }

  #isRevealed(poll: DefinedPoll, entitled: boolean): boolean {
    return isRevealed(poll.rules.reveal, this.stateOf(poll), entitled);
  }

  /** The boxes' sum; an event of the poll's life counts as a change of its version. */
  #sum(except?: number): Tally {
    const { polls, events, boxes } = this.#tables;
    const life = { revision: (polls.poll?.version ?? 0) + events.length, counts: [] };
    const others = Array.from(boxes.all()).filter(([box]) => box !== except);
    const outcomes = polls.poll?.rules?.outcomes.length ?? 0;
    return addUp([life, ...others.map(([, { tally }]) => tally)], outcomes);
  }
}
