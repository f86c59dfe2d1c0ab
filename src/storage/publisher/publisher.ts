import { DurableObject } from 'cloudflare:workers';
import { type Article, findPoll } from '../../domain/article.ts';
import { mayNotReplace, type Precondition } from '../../domain/precondition.ts';
import { fail, ok, type Result } from '../../domain/problem.ts';
import { rulesOf } from '../../domain/standings.ts';
import { remote } from '../durable.ts';
import { readPublished, versionOf, writePublished } from '../published/published.ts';
import type { ScoreboardOfPoll } from '../protocol.ts';

const CURRENT = 'version';
/** When the current version's quotations were found. */
const VERIFIED_AT = 'verified-at';

/** What publishing answers: the version now current, and whether the article is new here. */
export interface Publication {
  readonly version: string;
  readonly created: boolean;
}

/** What a publisher finds in its environment. */
interface Env {
  readonly POSITIONS: KVNamespace;
  readonly SCOREBOARD: DurableObjectNamespace;
}

/**
 * Publishes one article, one version after another. KV alone is last-write-wins, so two editors
 * could overwrite each other; this object decides which version is current and KV holds its copy.
 */
export class Publisher extends DurableObject<Env> {
  /**
   * Publishes `article` if the current version is as `precondition` demands. The same content again
   * is written again whatever that says, so a publication that a crash cut short is completed by
   * repeating it; its quotations were found when they were found first.
   */
  async publish(sent: Article, precondition: Precondition): Promise<Result<Publication>> {
    return this.ctx.blockConcurrencyWhile(async () => {
      const current = (await this.ctx.storage.get<string>(CURRENT)) ?? null;
      const former = dated(sent, await this.ctx.storage.get<string>(VERIFIED_AT));
      const article = (await versionOf(former)) === current ? former : sent;
      const version = await versionOf(article);
      const refused = current === version ? null : mayNotReplace(precondition, current);
      if (refused !== null) return fail(refused);
      const begun = await this.#changedPoll(article);
      if (begun !== null) return fail({ tag: 'poll-fixed', poll: begun });
      const at = article.verification?.at;
      await this.ctx.storage.put({ [CURRENT]: version, ...(at && { [VERIFIED_AT]: at }) });
      await writePublished(this.env.POSITIONS, { version, article });
      return ok({ version, created: current === null });
    });
  }

  /** A poll that has begun and that this version would drop or count by other rules. */
  async #changedPoll(article: Article): Promise<string | null> {
    const current = await readPublished(this.env.POSITIONS, article.id);
    const polls = [...(current?.published().article.polls ?? []), ...article.polls];
    for (const id of new Set(polls.map((poll) => poll.id))) {
      const name = `${article.id}/${id}`;
      const fixed = await remote<ScoreboardOfPoll>(this.env.SCOREBOARD, name).fixedRules();
      const poll = findPoll(article, id);
      const rules = poll === undefined ? null : rulesOf(poll);
      if (fixed !== null && JSON.stringify(fixed) !== JSON.stringify(rules)) return id;
    }
    return null;
  }
}

/** The article as if its quotations had been found at a certain time. */
const dated = (article: Article, at: string | undefined): Article =>
  article.verification === undefined || at === undefined
    ? article
    : { ...article, verification: { ...article.verification, at } };
