import type { Actor, Article, Inference, Position, Proposition } from './article.ts';
import { fail, ok, type Problem, type Result } from './problem.ts';
import type { Verification } from './verification.ts';

/** One actor's stance on one proposition, as a comparison shows it. */
export type Cell = Omit<Position, 'actor' | 'proposition'>;

/** The article as every answer names it; `version` is the content hash of what was published. */
export interface ArticleHead {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly version: string;
  /** Who says that the quotations are in the article; left out of what was stored before that was asked. */
  readonly verification?: Verification;
}

/** Propositions × actors. Every proposition has a cell for every actor; `null` is “not stated”. */
export interface Comparison {
  readonly article: ArticleHead;
  readonly actors: readonly Actor[];
  readonly topics: readonly {
    readonly id: string;
    readonly name: string;
    readonly propositions: readonly (Proposition & {
      readonly cells: Readonly<Record<string, Cell | null>>;
    })[];
    /** What the article infers on this topic and no actor says. */
    readonly inferences?: readonly Inference[];
  }[];
}

/** Which actors and topics to compare; a part left out means all, in the article's own order. */
export interface Selection {
  readonly actors?: readonly string[] | undefined;
  readonly topics?: readonly string[] | undefined;
}

/** What was published of an article: the reviewed content and its hash. */
export interface Published {
  readonly version: string;
  readonly article: Article;
}

export function headOf({ version, article }: Published): ArticleHead {
  const { id, title, language, verification } = article;
  return { id, title, language, version, ...(verification && { verification }) };
}

/**
 * Lays an article's positions side by side, in the order the selection asks for.
 *
 * Answers `invalid-parameter`, naming the parameter and the known ids, when the selection holds an
 * unknown or repeated id or is empty.
 */
export function compare(published: Published, selection: Selection = {}): Result<Comparison> {
  const { article } = published;
  const selected = select(article, selection);
  if (!selected.ok) return selected;
  const { actors, topics } = selected.value;

  const cells = new Map<string, Cell>(
    article.positions.map(({ actor, proposition, ...cell }) => [`${actor}/${proposition}`, cell]),
  );
  return ok({
    article: headOf(published),
    actors,
    topics: topics.map((topic) => ({
      ...topic,
      propositions: topic.propositions.map((proposition) => ({
        ...proposition,
        cells: Object.fromEntries(
          actors.map((actor) => [actor.id, cells.get(`${actor.id}/${proposition.id}`) ?? null]),
        ),
      })),
    })),
  });
}

/** The actors and topics of a selection, or `invalid-parameter`. */
export function select(
  article: Article,
  selection: Selection,
): Result<{ readonly actors: readonly Actor[]; readonly topics: Article['topics'] }> {
  const actors = pick('actors', article.actors, selection.actors);
  if (!actors.ok) return actors;
  const topics = pick('topics', article.topics, selection.topics);
  if (!topics.ok) return topics;
  return ok({ actors: actors.value, topics: topics.value });
}

function pick<T extends { readonly id: string }>(
  parameter: 'actors' | 'topics',
  all: T[],
  ids: readonly string[] | undefined,
): Result<T[]> {
  if (ids === undefined) return ok(all);
  const known = all.map(({ id }) => id);
  const invalid = (reason: string): Problem => ({
    tag: 'invalid-parameter',
    parameter,
    reason,
    known,
  });
  if (ids.length === 0) return fail(invalid('names nothing'));
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const chosen = new Map<string, T>();
  for (const id of ids) {
    const entry = byId.get(id);
    if (entry === undefined) return fail(invalid(`has an unknown id: “${id.slice(0, 100)}”`));
    if (chosen.has(id)) return fail(invalid(`names “${id}” twice`));
    chosen.set(id, entry);
  }
  return ok([...chosen.values()]);
}
