import * as v from 'valibot';
import type { Agreement } from '../domain/agreement.ts';
import { type Article, ArticleSchema, type Poll, webAddress } from '../domain/article.ts';
import type { Comparison } from '../domain/comparison.ts';
import type { History } from '../domain/history.ts';
import type { ShownIntegrity } from '../domain/integrity.ts';
import type { PollEvent, Resolution } from '../domain/poll-life.ts';
import type { Ballot, PollState, Standings } from '../domain/standings.ts';

type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
/** `unknown` when both are the same to the letter, optional fields too; else nothing fits. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? unknown : never;

/** Takes a schema that says exactly what the interface `T` says; any other does not compile. */
const describing =
  <T>() =>
  <const S extends v.GenericSchema>(schema: S & Same<Plain<v.InferOutput<S>>, Plain<T>>): S =>
    schema;

const article = ArticleSchema.entries;
const actor = article.actors.item;
const topic = article.topics.item;
const proposition = topic.entries.propositions.item;
const { actor: _actor, proposition: _proposition, ...cell } = article.positions.item.entries;
const slug = article.id;
const time = v.pipe(v.string(), v.isoTimestamp());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const version = v.pipe(v.string(), v.description('The hash of what is published; also its ETag.'));

const HeadAnswer = v.object({ id: slug, title: v.string(), language: article.language, version });

const ComparisonAnswer = describing<Comparison>()(
  v.object({
    article: HeadAnswer,
    actors: v.array(actor),
    topics: v.array(
      v.object({
        id: slug,
        name: v.string(),
        propositions: v.array(
          v.object({
            id: slug,
            text: proposition.entries.text,
            cells: v.pipe(
              v.record(v.string(), v.nullable(v.strictObject(cell))),
              v.description('By actor; null is “not stated in this article”.'),
            ),
          }),
        ),
      }),
    ),
  }),
);

const score = {
  score: v.pipe(
    v.nullable(share),
    v.description('The mean of 1 − |a − b| / 2 over what both state; null when that is nothing.'),
  ),
  shared: v.pipe(whole, v.description('How many propositions both state.')),
  of: v.pipe(whole, v.description('How many propositions there are.')),
};
const coordinate = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));

const AgreementAnswer = describing<Agreement>()(
  v.object({
    article: HeadAnswer,
    pairs: v.array(
      v.object({
        actors: v.tuple([slug, slug]),
        ...score,
        topics: v.record(v.string(), v.object(score)),
        terms: v.exactOptional(
          v.array(
            v.object({
              topic: slug,
              proposition: slug,
              coordinates: v.tuple([coordinate, coordinate]),
              closeness: share,
            }),
          ),
        ),
        contrast: v.exactOptional(
          v.object({
            agree: v.array(slug),
            differ: v.array(slug),
            alone: v.record(v.string(), v.array(slug)),
          }),
        ),
      }),
    ),
  }),
);

export const PollStateAnswer = describing<PollState>()(
  v.picklist(['scheduled', 'open', 'closed', 'resolved', 'void']),
);

const StandingsAnswer = describing<Standings>()(
  v.object({
    poll: v.pipe(v.string(), v.description('article/poll')),
    state: PollStateAnswer,
    revealed: v.boolean(),
    version: v.pipe(whole, v.description('It only grows; 0 while not revealed.')),
    total: v.nullable(whole),
    outcomes: v.array(v.object({ id: slug, count: v.nullable(whole), share: v.nullable(share) })),
    final: v.pipe(v.boolean(), v.description('Whether no count will change any more.')),
    asOf: time,
  }),
);

/** What happened to a poll, as answers tell the time. */
type Dated<T> = Omit<T, 'at'> & { readonly at: string };
/** A published poll with what has become of it. */
interface DescribedPoll extends Omit<Poll, 'resolution'> {
  readonly resolution: Poll['resolution'] &
    Partial<Dated<NonNullable<Resolution>>> & { readonly log: readonly Dated<PollEvent>[] };
  readonly standings: Standings;
}

