import { findPoll, type Poll } from '../../domain/article.ts';
import type { Ballot } from '../../domain/standings.ts';
import type { Env } from '../../env.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import { isId, storedArticle } from '../articles/stored.ts';
import { problemOf, raise, unwrap } from '../answers/problem.ts';
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

/** What of a poll is needed to vote in it. */
interface Votable {
  readonly name: string;
  readonly poll: Pick<Poll, 'boxes'>;
}

/**
 * The poll that a URL names, to vote in it, or the request stops. Where what is published cannot be
 * read, the scoreboard knows the poll once its rules are fixed: votes need no KV then.
 */
export async function votableOf(
  env: Env,
  ids: { readonly article: string; readonly poll: string },
): Promise<Votable> {
  try {
    return await pollOf(env.POSITIONS, ids);
  } catch (error) {
    if (problemOf(error)?.tag !== 'unreachable' || !isId(ids.poll)) throw error;
    const name = `${ids.article}/${ids.poll}`;
    const rules = unwrap(await callScoreboard(env, name, (board) => board.fixedRules()));
    if (rules === null) throw error;
    return { name, poll: rules };
  }
}

/** One voter's ballot in a poll. */
export const ballotOf = (env: Env, { name, poll }: Votable, voter: string) =>
  ballotIn(env, name, poll.boxes, voter);

/** The ballot of the holder of a token; `null` without a good token or without a ballot. */
export async function heldBallot(
  env: Env,
  named: NamedPoll,
  token: string | undefined,
): Promise<Ballot | null> {
  const voter = await verifyVoter(env.VOTER_KEYS, token, Date.now());
  if (!voter.ok) return null;
  const found = await ballotOf(env, named, voter.value).find();
  return found.ok ? found.value : null;
}
