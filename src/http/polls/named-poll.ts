import type { Context } from 'hono';
import { type Article, findPoll } from '../../domain/article.ts';
import type { Ballot } from '../../domain/standings.ts';
import { configOf } from '../../env.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import type { NamedPoll } from '../../storage/calls/objects.ts';
import { storedArticle } from '../articles/stored.ts';
import { raise } from '../answers/problem.ts';
import type { App } from '../context.ts';
import { ownVoter } from '../voters/cookie.ts';
import { readVoter } from '../voters/token.ts';

/** A poll with the article that it is of. */
export interface PollInArticle extends NamedPoll {
  readonly article: Article;
}

/** The poll that a URL names, or the request stops. */
export async function pollOf(
  kv: KVNamespace,
  ids: { readonly article: string; readonly poll: string },
): Promise<PollInArticle> {
  const { article } = (await storedArticle(kv, ids.article)).published();
  const poll = findPoll(article, ids.poll) ?? raise({ tag: 'poll-not-found', ...ids });
  return { article, name: `${article.id}/${poll.id}`, poll };
}

/**
 * The ballot of whoever asks: the holder of `token` or, on pages of this service, of the cookie.
 * `null` without a good one or without a ballot.
 */
export async function heldBallot(
  c: Context<App>,
  named: NamedPoll,
  token: string | undefined,
): Promise<Ballot | null> {
  const { voterKeys } = configOf(c.env);
  if (!voterKeys.ok) return null;
  const read = await readVoter(voterKeys.value, token, Date.now());
  const voter = read.ok ? read.value : await ownVoter(c);
  if (voter === null) return null;
  const found = await ballotIn(c.env, named, voter.id).find();
  return found.ok ? found.value : null;
}
