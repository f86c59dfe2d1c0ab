/** The frame's script, `/embed.js`: the poll's behaviour, and the height for the page around. */
import type { Request } from './request.ts';
import { heightMessages, secretOf } from './height-messages.ts';
import { PollBehaviour } from './poll-behaviour.ts';
import { Visibility } from './visible.ts';
import { voterOf } from './voter.ts';

/** Of a service at `/`: `/embed/{article}`. */
const article = location.pathname.split('/').at(-1) ?? '';
const secret = secretOf(location.hash);
// In a sandbox `location.origin` is still that of the address, `self.origin` is not.
const service = new URL(import.meta.url).origin;

const tellHeight = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  // Nobody's secret is in it, and nobody can know who frames this page: hence to any origin.
  for (const message of heightMessages(height, article, secret)) parent.postMessage(message, '*');
};

function startPoll(section: Element): void {
  const request: Request = (url, init) => fetch(url, init);
  const poll = section.id.replace(/^poll-/, '');
  const address = new URL(`/v1/articles/${article}/polls/${poll}.html`, service);
  address.searchParams.set('lang', document.documentElement.lang);
  const voter = voterOf(service);
  const behaviour = new PollBehaviour({
    root: document.body,
    host: section.parentElement ?? document.body,
    address: address.href,
    request,
    voter,
    visibility: new Visibility(),
    signal: new AbortController().signal,
  });
  behaviour.start();
  // The page itself is the same for everyone; a voter's own ballot comes after it.
  if (voter.token !== null || voter.own) behaviour.render().catch(() => undefined);
}

if (parent !== globalThis.window) {
  new ResizeObserver(tellHeight).observe(document.body);
  addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== parent || typeof data !== 'object' || data === null) return;
    const { message, secret: theirs } = data as { message?: unknown; secret?: unknown };
    if (message === 'ready' && theirs === secret) tellHeight();
  });
}
// WordPress's sandbox opens no links; its page opens those to the frame's own host.
if (secret !== null) {
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link?.host !== new URL(service).host) return;
    event.preventDefault();
    parent.postMessage({ message: 'link', value: link.href, secret }, '*');
  });
}
const section = document.querySelector('.poll');
if (section !== null) startPoll(section);
