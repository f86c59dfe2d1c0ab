import { findPoll, type Poll } from '../../domain/article.ts';
import type { Ballot } from '../../domain/standings.ts';
import { configOf, type Env } from '../../env.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import { storedArticle } from '../articles/stored.ts';
import { raise } from '../answers/problem.ts';
import { verifyVoter } from '../voters/token.ts';

/** A published poll and the name of its objects, `article/poll`. */
export interface NamedPoll {
  readonly name: string;
  readonly poll: Poll;
}

/** The poll that a URL names, or the request stops. */
export async function pollOf(
  kv: KVNamespace,
  ids: { readonly article: string; readonly poll: string },
): Promise<NamedPoll> {
  const { article } = (await storedArticle(kv, ids.article)).published();
  const poll = findPoll(article, ids.poll) ?? raise({ tag: 'poll-not-found', ...ids });
  return { name: `${article.id}/${poll.id}`, poll };
}

/** One voter's ballot in a poll. */
export const ballotOf = (env: Env, { name, poll }: NamedPoll, voter: string) =>
  ballotIn(env, name, poll.boxes, voter);

/** The ballot of the holder of a token; `null` without a good token or without a ballot. */
export async function heldBallot(
  env: Env,
  named: NamedPoll,
  token: string | undefined,
): Promise<Ballot | null> {
  const { voterKeys } = configOf(env);
  if (!voterKeys.ok) return null;
  const voter = await verifyVoter(voterKeys.value, token, Date.now());
  if (!voter.ok) return null;
  const found = await ballotOf(env, named, voter.value).find();
  return found.ok ? found.value : null;
}
