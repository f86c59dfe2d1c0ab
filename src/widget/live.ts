import type { Standings } from '../domain/standings.ts';
import { delay, outOfPatience } from './back-off.ts';
import type { Request } from './fragment.ts';

interface Options {
  /** The poll's address under `/v1/polls/`. */
  readonly url: string;
  readonly request: Request;
  /** Who sees counts that are hidden from others; `null` where nobody does. */
  readonly token: () => string | null;
  readonly tell: (standings: Standings) => void;
  /** What must be on screen for standings to be wanted. */
  readonly seen: Element;
  readonly signal: AbortSignal;
}

/** Brings standings while somebody looks. */
export class Live {
  readonly #options: Options;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #onScreen = false;
  #done = false;

  constructor(options: Options) {
    this.#options = options;
    const { seen, signal } = options;
    const observer = new IntersectionObserver((entries) => {
      this.#onScreen = entries.at(-1)?.isIntersecting === true;
      this.#look();
    });
    observer.observe(seen);
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.end();
    });
  }

  /** Nothing will change any more. */
  end(): void {
    this.#done = true;
    this.#look();
  }

  /** Connects anew: what this reader may see has changed. */
  again(): void {
    this.#drop();
    this.#look();
  }

  #look(): void {
    const wanted = this.#onScreen && !this.#done && document.visibilityState === 'visible';
    if (!wanted) this.#drop();
    else if (this.#socket === undefined && this.#timer === undefined) this.#connect();
  }

  #connect(): void {
    const { url, token } = this.#options;
    const secret = token();
    let socket: WebSocket;
    try {
      socket = new WebSocket(
        `${url.replace(/^http/, 'ws')}/live`,
        secret === null ? ['standpoint'] : ['standpoint', secret],
      );
    } catch {
      this.#retry(); // a page's policy may forbid sockets
      return;
    }
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      if (socket !== this.#socket) return;
      this.#failures = 0;
      this.#options.tell(JSON.parse(String(data)) as Standings);
    });
    socket.addEventListener('close', () => {
      if (socket === this.#socket) this.#retry();
    });
  }

  #retry(): void {
    this.#socket = undefined;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        if (outOfPatience(this.#failures)) void this.#ask();
        this.#look();
      },
      delay(this.#failures++),
    );
  }

  async #ask(): Promise<void> {
    const { url, request, token, tell } = this.#options;
    const secret = token();
    const headers = secret === null ? {} : { 'Standpoint-Voter': secret };
    try {
      const answer = await request(`${url}/standings`, { headers });
      if (answer.ok) tell((await answer.json()) as Standings);
    } catch {
      // The next turn asks again.
    }
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }
}
