import * as v from 'valibot';
import {
  about,
  array,
  day,
  language,
  line,
  list,
  origin,
  prose,
  slug,
  webAddress,
} from './fields.ts';
import { MAX_ACTORS, MAX_EMBEDDERS, MAX_POLLS, MAX_TOPICS, MAX_VOICES } from './limits.ts';
import { PollSchema } from './poll.ts';
import { PositionSchema } from './position.ts';

const VoiceSchema = v.strictObject({
  name: v.pipe(line, about('Name', 'A person who speaks for the actor.')),
  role: v.exactOptional(v.pipe(line, about('Role', 'As the article has it: “Prime Minister”.'))),
});

const ActorSchema = v.strictObject({
  id: v.pipe(slug, about('Id', 'What positions and addresses name the actor by.')),
  name: v.pipe(line, about('Name', 'As readers see it.')),
  kind: v.pipe(
    v.picklist(['country', 'bloc', 'organisation', 'person']),
    about('Kind', 'What sort of actor it is.'),
  ),
  iso: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Z]{2}$/, 'must be two capital letters'),
      about('Country code', 'For a country: ISO 3166-1 alpha-2, such as UA.'),
    ),
  ),
  voices: v.pipe(
    list(VoiceSchema, MAX_VOICES),
    about('Voices', 'People who speak for the actor in the article; an empty list if none does.'),
  ),
});

const PropositionSchema = v.strictObject({
  id: v.pipe(slug, about('Id', 'What positions name the proposition by; unique in the article.')),
  text: v.pipe(prose, about('Proposition', 'One claim in one sentence, to be for or against.')),
});

const TopicSchema = v.strictObject({
  id: v.pipe(slug, about('Id', 'What addresses name the topic by.')),
  name: v.pipe(line, about('Name', 'As readers see it.')),
  propositions: v.pipe(
    array(PropositionSchema),
    v.minLength(1, 'must not be empty'),
    about('Propositions', 'The claims of the topic, in the order to show them.'),
  ),
});

const SourceSchema = v.strictObject({
  url: v.exactOptional(v.pipe(webAddress, about('Address', 'Where the article can be read.'))),
  publisher: v.exactOptional(v.pipe(line, about('Publisher', 'Who published it.'))),
  published: v.exactOptional(v.pipe(day, about('Date', 'When: 2026-11-25.'))),
  sha256: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256'),
      about(
        'Hash of the text',
        'SHA-256 of the source text (UTF-8, hexadecimal) that the quotations were found in. Written by `articles check --source … --write`, not by hand.',
      ),
    ),
  ),
});

/** The shape of a reviewed article. What ties its parts together is checked by `parseArticle`. */
export const ArticleSchema = v.strictObject({
  id: v.pipe(slug, about('Id', 'What addresses name the article by; the file is called the same.')),
  title: v.pipe(line, about('Title', 'The headline that readers see.')),
  titleBy: v.pipe(
    v.picklist(['publisher', 'editor']),
    about('Title by', 'Whose words the title is: the publisher’s headline, or your neutral line.'),
  ),
  language: v.pipe(
    language,
    about('Language', 'Of the article and of all texts here: a BCP 47 tag, such as en or pt-BR.'),
  ),
  source: v.exactOptional(v.pipe(SourceSchema, about('Source', 'The news article itself.'))),
  actors: v.pipe(
    list(ActorSchema, MAX_ACTORS),
    v.minLength(1, 'must not be empty'),
    about('Actors', 'Who takes positions, in the order to show them.'),
  ),
  topics: v.pipe(
    list(TopicSchema, MAX_TOPICS),
    v.minLength(1, 'must not be empty'),
    about('Topics', 'What it is about, in the order to show them, each with its propositions.'),
  ),
  positions: v.pipe(
    array(PositionSchema),
    about('Positions', 'Who stands where: at most one for an actor and a proposition.'),
  ),
  polls: v.pipe(
    list(PollSchema, MAX_POLLS),
    about('Polls', 'What readers are asked; an empty list if nothing.'),
  ),
  embedders: v.exactOptional(
    v.pipe(
      list(v.pipe(origin, about('Origin', 'Such as https://paper.example.')), MAX_EMBEDDERS),
      about('Embedders', 'The only sites whose pages may frame the article; any if left out.'),
    ),
  ),
});

export type Article = v.InferOutput<typeof ArticleSchema>;
export type Actor = Article['actors'][number];
export type Position = Article['positions'][number];
export type Stance = Position['stance'];
export type Evidence = Position['evidence'][number];
export type Poll = Article['polls'][number];

/** An article as it is written down: it may name the JSON Schema it is checked by, which goes no further. */
export const WrittenArticleSchema = v.pipe(
  v.strictObject({
    $schema: v.exactOptional(
      v.pipe(
        v.string(),
        about('JSON Schema', 'Where tools find what checks and completes this. Not published.'),
      ),
    ),
    ...ArticleSchema.entries,
  }),
  v.transform((written): Article => {
    const { $schema: _, ...article } = written;
    return article;
  }),
);

/** The poll called `id`, if the article has it. */
export const findPoll = (article: Article, id: string): Poll | undefined =>
  article.polls.find((poll) => poll.id === id);
