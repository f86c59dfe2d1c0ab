/** The one way to the network. */
export type Request = (url: string, init?: RequestInit) => Promise<Response>;

/** An answer that is not what was asked for. */
export class Refused extends Error {
  readonly status: number;
  /** When to try again: epoch ms; `null` where the answer does not say. */
  readonly until: number | null;
  constructor({ status, url, headers }: Response) {
    super(`${status} ${url}`);
    this.status = status;
    const seconds = Number(headers.get('Retry-After'));
    this.until = seconds > 0 ? Date.now() + seconds * 1_000 : null;
  }
}

/** The answer if it is one; throws `Refused`. */
export function succeed(answer: Response): Response {
  if (!answer.ok) throw new Refused(answer);
  return answer;
}
