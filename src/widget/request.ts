/** The one way to the network. */
export type Request = (url: string, init?: RequestInit) => Promise<Response>;

/** An answer that is not what was asked for. */
class Refused extends Error {
  readonly status: number;
  constructor({ status, url }: Response) {
    super(`${status} ${url}`);
    this.status = status;
  }
}

/** The answer if it is one; throws `Refused`. */
export function succeed(answer: Response): Response {
  if (!answer.ok) throw new Refused(answer);
  return answer;
}
