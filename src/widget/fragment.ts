import { type Request, succeed } from './request.ts';
import { parse } from './trusted-html.ts';
import type { Voter } from './voter.ts';

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