const poll = article.polls.item.entries;
const evidence = v.pipe(webAddress, v.description('The address of what shows it.'));

const PollAnswer = describing<DescribedPoll>()(
  v.object({
    ...poll,
    resolution: v.object({
      ...poll.resolution.entries,
      outcome: v.exactOptional(
        v.pipe(slug, v.description('Left out while not resolved, and when the poll is void.')),
      ),
      evidence: v.exactOptional(evidence),
      at: v.exactOptional(time),
      log: v.pipe(
        v.array(
          v.object({
            at: time,
            event: v.picklist(['closed', 'final', 'resolved', 'voided', 'undone']),
            outcome: v.exactOptional(slug),
            evidence: v.exactOptional(evidence),
          }),
        ),
        v.description('What happened to the poll, the oldest first.'),
      ),
    }),
    standings: StandingsAnswer,
  }),
);

const BallotAnswer = describing<Ballot>()(
  v.object({
    outcome: slug,
    receipt: v.pipe(
      v.string(),
      v.regex(/^[0-9a-f]{32}$/),
      v.description('To find the ballot by in the public ballot list.'),
    ),
    standings: v.pipe(
      v.nullable(StandingsAnswer),
      v.description('null while the counts are not revealed.'),
    ),
  }),
);

const HistoryAnswer = describing<History>()(
  v.object({
    poll: v.pipe(v.string(), v.description('article/poll')),
    outcomes: v.array(slug),
    snapshots: v.array(
      v.object({
        at: time,
        version: whole,
        total: whole,
        counts: v.pipe(v.array(whole), v.description('In the order of outcomes.')),
      }),
    ),
  }),
);

const IntegrityAnswer = describing<ShownIntegrity>()(
  v.object({
    accepted: v.pipe(
      v.nullable(whole),
      v.description(
        'First ballots, also again after a withdrawal; null, as are changed and withdrawn, while the counts are not revealed.',
      ),
    ),
    changed: v.nullable(whole),
    withdrawn: v.nullable(whole),
    refused: v.pipe(
      v.record(v.string(), whole),
      v.description('By the last part of the problem’s type.'),
    ),
  }),
);

/**
 * What answers hold, by the name the document gives it. Where the domain has an interface the
 * schema must say the same; the rest is held by the tests, which validate real answers.
 */
export const ANSWERS = {
  Article: describing<Article>()(ArticleSchema),
  ArticleList: v.object({
    articles: v.array(
      v.object({ id: slug, title: v.string(), language: article.language, version }),
    ),
    cursor: v.pipe(
      v.nullable(v.string()),
      v.description('Asks for the next page; null at its end.'),
    ),
  }),
  Oembed: v.object({
    version: v.literal('1.0'),
    type: v.literal('rich'),
    title: v.string(),
    provider_name: v.string(),
    provider_url: v.string(),
    cache_age: whole,
    html: v.string(),
    width: whole,
    height: whole,
  }),
  Publication: v.object({ id: slug, version }),
  Comparison: ComparisonAnswer,
  Agreement: AgreementAnswer,
  Standings: StandingsAnswer,
  Poll: PollAnswer,
  Ballot: BallotAnswer,
  History: HistoryAnswer,
  Integrity: IntegrityAnswer,
  Voter: v.object({
    token: v.pipe(v.string(), v.description('Send it in the header Standpoint-Voter.')),
    expires: time,
  }),
  Document: v.looseObject({ openapi: v.literal('3.1.1') }),
  Release: v.object({ version: v.string(), file: v.string(), integrity: v.string() }),
  Manifest: v.looseObject({ schemaVersion: v.string(), modules: v.array(v.looseObject({})) }),
  Health: v.object({ status: v.literal('ok') }),
};
export type AnswerName = keyof typeof ANSWERS;
