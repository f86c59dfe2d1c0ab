import { env, exports } from 'cloudflare:workers';
import russiaRareEarths from '../data/articles/russia-rare-earths-offer.json' with { type: 'json' };
import type { Article } from '../src/domain/article.ts';
import { parseArticle } from '../src/domain/parse-article.ts';
import type { Env } from '../src/storage/env.ts';

declare global {
  namespace Cloudflare {
    interface Env extends ProjectEnv {}
    interface GlobalProps {
      mainModule: typeof import('../src/index.ts');
    }
  }
}
type ProjectEnv = Env;

/** The token whose hash the tests' configuration names. */
const EDITOR_TOKEN = 'editor-token';
export const ARTICLE = 'russia-rare-earths-offer';

/** The real article, perhaps with other parts in place of its own. */
export function realArticle(changes: Partial<Article> = {}): Article {
  const parsed = parseArticle({ ...russiaRareEarths, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return parsed.value;
}

/** Calls the Worker as a client would. */
export function call(path: string, init?: RequestInit): Promise<Response> {
  return exports.default.fetch(new Request(`https://standpoint.test${path}`, init));
}

/** Calls the Worker and reads the JSON it answers. */
export async function callJson<T = Record<string, unknown>>(
  path: string,
  init?: RequestInit,
): Promise<{ status: number; headers: Headers; body: T }> {
  const response = await call(path, init);
  return { status: response.status, headers: response.headers, body: await response.json<T>() };
}

/** Sends an article as an editor does. */
export function put(
  article: unknown,
  id = ARTICLE,
  headers: Record<string, string> = {},
): Promise<Response> {
  return call(`/v1/articles/${id}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${EDITOR_TOKEN}`,
      'Content-Type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(article),
  });
}

/** Publishes an article; throws when it is refused. */
export async function publish(article: Article = realArticle()): Promise<void> {
  const response = await put(article, article.id);
  if (!response.ok) throw new Error(await response.text());
}

export async function newVoter(): Promise<string> {
  const { body } = await callJson<{ token: string }>('/v1/voters', { method: 'POST' });
  return body.token;
}

/** The URL of a part of the real article's poll. */
export const pollPath = (part: string, poll = 'who-signs') => `/v1/polls/${ARTICLE}/${poll}${part}`;

/** Casts a ballot as a client does. */
export function castBallot(token: string, outcome: unknown, path = pollPath('/ballot')) {
  return call(path, {
    method: 'PUT',
    headers: { 'Standpoint-Voter': token, 'Content-Type': 'application/json' },
    body: JSON.stringify({ outcome }),
  });
}

export { env };
