import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HtmlEscapedString } from 'hono/utils/html';
import { sha256 } from '../../crypto.ts';
import { type Caching, HTML_TYPE, send } from './send.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The HTML of a component. */
export const render = async (component: Html): Promise<string> => (await component).toString();

/** Cloudflare's challenge, which some documents of ours show; no other host is ever named. */
const CHALLENGE = 'https://challenges.cloudflare.com';
/** What no document of ours does. */
const ALWAYS = ["default-src 'none'", "base-uri 'none'", "form-action 'self'"];
/** Nor does any that holds no script but ours. */
const TRUSTED = ["require-trusted-types-for 'script'", 'trusted-types standpoint'];

const policy = (...rules: readonly string[]) => [...ALWAYS, ...rules].join('; ');

/** Our own script alone; a page shows everything without it, and its polls are forms. */
const PAGE_RULES = ["style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"];
export const PAGE_POLICY = policy(
  ...TRUSTED,
  ...PAGE_RULES,
  "script-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
);
/** A page that shows the challenge too: its script is not ours to hold to trusted types. */
export const CHALLENGED_PAGE_POLICY = policy(
  ...PAGE_RULES,
  "img-src 'self'",
  `script-src 'self' ${CHALLENGE}`,
  `frame-src ${CHALLENGE}`,
);

/** What a frame may do, by what is shown in it. */
interface Framing {
  readonly embedders?: readonly string[] | undefined;
  /** Whether it shows the challenge, or a frame of ours that does. */
  readonly challenge?: 'shown' | 'framed' | undefined;
}

/**
 * The frame's own script alone, which may reach nothing but this service. All may frame it, or those
 * whose origins are `embedders`.
 */
export function framePolicy(origin: string, { embedders, challenge }: Framing = {}): string {
  // In a sandbox the frame's own origin is none, and not every browser takes 'self' for its host.
  const us = `'self' ${origin}`;
  const shown = challenge === 'shown' ? ` ${CHALLENGE}` : '';
  const framed = { shown: CHALLENGE, framed: us };
  return policy(
    ...(challenge === 'shown' ? [] : TRUSTED),
    // Not `*`, which is no sandbox around: what is for all names nobody.
    ...(embedders === undefined ? [] : [`frame-ancestors 'self' ${embedders.join(' ')}`]),
    `style-src ${us}`,
    `img-src ${us}`,
    `script-src ${us}${shown}`,
    // Nor do all of them take 'self' for WebSockets of the same host.
    `connect-src ${us} ${origin.replace(/^http/, 'ws')}`,
    ...(challenge === undefined ? [] : [`frame-src ${framed[challenge]}`]),
  );
}

interface Sending {
  readonly cache: Caching;
  /** The article it is made of. */
  readonly tag?: string;
  /** Seconds since that was last known to hold, where it may not hold now. */
  readonly age?: number;
  readonly status?: ContentfulStatusCode;
}

/** What a whole document has beside its body. */
export const documentHeaders = (rules: string) => ({
  'Content-Security-Policy': rules,
  'Referrer-Policy': 'strict-origin-when-cross-origin',
});

/** Sends a whole document. */
export async function sendDocument(
  c: Context,
  page: Html,
  rules: string,
  sending: Sending,
): Promise<Response> {
  for (const [name, value] of Object.entries(documentHeaders(rules))) c.header(name, value);
  return sendHtml(c, `<!doctype html>${await render(page)}`, sending);
}

/** Sends HTML as it is: a fragment, or a document whose policy is set. */
export async function sendHtml(
  c: Context,
  body: string,
  { status = 200, ...sending }: Sending,
): Promise<Response> {
  // What is refused is not to be had again.
  const etag = status === 200 ? { etag: await sha256(body) } : {};
  return send(c, { body, type: HTML_TYPE, ...etag, ...sending }, status);
}
