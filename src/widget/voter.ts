import { type Request, succeed } from './request.ts';

/** Where the token lies in the page's own storage. */
const KEY = 'standpoint-voter';

/** A reader as a voter: a token that says nothing of them, asked for when they first vote. */
export class Voter {
  readonly #service: string;
  #token: string | null = null;
  #minting: Promise<string> | undefined;
  /** Whether the token outlives the page. */
  lasting = true;

  constructor(service: string) {
    this.#service = service;
    try {
      // Reading is not enough: some browsers let nothing be written.
      localStorage.setItem(`${KEY}-test`, '');
      localStorage.removeItem(`${KEY}-test`);
    } catch {
      this.lasting = false;
    }
  }

  /** The token, which another tab may have stored; `null` before the first vote. */
  get token(): string | null {
    return this.lasting ? localStorage.getItem(KEY) : this.#token;
  }

  /** The token, asked for where there is none. Throws what was refused, or what the network throws. */
  async ensure(request: Request): Promise<string> {
    this.#minting ??= this.#mint(request).finally(() => (this.#minting = undefined));
    return this.token ?? this.#minting;
  }

  forget(): void {
    this.#token = null;
    if (this.lasting) localStorage.removeItem(KEY);
  }

  async #mint(request: Request): Promise<string> {
    if (this.token !== null) return this.token;
    const answer = succeed(await request(`${this.#service}/v1/voters`, { method: 'POST' }));
    const { token } = (await answer.json()) as { token: string };
    this.#token = token;
    if (this.lasting) localStorage.setItem(KEY, token);
    return token;
  }
}

const voters = new Map<string, Voter>();

/** The page's one voter at a service: polls on one page share it. */
export function voterOf(service: string): Voter {
  const voter = voters.get(service) ?? new Voter(service);
  voters.set(service, voter);
  return voter;
}
