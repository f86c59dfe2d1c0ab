import * as v from 'valibot';
import {
  DEFAULT_BOXES,
  MAX_ACTORS,
  MAX_BOXES,
  MAX_EMBEDDERS,
  MAX_EVIDENCE,
  MAX_INFERENCES,
  MAX_LINE,
  MAX_OUTCOMES,
  MAX_POLLS,
  MAX_QUOTATION_WORDS,
  MAX_SLUG,
  MAX_TEXT,
  MAX_TOPICS,
  MAX_TRANSLATIONS,
  MAX_VOICES,
} from './limits.ts';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Control characters and halves of surrogate pairs have no business in a text, and bidirectional overrides hide its order. */
// oxlint-disable-next-line no-control-regex -- the rule is about control characters
const NO_CONTROLS = /^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*$/u;
/** BCP 47 in the forms articles use: a language, perhaps a script, perhaps a region. */
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/;

const words = (text: string) => text.trim().split(/\s+/u).length;

const slug = v.pipe(
  v.string(),
  v.regex(SLUG, 'must be lower-case letters and digits, in groups joined by single hyphens'),
  v.maxLength(MAX_SLUG, `must have at most ${MAX_SLUG} characters`),
);
const text = (max: number) =>
  v.pipe(
    v.string(),
    v.check((value) => value.trim() !== '', 'must not be empty'),
    v.maxLength(max, `must have at most ${max} characters`),
    v.regex(NO_CONTROLS, 'must not contain control characters'),
  );
const line = text(MAX_LINE);
const prose = text(MAX_TEXT);
/** An http or https URL; nothing else is ever made a link. */
export const webAddress = v.pipe(
  v.string(),
  v.url('must be an absolute URL'),
  v.regex(/^https?:\/\/[^\s<>]+$/i, 'must be an http or https URL'),
  v.maxLength(MAX_TEXT),
);
const origin = v.pipe(
  v.string(),
  v.regex(
    /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?$/,
    'must be an https origin in lower case, such as https://paper.example',
  ),
  v.maxLength(MAX_LINE),
);
const language = v.pipe(v.string(), v.regex(LANGUAGE, 'must be a BCP 47 language tag'));
const time = v.pipe(
  v.string(),
  v.isoTimestamp('must be an ISO 8601 time in UTC, such as 2027-03-01T00:00:00Z'),
  v.endsWith('Z', 'must be in UTC, ending in Z'),
);
const reference = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'must be written actor/proposition'),
);
const list = <const S extends v.GenericSchema>(item: S, max: number) =>
  v.pipe(v.array(item), v.maxLength(max, `must have at most ${max} entries`));

const StanceSchema = v.picklist([
  'supports',
  'supports-with-conditions',
  'mixed',
  'opposes-with-conditions',
  'opposes',
]);
export type Stance = v.InferOutput<typeof StanceSchema>;

/**
 * A short quotation: `exact`, `prefix` and `suffix` are those of the W3C Web Annotation Data
 * Model's TextQuoteSelector. `attribution` says whose words they are: the actor's own (`direct`),
 * the reporter's paraphrase (`reported`) or the article's inference (`analysis`).
 */
const EvidenceSchema = v.strictObject({
  exact: v.pipe(
    prose,
    v.check(
      (value) => words(value) <= MAX_QUOTATION_WORDS,
      `must have at most ${MAX_QUOTATION_WORDS} words`,
    ),
  ),
  prefix: v.exactOptional(prose),
  suffix: v.exactOptional(prose),
  speaker: v.exactOptional(line),
  attribution: v.picklist(['direct', 'reported', 'analysis']),
  /** How the words were found in the source; nothing else is published. */
  verified: v.exactOptional(v.picklist(['exact', 'normalized'])),
  /** The same words in other languages; `by` says who or what translated them. */
  translations: v.exactOptional(
    list(v.strictObject({ language, text: prose, by: line }), MAX_TRANSLATIONS),
  ),
});

