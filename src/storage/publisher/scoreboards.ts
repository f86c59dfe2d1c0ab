import type { Definition } from '../../domain/poll-rules.ts';
import { type Remote, remote } from '../durable.ts';
import type { Reception, ScoreboardOfPoll } from '../protocol.ts';
import { within } from '../within.ts';

/** How long a scoreboard may take to answer: ms. */
const LIMIT = 3_000;

/** The scoreboards of an article's polls, told at the same time what is published. */
export class Scoreboards {
  readonly #namespace: DurableObjectNamespace;
  readonly #article: string;

  constructor(namespace: DurableObjectNamespace, article: string) {
    this.#namespace = namespace;
    this.#article = article;
  }

  /** Proposes to each poll its definition, or none; answers by poll. */
  async propose(
    publication: number,
    definitions: ReadonlyMap<string, Definition | null>,
  ): Promise<Map<string, Reception>> {
    const asked = Array.from(definitions, async ([poll, definition]) => {
      const answer = this.#scoreboard(poll).propose(publication, definition);
      return [poll, await within(LIMIT, answer)] as const;
    });
    return new Map(await Promise.all(asked));
  }

  /** Ends the proposals: all are taken, or all are left. */
  async settle(publication: number, polls: readonly string[], take: boolean): Promise<void> {
    const told = polls.map((poll) =>
      within(LIMIT, this.#scoreboard(poll).settle(publication, take)),
    );
    await Promise.all(told);
  }

  #scoreboard(poll: string): Remote<ScoreboardOfPoll> {
    return remote<ScoreboardOfPoll>(this.#namespace, `${this.#article}/${poll}`);
  }
}
