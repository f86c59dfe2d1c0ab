import * as v from 'valibot';
import type { Agreement } from '../../domain/agreement.ts';
import { type Article, ArticleSchema } from '../../domain/article.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { language, slug } from '../../domain/fields.ts';
import { describing, share, whole } from './describing.ts';

const article = ArticleSchema.entries;
const actor = article.actors.item;
const topic = article.topics.item;
const proposition = topic.entries.propositions.item;
const { actor: _actor, proposition: _proposition, ...cell } = article.positions.item.entries;
const version = v.pipe(v.string(), v.description('The hash of what is published; also its ETag.'));

const HeadAnswer = v.object({ id: slug, title: v.string(), language, version });

export const ComparisonAnswer = describing<Comparison>()(
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

export const AgreementAnswer = describing<Agreement>()(
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

export const ArticleAnswer = describing<Article>()(ArticleSchema);

export const ArticleListAnswer = v.object({
  articles: v.array(HeadAnswer),
  cursor: v.pipe(v.nullable(v.string()), v.description('Asks for the next page; null at its end.')),
});

export const PublicationAnswer = v.object({ id: slug, version });
