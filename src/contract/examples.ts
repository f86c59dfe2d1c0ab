import shipped from '../../data/articles/russia-rare-earths-offer.json' with { type: 'json' };
import { parseArticle } from '../domain/parse-article.ts';
import { type Example, type MediaType, reference } from './document.ts';
import answers from './examples.json' with { type: 'json' };
import type { Operation } from './operation.ts';

/*
 * What the service answered when it was asked as the document says, with the shipped article in it.
 * A test asks again and compares; with -u it writes what it was answered.
 */

type Examples = NonNullable<MediaType['examples']>;
const ANSWERS: Partial<Record<string, Record<string, Record<string, unknown>>>> = answers;

const article = parseArticle(shipped);
if (!article.ok) throw new Error('the shipped article is not valid');

/** Examples that several places show. */
export const NAMED_EXAMPLES: Readonly<Record<string, Example>> = {
  Article: { value: article.value },
};
const ARTICLE: Examples = { example: reference('examples', 'Article') };

/** What an operation answers with a status, by media type. */
export function answersOf(id: string, status: string): Readonly<Record<string, Examples>> {
  if (id === 'readArticle' && status === '200') return { 'application/json': ARTICLE };
  const types = Object.entries(ANSWERS[id]?.[status] ?? {});
  return Object.fromEntries(types.map(([type, value]) => [type, { example: { value } }]));
}

/** What an operation is sent. */
export function bodyOf({ example, type }: NonNullable<Operation['body']>): Examples {
  if (example.startsWith('@')) return ARTICLE;
  const value: unknown =
    type === undefined ? JSON.parse(example) : Object.fromEntries(new URLSearchParams(example));
  return { example: { value } };
}
