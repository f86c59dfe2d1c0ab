import type { Context } from 'hono';
import type { Article, Poll } from '../domain/article.ts';
import type { I18n } from '../views/i18n.ts';
import type { PollProps } from '../views/poll.tsx';
import type { App } from './context.ts';
import { ballotOf, standingsOf } from './polls.ts';

/**
 * All that is counted and known of a poll, for a reader who may be a voter. An own ballot brings
 * the standings that count it.
 */
export async function pollProps(
  c: Context<App>,
  article: Article,
  poll: Poll,
  i18n: I18n,
  voter: string | null,
): Promise<PollProps> {
  const name = `${article.id}/${poll.id}`;
  const ballot = voter === null ? null : await ballotOf(c.env, name, voter).find();
  const own = ballot?.ok === true ? ballot.value : null;
  return {
    article,
    poll,
    i18n,
    standings: own?.standings ?? (await standingsOf(c.env, name)),
    action: ballotPath(article.id, poll.id, i18n),
    ...(own === null ? {} : { ballot: own }),
  };
}

/** Where a poll's form is sent; the language travels along, so that the reader comes back to it. */
const ballotPath = (article: string, poll: string, { language }: I18n) =>
  `/articles/${article}/polls/${poll}/ballot?lang=${language}`;
