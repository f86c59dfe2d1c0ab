import { defineCommand } from 'citty';
import type { Article } from '../domain/article.ts';
import { ask, mustBeOk } from './ask.ts';
import { validArticles } from './data.ts';
import { readText } from './text-file.ts';

/** `articles publish`: sends the articles of data/ to a service. */
export const publish = defineCommand({
  meta: { name: 'publish', description: 'Publish every article to a running service' },
  args: {
    service: { type: 'positional', required: true, description: 'Such as http://localhost:8787' },
    token: {
      type: 'string',
      description:
        'A token that vouches for files that were checked here, or with --source an editor’s; else the environment’s EDITOR_TOKEN',
    },
    source: {
      type: 'string',
      description:
        'The article’s text, for the service to find the quotations in; it is not stored',
    },
    article: { type: 'string', description: 'The id of the article to publish; else all of them' },
  },
  async run({ args }) {
    const token = args.token ?? process.env['EDITOR_TOKEN'];
    if (token === undefined)
      throw new Error('an editor’s token is needed: --token or EDITOR_TOKEN');
    const articles = (await validArticles()).filter(
      ({ id }) => args.article === undefined || id === args.article,
    );
    if (articles.length === 0) throw new Error('there is no such article');
    if (args.source !== undefined && articles.length > 1) {
      throw new Error('several articles: name the one whose source this is with --article');
    }
    const source = args.source === undefined ? undefined : await readText(args.source);
    await publishAll(new URL(args.service), token, articles, source?.whole);
    for (const { id } of articles) console.log(`published ${id}`);
  },
});

/** Publishes articles, one after another. Throws on the first refusal. */
export async function publishAll(
  service: URL,
  token: string,
  articles: readonly Article[],
  source?: string,
): Promise<void> {
  for (const article of articles) await send(service, token, article, source);
}

/**
 * Publishes one article, replacing the version that is there. With its text the service finds the
 * quotations; without, the token must be one that vouches for them.
 */
export async function send(
  service: URL,
  token: string,
  article: Article,
  source?: string,
): Promise<void> {
  const url = new URL(`/v1/articles/${article.id}`, service);
  const current = (await ask(url, { method: 'HEAD' })).headers.get('ETag');
  const answer = await ask(url, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(current === null ? { 'If-None-Match': '*' } : { 'If-Match': current }),
    },
    body: JSON.stringify({ article, ...(source === undefined ? {} : { source }) }),
  });
  await mustBeOk(answer, `${article.id} is not published`);
}
