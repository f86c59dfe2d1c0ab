import type { Position, Stance, Topic } from './article.ts';
import { type ArticleHead, headOf, type Published, type Selection, select } from './comparison.ts';
import { ok, type Result } from './problem.ts';

/** Coordinates of the five stances on the line from opposition to support. Silence has none. */
const COORDINATES: Readonly<Record<Stance, number>> = {
  supports: 1,
  'supports-with-conditions': 0.5,
  mixed: 0,
  'opposes-with-conditions': -0.5,
  opposes: -1,
};

/** Shared propositions from which on a mean says something: below, one alone moves it by half. */
export const MIN_SHARED = 3;

/** How close two actors are over `shared` propositions of `of`; `null` when they share none. */
export interface Score {
  readonly score: number | null;
  readonly shared: number;
  readonly of: number;
  /** On how many of the shared ones both stand on one side. */
  readonly sameSide: number;
  /** Whether too little is shared for a percentage: it is said in words then. */
  readonly thin: boolean;
}

/** What a thin agreement comes to, for the words it is said in. */
export type Verdict =
  | 'agree-on-the-one'
  | 'differ-on-the-one'
  | 'agree-on-both'
  | 'agree-on-one-of-two'
  | 'differ-on-both';

/** The verdict over one or two shared propositions; `null` over none, and where a figure is given. */
export function verdictOf({ thin, shared, sameSide }: Score): Verdict | null {
  if (!thin || shared === 0) return null;
  if (shared === 1) return sameSide === 1 ? 'agree-on-the-one' : 'differ-on-the-one';
  if (sameSide === 1) return 'agree-on-one-of-two';
  return sameSide === 2 ? 'agree-on-both' : 'differ-on-both';
}

/** One proposition that both state: where each stands, and 1 − |a − b| / 2. */
export interface Term {
  readonly topic: string;
  readonly proposition: string;
  readonly coordinates: readonly [number, number];
  readonly closeness: number;
}

/** Where two actors are on one side, where they are not, and what only one of them addresses. */
export interface Contrast {
  /** Propositions that both support, both oppose or both are mixed on. */
  readonly agree: readonly string[];
  /** The other shared propositions, the widest difference first. */
  readonly differ: readonly string[];
  /** By actor, the propositions that the other is silent on. */
  readonly alone: Readonly<Record<string, readonly string[]>>;
}

export interface Pair extends Score {
  readonly actors: readonly [string, string];
  readonly topics: Readonly<Record<string, Score>>;
  /** Given by `agree` when exactly two actors are asked for, by `agreeInFull` for a few: `score` is the mean of their closeness. */
  readonly terms?: readonly Term[];
  readonly contrast?: Contrast;
}

export interface Agreement {
  readonly article: ArticleHead;
  readonly pairs: readonly Pair[];
}

/** Actors up to which every pair's terms are written out: 15 pairs are a list one can read. */
const MAX_ACTORS_IN_FULL = 6;

type Stances = ReadonlyMap<string, Stance>;

/**
 * Scores every pair of the actors asked for: the mean of 1 − |a − b| / 2 over the propositions that
 * both state, as voting advice applications score proximity. What only one states does not count.
 *
 * Answers `invalid-parameter` for a selection that `compare` would refuse.
 */
export function agree(published: Published, selection: Selection = {}): Result<Agreement> {
  return agreeUpTo(2, published, selection);
}

/** As `agree`, with the terms and the contrast of every pair while that stays readable. */
export function agreeInFull(published: Published, selection: Selection = {}): Result<Agreement> {
  return agreeUpTo(MAX_ACTORS_IN_FULL, published, selection);
}

function agreeUpTo(inFull: number, published: Published, selection: Selection): Result<Agreement> {
  const selected = select(published.article, selection);
  if (!selected.ok) return selected;
  const { actors, topics } = selected.value;
  const stances: Stances = new Map(
    published.article.positions.map((position) => [keyOf(position), position.stance]),
  );
  const pairs = actors.flatMap(({ id: a }, i) =>
    actors.slice(i + 1).map(({ id: b }) => pairOf(a, b, topics, stances, actors.length <= inFull)),
  );
  return ok({ article: headOf(published), pairs });
}

const keyOf = ({ actor, proposition }: Pick<Position, 'actor' | 'proposition'>) =>
  `${actor}/${proposition}`;

function pairOf(
  a: string,
  b: string,
  topics: readonly Topic[],
  stances: Stances,
  inFull: boolean,
): Pair {
  const terms = topics.flatMap((topic) => termsOf(a, b, topic, stances));
  const byTopic = topics.map((topic): [string, Score] => {
    const own = terms.filter((term) => term.topic === topic.id);
    return [topic.id, scoreOf(own, topic.propositions.length)];
  });
  const of = topics.reduce((sum, { propositions }) => sum + propositions.length, 0);
  return {
    actors: [a, b],
    ...scoreOf(terms, of),
    topics: Object.fromEntries(byTopic),
    ...(inFull ? { terms, contrast: contrastOf(a, b, topics, terms, stances) } : {}),
  };
}

function termsOf(a: string, b: string, topic: Topic, stances: Stances): Term[] {
  return topic.propositions.flatMap(({ id }) => {
    const [one, other] = [stances.get(`${a}/${id}`), stances.get(`${b}/${id}`)];
    if (one === undefined || other === undefined) return [];
    const coordinates = [COORDINATES[one], COORDINATES[other]] as const;
    const closeness = 1 - Math.abs(coordinates[0] - coordinates[1]) / 2;
    return [{ topic: topic.id, proposition: id, coordinates, closeness }];
  });
}

function scoreOf(terms: readonly Term[], of: number): Score {
  const sum = terms.reduce((total, { closeness }) => total + closeness, 0);
  const shared = terms.length;
  return {
    score: shared === 0 ? null : sum / shared,
    shared,
    of,
    sameSide: terms.filter(onOneSide).length,
    thin: shared < MIN_SHARED,
  };
}

/** Whether both support, both oppose or both are mixed. */
const onOneSide = ({ coordinates: [a, b] }: Term) => Math.sign(a) === Math.sign(b);

function contrastOf(
  a: string,
  b: string,
  topics: readonly Topic[],
  terms: readonly Term[],
  stances: Stances,
): Contrast {
  const ids = topics.flatMap(({ propositions }) => propositions.map(({ id }) => id));
  const onlyBy = (actor: string, other: string) =>
    ids.filter((id) => stances.has(`${actor}/${id}`) && !stances.has(`${other}/${id}`));
  return {
    agree: terms.filter(onOneSide).map(({ proposition }) => proposition),
    differ: terms
      .filter((term) => !onOneSide(term))
      .toSorted((x, y) => x.closeness - y.closeness)
      .map(({ proposition }) => proposition),
    alone: { [a]: onlyBy(a, b), [b]: onlyBy(b, a) },
  };
}
