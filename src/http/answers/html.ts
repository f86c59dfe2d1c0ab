import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HtmlEscapedString } from 'hono/utils/html';
import { sha256 } from '../../crypto.ts';
import type { App } from '../context.ts';
import { originOf } from '../requests/origin.ts';
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
const PAGE_POLICY = policy(
  ...TRUSTED,
  ...PAGE_RULES,
  "script-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
);
/** A page that shows the challenge too: its script is not ours to hold to trusted types. */
const CHALLENGED_PAGE_POLICY = policy(
  ...PAGE_RULES,
  `script-src 'self' ${CHALLENGE}`,
  `frame-src ${CHALLENGE}`,
);

/** What a frame may do, by what is shown in it. */
interface Framing {
  readonly embedders?: readonly string[] | undefined;
  /** Whether it shows the challenge, or a frame of ours that does. */
  readonly challenge?: 'shown' | 'framed' | undefined;
}

/** The frame's own script alone, which may reach nothing but this service. */
function framePolicy(origin: string, { embedders, challenge }: Framing): string {
  // In a sandbox the frame's own origin is none, and not every browser takes 'self' for its host.
  const us = `'self' ${origin}`;
  const shown = challenge === 'shown' ? ` ${CHALLENGE}` : '';
  const framed = { shown: CHALLENGE, framed: us };
  return policy(
    ...(challenge === 'shown' ? [] : TRUSTED),
    `frame-ancestors ${embedders === undefined ? '*' : ["'self'", ...embedders].join(' ')}`,
    `style-src ${us}`,
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
  readonly status?: ContentfulStatusCode;
}

/** Sends a whole page; one that is `challenged` may show Cloudflare's challenge. */
export const sendPage = (
  c: Context,
  page: Html,
  { challenged = false, ...sending }: Sending & { readonly challenged?: boolean },
): Promise<Response> =>
  sendDocument(c, page, sending, challenged ? CHALLENGED_PAGE_POLICY : PAGE_POLICY);

/** Sends a page that others frame: all of them, or those whose origins are `embedders`. */
export const sendFrame = (
  c: Context<App>,
  page: Html,
  sending: Sending,
  framing: Framing,
): Promise<Response> => sendDocument(c, page, sending, framePolicy(originOf(c), framing));

async function sendDocument(
  c: Context,
  page: Html,
  sending: Sending,
  rules: string,
): Promise<Response> {
  c.header('Content-Security-Policy', rules);
  c.header('Referrer-Policy', 'strict-origin-when-cross-origin');
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
