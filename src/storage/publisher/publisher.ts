import { DurableObject } from 'cloudflare:workers';
import type { Article } from '../../domain/article.ts';
import type { Published } from '../../domain/comparison.ts';
import type { Definition } from '../../domain/poll-rules.ts';
import { mayNotReplace, type Precondition } from '../../domain/precondition.ts';
import { fail, ok, type Result } from '../../domain/problem.ts';
import { ownName } from '../names.ts';
import { definitionOf } from '../protocol.ts';
import { readPublished, versionOf, writePublished } from '../published/published.ts';
import { within } from '../within.ts';
import { Scoreboards } from './scoreboards.ts';
import { PublisherTables } from './tables.ts';

/** How long KV may take to write a document: ms; the editor is answered without it, if need be. */
const WRITE_LIMIT = 4_000;
/** When what was cut short is gone on with: ms. KV takes one write a second of one key. */
const RETRY = 2_000;

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
 * Publishes one article, one version after another. KV alone is last-write-wins, so two editors could
 * overwrite each other; this object decides which version is current and KV holds its copy.
 *
 * A publication is proposed to the scoreboards of its polls, decided here when all of them can follow,
 * and then told to them before KV shows it. What a crash or a failure cuts short the alarm goes on
 * with: before the decision it is given up, after it carried out.
 */
export class Publisher extends DurableObject<Env> {
  readonly #tables: PublisherTables;
  #writing: Promise<void> | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#tables = new PublisherTables(ctx.storage);
  }

  /**
   * Publishes `article` if the current version is as `precondition` demands. The same content again
   * is written again whatever that says, so a publication that a crash cut short is completed by
   * repeating it; its quotations were found when they were found first.
   */
  async publish(sent: Article, precondition: Precondition): Promise<Result<Publication>> {
    return this.ctx.blockConcurrencyWhile(async () => {
      if (!(await this.#finish())) return fail({ tag: 'overloaded' });
      const { version: current, verifiedAt } = this.#tables.current();
      const former = dated(sent, verifiedAt);
      const article = (await versionOf(former)) === current ? former : sent;
      const version = await versionOf(article);
      const unmet = current === version ? null : mayNotReplace(precondition, current);
      if (unmet !== null) return fail(unmet);
      const refused = await this.#propose(article, version);
      if (!refused.ok) return refused;
      // It is decided: should a scoreboard or KV fail now, the alarm brings it there.
      await this.#finish();
      return ok({ version, created: current === null });
    });
  }

  /** Goes on with a publication that was cut short. */
  override async alarm(): Promise<void> {
    await this.ctx.blockConcurrencyWhile(() => this.#finish());
  }

  /** Asks all polls whether they can follow and decides; otherwise nothing is changed. */
  async #propose(article: Article, version: string): Promise<Result<null>> {
    const definitions = await this.#definitions(article);
    const polls = [...definitions.keys()];
    const verifiedAt = article.verification?.at ?? null;
    const number = this.#tables.begin({ version, verifiedAt }, polls, JSON.stringify(article));
    await this.ctx.storage.setAlarm(Date.now() + RETRY);
    try {
      const received = await this.#scoreboards().propose(number, definitions);
      const begun = polls.find((poll) => received.get(poll) === 'begun');
      if (begun === undefined) {
        this.#tables.decide(article.polls.map(({ id }) => id));
        return ok(null);
      }
      await this.#finish();
      return fail({ tag: 'poll-fixed', poll: begun });
    } catch (error) {
      console.error('a publication was given up:', error);
      await this.#finish();
      return fail({ tag: 'overloaded' });
    }
  }

  /** What each poll becomes, and none for those that the current version has and this one has not. */
  async #definitions(article: Article): Promise<Map<string, Definition | null>> {
    const { polls, version } = this.#tables.current();
    const definitions = new Map<string, Definition | null>();
    for (const poll of polls ?? []) definitions.set(poll, null);
    if (polls === null && version !== null) {
      // Of what a former service published the list is in KV alone.
      const published = await readPublished(this.env.POSITIONS, article.id);
      for (const { id } of published?.published().article.polls ?? []) definitions.set(id, null);
    }
    for (const poll of article.polls) definitions.set(poll.id, await definitionOf(poll));
    return definitions;
  }

  /** Brings a pending publication to its end; answers whether there is none any more. */
  async #finish(): Promise<boolean> {
    const pending = this.#tables.pending();
    if (pending === null) return true;
    const { number, polls, version, decided } = pending;
    try {
      await this.#scoreboards().settle(number, polls, decided);
      if (decided) {
        const article = JSON.parse(this.#tables.document()) as Article;
        await within(WRITE_LIMIT, this.#write({ version, article }));
      }
      this.#tables.end();
      await this.ctx.storage.deleteAlarm();
      return true;
    } catch (error) {
      console.error('a publication waits:', error);
      await this.ctx.storage.setAlarm(Date.now() + RETRY);
      return false;
    }
  }

  /** Writes KV, which keeps what it is given last: one write at a time, however long one hangs. */
  async #write(published: Published): Promise<void> {
    while (this.#writing !== null) await this.#writing;
    const written = writePublished(this.env.POSITIONS, published);
    this.#writing = written
      .catch(() => undefined)
      .finally(() => {
        this.#writing = null;
      });
    await written;
  }

  #scoreboards(): Scoreboards {
    return new Scoreboards(this.env.SCOREBOARD, ownName(this.ctx));
  }
}

/** The article as if its quotations had been found at a certain time. */
const dated = (article: Article, at: string | null): Article =>
  article.verification === undefined || at === null
    ? article
    : { ...article, verification: { ...article.verification, at } };
