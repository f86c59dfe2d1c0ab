import { WrittenArticleSchema } from '../domain/article.ts';
import { type JsonSchema, toSchema } from './schemas.ts';

/**
 * The JSON Schema of an article as editors write it down, for their tools. It knows each part by
 * itself; what ties the parts together, and how many words a quotation has, `parseArticle` knows.
 */
export const articleSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: '/schemas/article.json',
  title: 'An article for Standpoint',
  description:
    'Who stands where in one news article: actors × propositions, each position tied to the words that show it, and the polls that go with it. `npm run articles -- check` finds what this cannot.',
  ...toSchema(WrittenArticleSchema, 'input'),
});
