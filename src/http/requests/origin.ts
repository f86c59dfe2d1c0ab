import type { Context } from 'hono';
import type { Article } from '../../domain/article.ts';
import { configOf } from '../../env.ts';
import { raise, unwrap } from '../answers/problem.ts';
import type { App } from '../context.ts';

/** What is asked of a context, whatever middleware has left in it. */
type Asked = Pick<Context<App>, 'req' | 'env' | 'header'>;

/**
 * The origin that readers know the service by. What is made of it may be kept by a cache, which
 * does not tell apart by whatever Host a request has named.
 */
export const originOf = (c: Asked): string =>
  unwrap(configOf(c.env).publicOrigin) ?? new URL(c.req.url).origin;

/** The same for who must answer even where it is set wrong. */
export const anyOriginOf = (c: Context<App>): string => {
  const { publicOrigin } = configOf(c.env);
  return (publicOrigin.ok ? publicOrigin.value : null) ?? new URL(c.req.url).origin;
};
/** Whether a page of this service has this origin, by the name of the service or of the request. */
const isOurs = (c: Asked, origin: string | undefined): boolean =>
  origin === new URL(c.req.url).origin || origin === originOf(c);

/** Whether a browser says that a page of this service sent the request. */
export function comesFromUs(c: Asked): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  const origin = c.req.header('Origin');
  const ours = isOurs(c, origin);
  return site === undefined ? ours : site === 'same-origin' && (origin === undefined || ours);
}

/** Stops a form that another site sent: a browser says where a form comes from, or it is refused. */
export function mustBeOurForm(c: Asked): void {
  if (!comesFromUs(c)) raise({ tag: 'foreign-form' });
}

/**
 * Stops what a page of another site asks for, where the article names the origins that may show it
 * and that page's is not among them. A sandbox has no origin: whose it is cannot be told, so it is
 * stopped too. Programs say no origin, and are free to read what is public.
 */
export function mustBeEmbedder(c: Asked, { id, embedders }: Article): void {
  if (embedders === undefined) return;
  c.header('Vary', 'Origin', { append: true });
  const origin = c.req.header('Origin');
  if (origin === undefined || embedders.includes(origin) || isOurs(c, origin)) return;
  raise({ tag: 'foreign-page', article: id });
}
