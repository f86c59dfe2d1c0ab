import { defineCommand } from 'citty';
import type { Article } from '../domain/article.ts';
import { parseArticle } from '../domain/parse-article.ts';
import { readArticles } from './data.ts';

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
    for (const id of await publishAll(new URL(args.service), token)) console.log(`published ${id}`);
  },
});

/** Publishes every article of data/; answers with their ids. Throws on the first refusal. */
export async function publishAll(service: URL, token: string): Promise<string[]> {
  const ids: string[] = [];
  for (const { name, content } of await readArticles()) {
    const article = parseArticle(content);
    if (!article.ok) throw new Error(`${name}: ${JSON.stringify(article.problem, null, 2)}`);
    await send(service, token, article.value);
    ids.push(article.value.id);
  }
  return ids;
}

/** Publishes one article, replacing the version that is there. */
export async function send(service: URL, token: string, article: Article): Promise<void> {
  const url = new URL(`/v1/articles/${article.id}`, service);
  const answer = await fetch(url, { method: 'HEAD' }).catch(() => null);
  if (answer === null) throw new Error(`nothing answers at ${service.href}`);
  const current = answer.headers.get('ETag');
  const response = await fetch(url, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(current === null ? { 'If-None-Match': '*' } : { 'If-Match': current }),
    },
    body: JSON.stringify(article),
  });
  if (!response.ok) throw new Error(`${article.id}: ${response.status} ${await response.text()}`);
}
