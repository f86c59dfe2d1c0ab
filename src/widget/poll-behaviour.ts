import type { Ballot, Standings } from '../domain/standings.ts';
import { showFigures, showLocalTimes } from './figures.ts';
import { fetchFragment } from './fragment.ts';
import { Live } from './live.ts';
import { showPosition } from './positions.ts';
import { type Request, succeed } from './request.ts';
import { say } from './say.ts';
import { sendBallot } from './ballot.ts';
import { solveChallenge } from './challenge-frame.ts';
import { tell, tellNothing, tellWhy } from './notes.ts';
import { CONTROLS, controlOf, type Visibility } from './visible.ts';
import type { Voter } from './voter.ts';

interface Options {
  /** What the poll's HTML is in. */
  readonly root: ParentNode & EventTarget;
  /** What is on screen, and tells the page what happens. */
  readonly host: Element;
  /** The fragment's address. */
  readonly address: string;
  readonly request: Request;
  readonly voter: Voter;
  /** Whether the reader sees what they click: for frames, which a page may cover. */
  readonly visibility?: Visibility;
  readonly signal: AbortSignal;
}

/** What a script adds to a poll's HTML: votes that leave the page where it is, and live counts. */
export class PollBehaviour {
  readonly #options: Options;
  /** The poll's address under `/v1/articles/`. */
  readonly #url: string;
  readonly #article: string;
  readonly #poll: string;
  readonly #live: Live;
  #sending = false;
  /** What the last fragment that standings asked for was to show: it is asked for once. */
  #expected: string | undefined;

  constructor(options: Options) {
    this.#options = options;
    const { address, host, request, root, signal, voter } = options;
    this.#url = address.replace(/\.html.*/, '');
    const [poll = '', , article = ''] = this.#url.split('/').toReversed();
    this.#article = decodeURIComponent(article);
    this.#poll = decodeURIComponent(poll);
    // A ballot is cast by the click on its button, which the Enter key makes too. What else sends a
    // form is a script, and the browser passes that for the reader's will.
    root.addEventListener('submit', (event) => event.preventDefault(), { signal });
    root.addEventListener('click', (event) => this.#click(event), { signal });
    this.#live = new Live({
      url: this.#url,
      request,
      token: () => (this.#section.dataset['reveal'] === 'after-vote' ? voter.token : null),
      tell: (standings) => this.#tell(standings),
      seen: host,
      signal,
    });
  }

  start(): void {
    showLocalTimes(this.#section);
    const mayVote = this.#section.querySelector('.ballot') !== null;
    tell(this.#section, 'this-page-only', mayVote && !this.#options.voter.lasting);
    this.#options.visibility?.watch(this.#section.querySelectorAll(CONTROLS));
    if (this.#section.dataset['shows']?.endsWith('true true') === true) this.#live.end();
  }

  get #section(): HTMLElement {
    return this.#options.root.querySelector<HTMLElement>('.poll') as HTMLElement;
  }

  /** Fetches the poll anew, as this voter sees it now. */
  async render(): Promise<void> {
    const { request, address, voter } = this.#options;
    const fragment = await fetchFragment(request, address, voter);
    const fresh = fragment.querySelector('.poll');
    const old = this.#section;
    if (fresh === null) return;
    const focused = (old.getRootNode() as ShadowRoot).activeElement;
    const held = focused !== null && old.contains(focused);
    old.replaceWith(fresh);
    if (held) this.#focusHeading();
    this.start();
  }

  #focusHeading(): void {
    const heading = this.#section.querySelector<HTMLElement>('h2');
    if (heading === null) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'nearest' });
  }

  #submit(event: Event, form: HTMLFormElement, submitter: HTMLElement | null): void {
    event.preventDefault();
    // What a script does is no reader's will.
    if (!event.isTrusted) return;
    const data = new FormData(form, submitter);
    const outcome = data.get('outcome');
    const control = controlOf(event) ?? submitter;
    if (data.get('action') === 'withdraw') void this.#send(null, control);
    else if (typeof outcome === 'string') void this.#send(outcome, control);
  }

  async #send(outcome: string | null, control: Element | null): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    const { host, request, signal, visibility, voter } = this.#options;
    const section = this.#section;
    tellNothing(section);
    section.ariaBusy = 'true';
    try {
      if (control !== null && (await visibility?.canBeSeen(control)) === false) {
        tell(section, 'unseen');
        return;
      }
      const answer = await sendBallot(request, this.#url, voter, outcome, this.#solve);
      // Too late, or withdrawn already elsewhere: what the poll shows now says so.
      if (![404, 409, 410].includes(answer.status)) succeed(answer);
      if (answer.ok) {
        const ballot = outcome === null ? {} : ((await answer.json()) as Ballot);
        const { receipt } = ballot as Partial<Ballot>;
        const detail = { article: this.#article, poll: this.#poll };
        if (outcome === null) say(host, 'withdraw', detail);
        else say(host, 'vote', { ...detail, outcome, receipt });
      }
      await this.render();
      this.#focusHeading();
      this.#live.again();
    } catch (error) {
      if (signal.aborted) return;
      tellWhy(section, error);
      say(host, 'error', { error });
    } finally {
      section.ariaBusy = null;
      this.#sending = false;
    }
  }

  /** Shows the challenge that new voters are set, where one is. */
  get #solve() {
    const section = this.#section;
    const { challenge } = section.dataset;
    if (challenge === undefined) return undefined;
    return async () => {
      const note = tell(section, 'challenge') ?? section;
      try {
        return await solveChallenge(note, challenge, note.textContent.trim());
      } finally {
        tell(section, 'challenge', false);
      }
    };
  }

  #click(event: Event): void {
    if (!(event.target instanceof Element)) return;
    const control = controlOf(event);
    if (control !== null && this.#options.visibility?.isCovered(control) === true) {
      event.preventDefault();
      tell(this.#section, 'unseen');
      return;
    }
    const button = event.target.closest('button');
    // A sandbox without forms has no submit event. The Enter key, too, clicks the first button.
    if (button?.form && (button.formNoValidate || button.form.reportValidity())) {
      this.#submit(event, button.form, button);
    }
    const link = event.target.closest('a');
    const id = link?.hash.slice(1) ?? '';
    if (id.startsWith('position-') && showPosition(this.#article, decodeURIComponent(id))) {
      event.preventDefault();
    }
  }

  #tell(standings: Standings): void {
    const section = this.#section;
    const { state, revealed, final, version } = standings;
    if (version < Number(section.dataset['version'])) return;
    const shows = `${state} ${revealed} ${final}`;
    if (shows === section.dataset['shows']) {
      section.dataset['version'] = String(version);
      if (revealed) showFigures(section, standings);
    } else if (shows !== this.#expected && !this.#sending) {
      this.#expected = shows;
      // A poll closes for everyone at once; its readers do not all ask in the same instant.
      setTimeout(() => void this.#renew(), Math.random() * 3_000);
    }
  }

  async #renew(): Promise<void> {
    if (this.#options.signal.aborted) return;
    try {
      await this.render();
    } catch (error) {
      this.#expected = undefined;
      say(this.#options.host, 'error', { error });
    }
  }
}
