import { findPoll } from '../domain/article.ts';
import {
  addUp,
  type PollRules,
  type Standings,
  type Tally,
  toStandings,
} from '../domain/standings.ts';
import { Durable } from './durable.ts';
import type { Env } from './env.ts';
import { toBase64Url } from './keys.ts';
import { readPublished } from './published.ts';
import { ScoreboardStore } from './scoreboard-store.ts';

/** What a box learns when it joins: the poll's secret (base64url) and its rules. */
export interface Joined {
  readonly key: string;
  readonly rules: PollRules;
}

/**
 * Adds up one poll's boxes. Boxes report absolute tallies, so a report that is lost, repeated or
 * late changes nothing. It never sees a voter.
 */
export class Scoreboard extends Durable {
  readonly #store: ScoreboardStore;
  readonly #env: Env;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    this.#env = env;
    this.#store = new ScoreboardStore(state.storage);
  }

  /** Lets a box in. The poll's rules and its key are fixed when the first box joins. */
  async join(poll: string, box: number): Promise<Joined> {
    const rules = await this.#rules(poll);
    const key = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
    return this.#store.join(box, { key, rules });
  }

  /** Takes a box's absolute tally; answers with what the other boxes hold. */
  report(box: number, revision: number, counts: number[]): Tally {
    this.#store.report(box, { revision, counts });
    return addUp(this.#store.tallies(box), counts.length);
  }

  async standings(poll: string): Promise<Standings> {
    const rules = await this.#rules(poll);
    const tally = addUp(this.#store.tallies(), rules.outcomes.length);
    return toStandings(poll, rules, tally, Date.now());
  }

  /** The rules that were fixed, or while no box has joined those of the published article. */
  async #rules(name: string): Promise<PollRules> {
    const fixed = this.#store.joined();
    if (fixed !== null) return fixed.rules;
    const [article = '', poll = ''] = name.split('/');
    const stored = await readPublished(this.#env.POSITIONS, article);
    const definition = stored && findPoll(stored.published().article, poll);
    if (!definition) throw new Error(`no published poll is called ${name}`);
    return {
      outcomes: definition.outcomes.map(({ id }) => id),
      opens: definition.opens === undefined ? null : Date.parse(definition.opens),
      closes: Date.parse(definition.closes),
    };
  }
}
