import type { Article } from '../../domain/article.ts';
import type { Address } from './address.ts';

/** Articles that are listed by name. */
const LISTED = 5;
const DEFAULT_SERVICE = 'http://localhost:8787';

/** What a newcomer needs next; each address and command works as it is printed. */
export function greeting(
  { origin, open }: Address,
  articles: readonly Article[],
  editorToken: string,
  folder: string,
): string {
  const pages = articles.slice(0, LISTED).map(({ id }) => `  ${origin}/articles/${id}`);
  const more = articles.length - pages.length;
  const [article] = articles;
  const comparison = `${origin}/v1/articles/${article?.id}/comparison`;
  const example = origin === DEFAULT_SERVICE ? 'npm run example' : `npm run example -- ${origin}`;
  return `
Standpoint is running at ${origin}/${open ? ', for other machines too' : ''}
${pages.join('\n')}${more > 0 ? `\n  and ${more} more` : ''}

Embedded:
  ${origin}/embed/${article?.id}
  ${example}

Try:
  curl '${comparison}${selection(article)}'
  curl '${comparison}.md'

Editor token for this run: ${editorToken}
Stop with Ctrl-C. Votes are kept in ${folder}.
`;
}

/** Two actors and a topic, of those there are. */
function selection(article: Article | undefined): string {
  const actors = article?.actors.slice(0, 2).map(({ id }) => id) ?? [];
  const topics = article?.topics.slice(0, 1).map(({ id }) => id) ?? [];
  const query = [
    ...(actors.length === 0 ? [] : [`actors=${actors.join(',')}`]),
    ...(topics.length === 0 ? [] : [`topics=${topics.join(',')}`]),
  ];
  return query.length === 0 ? '' : `?${query.join('&')}`;
}
