import type { Request } from './request.ts';
import type { Solve, Voter } from './voter.ts';

/** Casts a ballot in the poll at `url` or, with `null`, takes it back. */
export async function sendBallot(
  request: Request,
  url: string,
  voter: Voter,
  outcome: string | null,
  solve: Solve | undefined,
): Promise<Response> {
  const send = async () =>
    request(`${url}/ballot`, {
      method: outcome === null ? 'DELETE' : 'PUT',
      headers: {
        'Standpoint-Voter': await voter.ensure(request, solve),
        ...(outcome === null ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(outcome === null ? {} : { body: JSON.stringify({ outcome }) }),
    });
  let answer = await send();
  // A token that is not good, or no longer, shuts nobody out: it is replaced once.
  if (answer.status === 401) {
    voter.forget();
    answer = await send();
  }
  const renewed = answer.headers.get('Standpoint-Voter');
  if (renewed !== null) voter.keep(renewed);
  return answer;
}
