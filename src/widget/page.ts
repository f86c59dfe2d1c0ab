/** The article page's script, `/page.js`: times where the reader is, and a preview that follows. */
import { showLocalTimes } from './figures.ts';
import { parse } from './trusted-html.ts';
import { voterOf } from './voter.ts';

/** How long a vote waits for what makes tabs one voter: ms. */
const PATIENCE = 5_000;

/** Shows what the form of `section` chooses, as its button does, without leaving the page. */
function follow(section: Element, form: HTMLFormElement, frame: HTMLIFrameElement): void {
  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') url.searchParams.append(name, value);
    }
    const answer = await fetch(url);
    const snippets = parse(await answer.text()).querySelector('.snippets');
    if (turn !== asked || snippets === null) return;
    const src = framedIn(snippets);
    src.searchParams.set('lang', document.documentElement.lang);
    section.querySelector('.snippets')?.replaceWith(snippets);
    history.replaceState(null, '', url);
    // Not by `src`: the button that goes back would go through all that was shown here.
    frame.contentWindow?.location.replace(src.href);
  };
  // Where that fails the form's button is still there.
  form.addEventListener('change', () => void show().catch(() => undefined));
  addEventListener('message', ({ origin, source, data }: MessageEvent<unknown>) => {
    if (origin !== location.origin || source !== frame.contentWindow) return;
    const { type, height } = Object(data) as { type?: unknown; height?: unknown };
    if (type !== 'standpoint-height') return;
    frame.height = String(Number(height) + frame.offsetHeight - frame.clientHeight); // and its edge
  });
}

/** The address of the frame that one of the snippets is. */
function framedIn(snippets: Element): URL {
  const [, src = ''] = /<iframe src="([^"]*)"/.exec(snippets.textContent) ?? [];
  return new URL(src.replaceAll('&amp;', '&'));
}

/** Lets this browser's tabs, and the frames on this page, be one voter before a first vote is sent. */
function voteAsOne(form: HTMLFormElement): void {
  let ready = false;
  form.addEventListener('submit', (event) => {
    if (ready) return;
    event.preventDefault();
    // Where that fails or hangs the form does by itself, and its answer says what is wrong.
    const patience = new Promise((done) => setTimeout(done, PATIENCE));
    const known = voterOf(location.origin).ensure((url, init) => fetch(url, init));
    const send = () => {
      if (ready) return;
      ready = true;
      form.requestSubmit(event.submitter);
    };
    Promise.race([known, patience]).then(send, send);
  });
}

const FIRST = '.poll:not([data-challenge]):not(:has(.receipt)) form.ballot';
for (const form of document.querySelectorAll<HTMLFormElement>(FIRST)) voteAsOne(form);
for (const poll of document.querySelectorAll('.poll')) showLocalTimes(poll);
const section = document.querySelector('.put');
const form = section?.querySelector('form');
const frame = section?.querySelector('iframe');
if (section && form && frame) follow(section, form, frame);
