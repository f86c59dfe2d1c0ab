import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import russiaRareEarths from '../data/articles/russia-rare-earths-offer.json' with { type: 'json' };
import type { Article } from '../src/domain/article.ts';
import { parseArticle } from '../src/domain/parse-article.ts';
import { ok } from '../src/domain/problem.ts';
import type { Standings } from '../src/domain/standings.ts';
import { readConfig } from '../src/config.ts';
import type { Env } from '../src/env.ts';
import { unwrap } from '../src/http/answers/problem.ts';
import { toBase64Url } from '../src/crypto.ts';

declare global {
  namespace Cloudflare {
    interface Env extends ProjectEnv {}
    interface GlobalProps {
      mainModule: typeof import('../src/index.ts');
    }
  }
}
type ProjectEnv = Env;

/** What an editor's requests carry. */
export const EDITOR = { Authorization: 'Bearer editor-token' };
export const ARTICLE = 'russia-rare-earths-offer';

/** The real article, perhaps with other parts in place of its own. */
export function realArticle(changes: Partial<Article> = {}): Article {
  const parsed = parseArticle({ ...russiaRareEarths, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return parsed.value;
}

/** Calls the Worker as a client would. */
export function call(path: string, init?: RequestInit): Promise<Response> {
  return exports.default.fetch(
    new Request(`https://standpoint.test${path}`, { redirect: 'manual', ...init }),
  );
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
      ...EDITOR,
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
export const pollPath = (part: string, poll = 'who-signs') =>
  `/v1/articles/${ARTICLE}/polls/${poll}${part}`;

/** Casts a ballot as a client does. */
export function castBallot(token: string, outcome: unknown, path = pollPath('/ballot')) {
  return call(path, {
    method: 'PUT',
    headers: { 'Standpoint-Voter': token, 'Content-Type': 'application/json' },
    body: JSON.stringify({ outcome }),
  });
}

export { env };

/** The keys that sign voter tokens here, or those of another `VOTER_KEYS`. */
export const voterKeys = (keys = env.VOTER_KEYS ?? '') =>
  unwrap(readConfig({ VOTER_KEYS: keys }).voterKeys);

/** The id of the `n`th voter whose ballots go into box `box` of `boxes`. */
export function voterIn(box: number, n: number, boxes = 4): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, (n * boxes + box) << 2); // its first 30 bits decide
  return toBase64Url(bytes);
}

/** Has one wish granted by a box, without the Worker: a ballot cast or, with `null`, withdrawn. */
export async function wishOf(poll: string, box: number, voter: string, outcome: string | null) {
  const stub = env.BALLOT_BOX.getByName(`${poll}/${box}`);
  const answers = await stub.cast([{ voter, outcome }]);
  const result = answers?.results[0];
  if (answers === null || result === undefined) throw new Error('no such poll');
  const { standings } = answers;
  if (!result.ok) return result;
  const { receipt, previous } = result.value;
  return ok({ receipt, previous, standings: JSON.parse(standings) as Standings | null });
}

/** Does `work` while an object finds something else than usual in its environment. */
export async function withBinding<T>(
  stub: DurableObjectStub,
  binding: keyof Env,
  value: unknown,
  work: () => Promise<T>,
): Promise<T> {
  const swap = (to: unknown) =>
    runInDurableObject(stub, (instance) => {
      const own = instance as { env?: Env; state?: { env: Env } };
      const bindings = own.env ?? own.state?.env ?? env;
      const before: unknown = bindings[binding];
      Object.defineProperty(bindings, binding, { value: to, configurable: true, writable: true });
      return before;
    });
  const before = await swap(value);
  try {
    return await work();
  } finally {
    await swap(before);
  }
}

/** A rate limiter that lets `limit` through for each key, whatever the clock says. */
export function fakeLimiter(
  limit: number,
): RateLimit & { readonly keys: ReadonlyMap<string, number> } {
  const keys = new Map<string, number>();
  return {
    keys,
    limit: async ({ key }) => {
      const count = (keys.get(key) ?? 0) + 1;
      keys.set(key, count);
      return { success: count <= limit };
    },
  };
}
