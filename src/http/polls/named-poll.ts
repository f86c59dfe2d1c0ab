import { findPoll } from '../../domain/article.ts';
import type { Ballot } from '../../domain/standings.ts';
import { configOf, type Env } from '../../env.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import type { NamedPoll } from '../../storage/calls/objects.ts';
import { storedArticle } from '../articles/stored.ts';
import { raise } from '../answers/problem.ts';
import { verifyVoter } from '../voters/token.ts';

/** A poll as a request names it, and the language of its words. */
export interface PollOfArticle extends NamedPoll {
  readonly language: string;
}

/** The poll that a URL names, or the request stops. */
export async function pollOf(
  kv: KVNamespace,
  ids: { readonly article: string; readonly poll: string },
): Promise<PollOfArticle> {
  const { article } = (await storedArticle(kv, ids.article)).published();
  const poll = findPoll(article, ids.poll) ?? raise({ tag: 'poll-not-found', ...ids });
  return { name: `${article.id}/${poll.id}`, poll, language: article.language };
}

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
  const found = await ballotIn(env, named, voter.value).find();
  return found.ok ? found.value : null;
}
