import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { parseAccept } from 'hono/utils/accept';
import type { App } from '../context.ts';
import { raise } from '../answers/problem.ts';

/*
 * The one rule of `Accept` (RFC 9110, section 12.5.1). What is at an address has one media type. It
 * is sent if the most specific range that covers it allows it, else the request stops with
 * `not-acceptable`: a read when it is answered, a change before anything is done. A problem is told
 * as a page to who prefers HTML, else as JSON. The files beside the Worker are sent whatever it says.
 */

/** How much a media type is wanted, and by how specific a range: itself 2, its kind 1, anything 0. */
interface Wanted {
  readonly q: number;
  readonly specific: number;
}

/** Stops with `not-acceptable` when the client's `Accept` leaves out what is here. */
export function mustAccept(c: Context, type: string): void {
  const accept = c.req.header('Accept');
  if (!accept || accept === '*/*') return;
  const [bare = type] = type.split(';');
  if (wanted(accept, bare).q === 0) raise({ tag: 'not-acceptable', type: bare });
}

/**
 * Stops a change whose answer, of this type, the client would not take.
 *
 * @example
 * app.post('/close', answers(JSON_TYPE), close)
 */
export const answers = (type: string) =>
  createMiddleware<App>((c, next) => {
    mustAccept(c, type);
    return next();
  });

/**
 * Whether a client asks for HTML and would rather read it than JSON, as browsers say when people go
 * somewhere. Who takes anything asks for nothing.
 */
export function prefersHtml(accept = ''): boolean {
  const html = wanted(accept, 'text/html');
  const json = ['application/problem+json', 'application/json'].map((type) => wanted(accept, type));
  return (
    html.specific > 0 &&
    html.q > 0 &&
    json.every(({ q, specific }) => html.q > q || (html.q === q && html.specific > specific))
  );
}

function wanted(accept: string, type: string): Wanted {
  const given = parseAccept(accept.toLowerCase());
  // Some write `*` for anything.
  const ranges = [[type], [type.replace(/\/.*/, '/*')], ['*/*', '*']];
  const [most = { q: 0, specific: 0 }] = ranges.flatMap((range, i) =>
    given.filter((each) => range.includes(each.type)).map(({ q }) => ({ q, specific: 2 - i })),
  );
  return most;
}
