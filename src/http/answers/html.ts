import type { Context } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import { sha256 } from '../../crypto.ts';
import { type Caching, HTML_TYPE, send } from './send.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The HTML of a component. */
export const render = async (component: Html): Promise<string> => (await component).toString();

/** What no document of ours does. */
const ALWAYS =
  "default-src 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types standpoint; ";

/** Our own script alone; a page shows everything without it, and its polls are forms. */
export const PAGE_POLICY = `${ALWAYS}style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; frame-ancestors 'none'`;

/**
 * The frame's own script alone, which may reach nothing but this service. All may frame it, or those
 * whose origins are `embedders`.
 */
export const framePolicy = (origin: string, embedders: readonly string[] | undefined) =>
  ALWAYS +
  [
    `frame-ancestors ${embedders === undefined ? '*' : ["'self'", ...embedders].join(' ')}`,
    // In a sandbox the frame's own origin is none, and not every browser takes 'self' for its host.
    `style-src 'self' ${origin}`,
    `img-src 'self' ${origin}`,
    `script-src 'self' ${origin}`,
    // Nor do all of them take 'self' for WebSockets of the same host.
    `connect-src 'self' ${origin} ${origin.replace(/^http/, 'ws')}`,
  ].join('; ');

interface Sending {
  readonly cache: Caching;
  /** The article it is made of. */
  readonly tag?: string;
  /** Seconds since that was last known to hold, where it may not hold now. */
  readonly age?: number;
}

/** What a whole document has beside its body. */
export const documentHeaders = (policy: string) => ({
  'Content-Security-Policy': policy,
  'Referrer-Policy': 'strict-origin-when-cross-origin',
});

/** Sends a whole document. */
export async function sendDocument(
  c: Context,
  page: Html,
  policy: string,
  sending: Sending,
): Promise<Response> {
  for (const [name, value] of Object.entries(documentHeaders(policy))) c.header(name, value);
  return sendHtml(c, `<!doctype html>${await render(page)}`, sending);
}

/** Sends HTML as it is: a fragment, or a document whose policy is set. */
export async function sendHtml(c: Context, body: string, sending: Sending): Promise<Response> {
  return send(c, { body, type: HTML_TYPE, etag: await sha256(body), ...sending });
}
