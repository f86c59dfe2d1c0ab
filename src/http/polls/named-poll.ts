import type { Context } from 'hono';
import * as v from 'valibot';
import { type Article, findPoll } from '../../domain/article.ts';
import { slug } from '../../domain/fields.ts';
import type { Ballot } from '../../domain/standings.ts';
import { configOf } from '../../env.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import type { NamedPoll, Votable } from '../../storage/calls/objects.ts';
import { lookAt } from '../../storage/calls/scoreboard.ts';
import type { StoredArticle } from '../../storage/published/published.ts';
import { findArticle, storedArticle } from '../articles/stored.ts';
import { raise, unwrap } from '../answers/problem.ts';
import type { App } from '../context.ts';
import { mustBeEmbedder } from '../requests/origin.ts';
import { ownVoter } from '../voters/cookie.ts';
import { readVoter } from '../voters/token.ts';

/** A poll with the article that it is of. */
export interface PollInArticle extends NamedPoll {
  readonly article: Article;
}

interface Ids {
  readonly article: string;
  readonly poll: string;
}

/** The poll that a URL names, or the request stops. */
export const pollOf = async (kv: KVNamespace, ids: Ids): Promise<PollInArticle> =>
  pollIn(await storedArticle(kv, ids.article), ids);

/**
 * The same, to vote in it from a page that may show its article. Where what is published cannot be
 * read, the scoreboard knows the poll: votes need no KV then.
 */
export async function votableOf(
  c: Pick<Context<App>, 'req' | 'env' | 'header'>,
  ids: Ids,
): Promise<Votable> {
  const stored = await findArticle(c.env.POSITIONS, ids.article);
  if (stored.ok) {
    const named = pollIn(stored.value, ids);
    mustBeEmbedder(c, named.article);
    return named;
  }
  if (stored.problem.tag !== 'unreachable' || !v.is(slug, ids.poll)) raise(stored.problem);
  const name = `${ids.article}/${ids.poll}`;
  const known = unwrap(await lookAt(c.env, name));
  if (known === null) raise(stored.problem);
  return { name, poll: { boxes: known.rules.boxes } };
}

function pollIn(stored: StoredArticle, ids: Ids): PollInArticle {
  const { article } = stored.published();
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
