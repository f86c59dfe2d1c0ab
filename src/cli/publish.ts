import { defineCommand } from 'citty';
import type { Article } from '../domain/article.ts';
import { ask, mustBeOk } from './ask.ts';
import { validArticles } from './data.ts';

/** `articles publish`: sends the articles of data/ to a service. */
export const publish = defineCommand({
  meta: { name: 'publish', description: 'Publish every article to a running service' },
  args: {
    service: { type: 'positional', required: true, description: 'Such as http://localhost:8787' },
    token: {
      type: 'string',
      description: 'An editor’s token; else the environment’s EDITOR_TOKEN',
    },
  },
  async run({ args }) {
    const token = args.token ?? process.env['EDITOR_TOKEN'];
    if (token === undefined)
      throw new Error('an editor’s token is needed: --token or EDITOR_TOKEN');
    const articles = await validArticles();
    await publishAll(new URL(args.service), token, articles);
    for (const { id } of articles) console.log(`published ${id}`);
  },
});

/** Publishes articles, one after another. Throws on the first refusal. */
export async function publishAll(
  service: URL,
  token: string,
  articles: readonly Article[],
): Promise<void> {
  for (const article of articles) await send(service, token, article);
}

/** Publishes one article, replacing the version that is there. */
export async function send(service: URL, token: string, article: Article): Promise<void> {
  const url = new URL(`/v1/articles/${article.id}`, service);
  const current = (await ask(url, { method: 'HEAD' })).headers.get('ETag');
  const answer = await ask(url, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(current === null ? { 'If-None-Match': '*' } : { 'If-Match': current }),
    },
    body: JSON.stringify(article),
  });
  await mustBeOk(answer, `${article.id} is not published`);
}
