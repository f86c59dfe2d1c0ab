import { Connection, wire } from '../bench/client.ts';
import type { Poll } from '../bench/ballots.ts';
import { votersOf } from '../bench/voters.ts';

/** Of the requests, those of voters who come again: most change their ballot, some withdraw it. */
const AGAIN = 0.25;
const WITHDRAWALS = 0.25;

interface Voter {
  readonly token: string;
  /** What their row may hold: more than one thing after a request that got no answer. */
  possible: Set<string | null>;
}

/** What became of requests. Those that got no answer, or one that says nothing, are unknown. */
export interface Tally {
  attempted: number;
  acknowledged: number;
  refused: number;
  unknown: number;
}

/** Voters of one poll: what they sent, and what they were told. */
export class Crowd {
  readonly tally: Tally = { attempted: 0, acknowledged: 0, refused: 0, unknown: 0 };
  readonly #poll: Poll;
  readonly #round: number;
  readonly #all: Voter[] = [];
  readonly #idle: Voter[] = [];
  #new: string[] = [];
  #answered = 0;

  constructor(poll: Poll, round: number) {
    this.#poll = poll;
    this.#round = round;
  }

  get voters(): readonly {
    readonly token: string;
    readonly possible: ReadonlySet<string | null>;
  }[] {
    return this.#all;
  }

  /** When the last answer came: as `performance.now()` says it. */
  get answered(): number {
    return this.#answered;
  }

  /** Votes over some connections until they break or `enough` says so. */
  async vote(origin: URL, connections: number, enough: () => boolean): Promise<void> {
    if (this.#new.length === 0) this.#new = [...(await votersOf(this.#round, 1))];
    const one = async (): Promise<void> => {
      const connection = new Connection(origin);
      while (!enough() && (await this.#send(connection, origin)));
      connection.close();
    };
    await Promise.all(Array.from({ length: connections }, one));
  }

  /** One request; answers whether the connection still holds. */
  async #send(connection: Connection, origin: URL): Promise<boolean> {
    const voter = this.#next();
    if (voter === undefined) return false;
    const outcome = voter.possible.has(null) ? this.#outcome() : this.#change();
    this.tally.attempted += 1;
    const before = voter.possible;
    voter.possible = new Set([...before, outcome]);
    try {
      const status = await connection.send(this.#request(origin, voter.token, outcome));
      this.#answered = performance.now();
      if (status === 200 || status === 201 || status === 204) {
        this.tally.acknowledged += 1;
        voter.possible = new Set([outcome]);
      } else if (status === 409) {
        this.tally.refused += 1;
        voter.possible = before;
      } else if (status === 503) {
        this.tally.unknown += 1;
      } else {
        throw new Error(`a vote was answered ${status}`);
      }
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('a vote')) throw error;
      this.tally.unknown += 1;
      return false;
    } finally {
      this.#idle.push(voter);
    }
    return true;
  }

  /** Somebody of whom no request is under way. */
  #next(): Voter | undefined {
    if (this.#idle.length > 0 && Math.random() < AGAIN) {
      const [voter] = this.#idle.splice(Math.floor(Math.random() * this.#idle.length), 1);
      return voter;
    }
    const token = this.#new.pop();
    if (token === undefined) return this.#idle.shift();
    const voter = { token, possible: new Set([null]) };
    this.#all.push(voter);
    return voter;
  }

  #change = (): string | null => (Math.random() < WITHDRAWALS ? null : this.#outcome());

  #outcome(): string {
    const { outcomes } = this.#poll;
    return outcomes[Math.floor(Math.random() * outcomes.length)] ?? '';
  }

  #request(origin: URL, token: string, outcome: string | null): string {
    const path = `${this.#poll.path}/ballot`;
    const headers = { 'Standpoint-Voter': token };
    if (outcome === null) return wire(origin, 'DELETE', path, headers);
    const json = { ...headers, 'Content-Type': 'application/json' };
    return wire(origin, 'PUT', path, json, JSON.stringify({ outcome }));
  }
}
