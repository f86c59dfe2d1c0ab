import type { Standings } from '../domain/standings.ts';
import { delay, outOfPatience } from './back-off.ts';
import type { Request } from './request.ts';

interface Options {
  /** The poll's address under `/v1/articles/`. */
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

  /** Tries again later: not before `least` ms. */
  #retry(least = 0): void {
    this.#socket = undefined;
    const timer = setTimeout(
      async () => {
        const wait = outOfPatience(this.#failures) ? await this.#ask() : 0;
        if (timer !== this.#timer) return; // nobody looks any more
        this.#timer = undefined;
        if (wait > 0) this.#retry(wait);
        else this.#look();
      },
      Math.max(least, delay(this.#failures++)),
    );
    this.#timer = timer;
  }

  /** Asks for what no socket brings; answers with how long the service wants to be left alone: ms. */
  async #ask(): Promise<number> {
    const { url, request, token, tell } = this.#options;
    const secret = token();
    const headers = secret === null ? {} : { 'Standpoint-Voter': secret };
    try {
      const answer = await request(`${url}/standings`, { headers });
      if (answer.ok) tell((await answer.json()) as Standings);
      return Number(answer.headers.get('Retry-After')) * 1_000 || 0;
    } catch {
      return 0; // the next turn asks again
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
