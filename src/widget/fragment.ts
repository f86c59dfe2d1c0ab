import { parse } from './trusted-html.ts';
import type { Voter } from './voter.ts';

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

/** The HTML at an address, as this voter sees it. Throws `Refused`, or what the network throws. */
export async function fetchFragment(request: Request, url: string, voter?: Voter) {
  const token = voter?.token;
  const headers = token ? { 'Standpoint-Voter': token } : {};
  let answer = await request(url, { headers });
  if (answer.status === 401) {
    voter?.forget();
    answer = await request(url);
  }
  return parse(await succeed(answer).text());
}