const ActorSchema = v.strictObject({
  id: slug,
  name: line,
  kind: v.picklist(['country', 'bloc', 'organisation', 'person']),
  /** ISO 3166-1 alpha-2, for countries. */
  iso: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be two capital letters'))),
  voices: list(v.strictObject({ name: line, role: v.exactOptional(line) }), MAX_VOICES),
});

const PropositionSchema = v.strictObject({
  id: slug,
  text: prose,
  /** What should be, to support or oppose, or what is, to affirm or dispute. */
  kind: v.picklist(['policy', 'fact']),
});

/** What the article or its experts infer, and no actor says: shown, and nobody's position. */
const InferenceSchema = v.strictObject({
  text: prose,
  evidence: v.pipe(
    list(
      v.strictObject({ ...EvidenceSchema.entries, attribution: v.literal('analysis') }),
      MAX_EVIDENCE,
    ),
    v.minLength(1, 'must not be empty'),
  ),
});

const TopicSchema = v.strictObject({
  id: slug,
  name: line,
  propositions: v.pipe(v.array(PropositionSchema), v.minLength(1, 'must not be empty')),
  inferences: v.exactOptional(list(InferenceSchema, MAX_INFERENCES)),
});

const PositionSchema = v.strictObject({
  actor: slug,
  proposition: slug,
  stance: StanceSchema,
  summary: prose,
  conditions: v.exactOptional(prose),
  evidence: list(EvidenceSchema, MAX_EVIDENCE),
});

const OutcomeSchema = v.strictObject({
  id: slug,
  label: line,
  /** The positions that move this outcome, each `actor/proposition`. */
  restsOn: list(reference, MAX_ACTORS),
});

const PollSchema = v.strictObject({
  id: slug,
  question: prose,
  asks: v.picklist(['expectation', 'preference']),
  outcomes: v.pipe(list(OutcomeSchema, MAX_OUTCOMES), v.minLength(2, 'must be at least two')),
  opens: v.exactOptional(time),
  closes: time,
  /** When readers see the counts. */
  reveal: v.optional(v.picklist(['always', 'after-vote', 'after-close']), 'always'),
  /** How many ballot boxes share the votes. */
  boxes: v.optional(
    v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1), v.maxValue(MAX_BOXES)),
    DEFAULT_BOXES,
  ),
  resolution: v.strictObject({ rule: prose }),
});

/** The shape of a reviewed article. What ties its parts together is checked by `parseArticle`. */
export const ArticleSchema = v.strictObject({
  id: slug,
  title: line,
  /** Whose words the title is: the publisher's headline, or our editor's neutral line. */
  titleBy: v.picklist(['publisher', 'editor']),
  language,
  source: v.exactOptional(
    v.strictObject({
      url: v.exactOptional(webAddress),
      publisher: v.exactOptional(line),
      published: v.exactOptional(v.pipe(v.string(), v.isoDate('must be a date'))),
      /** SHA-256 of the source text (UTF-8, hexadecimal) that the quotations were found in. */
      sha256: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256'))),
    }),
  ),
  actors: v.pipe(list(ActorSchema, MAX_ACTORS), v.minLength(1, 'must not be empty')),
  topics: v.pipe(list(TopicSchema, MAX_TOPICS), v.minLength(1, 'must not be empty')),
  positions: v.array(PositionSchema),
  polls: list(PollSchema, MAX_POLLS),
  /** The origins whose pages may frame the embed; left out, any page may. */
  embedders: v.exactOptional(list(origin, MAX_EMBEDDERS)),
});

export type Article = v.InferOutput<typeof ArticleSchema>;
export type Actor = Article['actors'][number];
export type Topic = Article['topics'][number];
export type Proposition = Topic['propositions'][number];
export type Inference = NonNullable<Topic['inferences']>[number];
export type Position = Article['positions'][number];
export type Evidence = Position['evidence'][number];
export type Poll = Article['polls'][number];

/** The poll called `id`, if the article has it. */
export const findPoll = (article: Article, id: string): Poll | undefined =>
  article.polls.find((poll) => poll.id === id);
