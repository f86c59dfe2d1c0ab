/** The script of what shows the challenge, `/challenge.js`: in a frame of ours, or in a ballot's form. */

const API = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';
/** How long the challenge's script may take: ms. */
const PATIENCE = 10_000;

interface Turnstile {
  render(place: HTMLElement, options: Readonly<Record<string, unknown>>): unknown;
}

const place = document.querySelector<HTMLElement>('.challenge');
const framed = parent !== globalThis.window;

/** Tells the page around, which may be anyone's: what solves a challenge makes one voter, once. */
function tell(message: object): void {
  if (framed) parent.postMessage({ type: 'standpoint-challenge', ...message }, '*');
}

function show(what: 'blocked' | 'failed' | 'no-script', shown: boolean): void {
  const note = document.querySelector<HTMLElement>(`[data-told=${what}]`);
  if (note !== null) note.hidden = !shown;
}

function blocked(): void {
  show('blocked', true);
  tell({ blocked: true });
}

function challenge(element: HTMLElement, turnstile: Turnstile): void {
  const { sitekey, language } = element.dataset;
  const failed = () => {
    show('failed', true);
    return true; // it says so itself no more, and tries again
  };
  turnstile.render(element, {
    sitekey,
    language,
    action: 'vote',
    size: 'flexible',
    theme: matchesDark() ? 'dark' : 'light',
    callback: (token: string) => {
      show('failed', false);
      tell({ token });
    },
    'error-callback': failed,
    'timeout-callback': failed,
    'unsupported-callback': blocked,
  });
}

/** What is shown around it may be forced to light or dark, whatever the device prefers. */
function matchesDark(): boolean {
  const { classList } = document.querySelector('.standpoint') ?? document.body;
  if (classList.contains('dark') || classList.contains('light')) return classList.contains('dark');
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

function load(element: HTMLElement): void {
  const script = document.createElement('script');
  const patience = setTimeout(blocked, PATIENCE);
  script.addEventListener('error', () => {
    clearTimeout(patience);
    blocked();
  });
  script.addEventListener('load', () => {
    clearTimeout(patience);
    const { turnstile } = globalThis as { turnstile?: Turnstile };
    // What keeps scripts out may put an empty one in their place.
    if (turnstile === undefined) blocked();
    else challenge(element, turnstile);
  });
  script.src = API;
  document.head.append(script);
}

if (place !== null) {
  show('no-script', false);
  tell({});
  if (framed) {
    new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      parent.postMessage({ type: 'standpoint-height', height }, '*');
    }).observe(document.body);
  }
  load(place);
}
