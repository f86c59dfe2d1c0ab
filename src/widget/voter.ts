import { type Request, succeed } from './request.ts';

/** Where a token lies in the page's own storage, with the service behind it. */
const KEY = 'standpoint-voter';
/** What a token is made of. Anything else in the storage is as good as none: no header takes it. */
const TOKEN = /^[\w.-]{40,300}$/;
/** How long what another tab has stored may take to be read here: ms. */
const SETTLES = 50;
/** How long to wait for another tab that is asking for a token: ms. */
const PATIENCE = 8_000;
/** How a new voter is answered who has solved no challenge where one is set. */
const UNSOLVED = new Set([400, 403, 415]);

/** Lets the reader solve the challenge that new voters are set; answers with what solves it. */
export type Solve = () => Promise<string>;

/** A reader as a voter: a token that says nothing of them, asked for when they first vote. */
export class Voter {
  readonly #service: string;
  readonly #key: string;
  #token: string | null = null;
  /** Tokens lay under one key for all services once; this service may have refused that one. */
  #former = true;
  #asking: Promise<string> | undefined;
  /** Whether the token outlives the page. */
  lasting = true;
  /** Whether this is a page of the service itself, where a cookie may know the reader already. */
  readonly own: boolean;

  constructor(service: string) {
    this.#service = service;
    this.#key = `${KEY}:${service}`;
    this.own = isOwn(service);
    // Reading is not enough: some browsers let nothing be written, and some say nothing of it.
    this.lasting = this.#write(`${KEY}-test`, 'test');
    if (this.lasting) localStorage.removeItem(`${KEY}-test`);
  }

  /** The token, which another tab may have stored; `null` before the first vote. */
  get token(): string | null {
    const keys = this.#former ? [this.#key, KEY] : [this.#key];
    const stored = keys.map(read).find((text) => text !== null && TOKEN.test(text));
    return stored ?? this.#token;
  }

  /**
   * The token, asked for where there is none. `solve` is given where new voters are set a challenge.
   * Throws what was refused, what `solve` throws, or what the network throws.
   */
  ensure(request: Request, solve?: Solve): Promise<string> {
    this.#asking ??= this.#become(request, solve).finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** Keeps a token, in memory where nothing else will do. */
  keep(token: string): void {
    this.#token = token;
    if (!this.#write(this.#key, token)) this.lasting = false;
  }

  forget(): void {
    this.#token = null;
    this.#former = false;
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Nothing lies there that could be read.
    }
  }

  async #become(request: Request, solve: Solve | undefined): Promise<string> {
    if (solve === undefined || this.own || this.token !== null) {
      const token = await this.#alone(() => this.#ask(request, solve !== undefined));
      if (token !== null) return token;
    }
    // Not within the lock: other tabs need not wait until a reader has solved something.
    const solved = await solve?.();
    return (await this.#alone(() => this.#ask(request, false, solved))) as string;
  }

  /** Asks the service, unless another tab did; `null` where it wants a challenge solved first. */
  async #ask(request: Request, maySolve: boolean, solved?: string): Promise<string | null> {
    const known = this.token;
    if (known !== null && !this.own) {
      this.keep(known); // where this service looks for it first
      return known;
    }
    const answer = await request(`${this.#service}/v1/voters`, {
      method: 'POST',
      headers: {
        ...(known === null ? {} : { 'Standpoint-Voter': known }),
        ...(solved === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(solved === undefined ? {} : { body: JSON.stringify({ turnstile: solved }) }),
    });
    if (maySolve && UNSOLVED.has(answer.status)) return null;
    const { token } = (await succeed(answer).json()) as { token: string };
    // Where tabs cannot wait for each other, the token that is there at last is everyone's.
    const theirs = this.token;
    if (theirs !== null && !this.own) return theirs;
    this.keep(token);
    await new Promise((done) => setTimeout(done, SETTLES));
    return this.token ?? token;
  }

  /** Does what no two tabs may do at once. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    // Old browsers have no locks, nor have pages without TLS; a sandbox may not use them.
    const locks = navigator.locks as LockManager | undefined;
    if (!this.lasting || locks === undefined) return work();
    let begun = false;
    const begin = () => {
      begun = true;
      return work();
    };
    try {
      return await locks.request(this.#key, { signal: AbortSignal.timeout(PATIENCE) }, begin);
    } catch (error) {
      if (begun) throw error;
      return work();
    }
  }

  /** Stores a text; answers whether it is there. */
  #write(key: string, text: string): boolean {
    try {
      localStorage.setItem(key, text);
    } catch {
      return false;
    }
    return read(key) === text;
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Whether the whole window is the service's, and not a frame of it in another site's page. */
function isOwn(service: string): boolean {
  try {
    return self.origin === service && top?.location.origin === service;
  } catch {
    return false;
  }
}

const voters = new Map<string, Voter>();

/** The page's one voter at a service: polls on one page share it. */
export function voterOf(service: string): Voter {
  const voter = voters.get(service) ?? new Voter(service);
  voters.set(service, voter);
  return voter;
}
