import { fetchFragment } from './fragment.ts';
import type { Content, Host } from './host.ts';
import { say } from './say.ts';
import { PollBehaviour } from './poll-behaviour.ts';
import { adoptStyle } from './style-sheet.ts';
import { voterOf } from './voter.ts';

/** Fills an element and keeps what is in it alive. */
export function open(host: Host): Content {
  const closing = new AbortController();
  void fill(host, closing.signal);
  return { close: () => closing.abort() };
}

async function fill(host: Host, signal: AbortSignal): Promise<void> {
  const root = host.shadowRoot as ShadowRoot;
  const { service, address } = host;
  const poll = host.getAttribute('poll');
  const request: typeof host.request = (url, init) => host.request(url, { ...init, signal });
  const voter = voterOf(service);
  try {
    const [fragment] = await Promise.all([
      fetchFragment(request, address, poll === null ? undefined : voter),
      // Other elements wait for the same sheet: it is fetched even if this one goes.
      adoptStyle(root, service, (url) => host.request(url)),
    ]);
    signal.throwIfAborted();
    root.replaceChildren(fragment);
    if (poll !== null) {
      new PollBehaviour({ root, host, address, request, voter, signal }).start();
    }
    say(host, 'load', { article: host.getAttribute('article'), poll });
  } catch (error) {
    if (signal.aborted) return;
    // What was shown before is not what the attributes ask for now.
    root.replaceChildren(document.createElement('slot'));
    host.release();
    say(host, 'error', { error });
  }
  host.ariaBusy = null;
  releaseUnseen(host, signal);
}

/** Lets the reserved height go when nobody sees it, or when the reader does something there. */
function releaseUnseen(host: Host, signal: AbortSignal): void {
  const seen = new IntersectionObserver((entries) => {
    if (entries.at(-1)?.isIntersecting === false) release();
  });
  const release = () => {
    seen.disconnect();
    host.release();
  };
  seen.observe(host);
  host.addEventListener('click', release, { once: true, signal });
  signal.addEventListener('abort', () => seen.disconnect());
}
