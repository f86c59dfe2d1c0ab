import * as v from 'valibot';
import { findPoll } from '../../domain/article.ts';
import { slug } from '../../domain/fields.ts';
import type { Ballot } from '../../domain/standings.ts';
import { configOf, type Env } from '../../env.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import type { NamedPoll, Votable } from '../../storage/calls/objects.ts';
import { lookAt } from '../../storage/calls/scoreboard.ts';
import type { StoredArticle } from '../../storage/published/published.ts';
import { findArticle, storedArticle } from '../articles/stored.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { verifyVoter } from '../voters/token.ts';

/** A poll as a request names it, and the language of its words. */
export interface PollOfArticle extends NamedPoll {
  readonly language: string;
}

interface Ids {
  readonly article: string;
  readonly poll: string;
}

/** The poll that a URL names, or the request stops. */
export const pollOf = async (kv: KVNamespace, ids: Ids): Promise<PollOfArticle> =>
  pollIn(await storedArticle(kv, ids.article), ids);

/**
 * The same, to vote in it. Where what is published cannot be read, the scoreboard knows the poll:
 * votes need no KV then.
 */
export async function votableOf(env: Env, ids: Ids): Promise<Votable> {
  const stored = await findArticle(env.POSITIONS, ids.article);
  if (stored.ok) return pollIn(stored.value, ids);
  if (stored.problem.tag !== 'unreachable' || !v.is(slug, ids.poll)) raise(stored.problem);
  const name = `${ids.article}/${ids.poll}`;
  const known = unwrap(await lookAt(env, name));
  if (known === null) raise(stored.problem);
  return { name, poll: { boxes: known.rules.boxes } };
}

function pollIn(stored: StoredArticle, ids: Ids): PollOfArticle {
  const { article } = stored.published();
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
