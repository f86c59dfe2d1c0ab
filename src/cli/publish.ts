import type { Article } from '../domain/article.ts';

/** Publishes an article to a running service, replacing the version there. Throws on refusal. */
export async function publish(service: URL, token: string, article: Article): Promise<void> {
  const url = new URL(`/v1/articles/${article.id}`, service);
  const current = (await fetch(url, { method: 'HEAD' })).headers.get('ETag');
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
