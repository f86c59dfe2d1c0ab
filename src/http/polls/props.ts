import type { Context } from 'hono';
import type { Article, Poll } from '../../domain/article.ts';
import type { Resolution } from '../../domain/poll-life.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import type { I18n } from '../../views/i18n.ts';
import { readTheme } from '../../views/page/embed-choice.ts';
import type { PollProps } from '../../views/poll/props.ts';
import type { App } from '../context.ts';
import { closedAt } from './described.ts';
import { siteKeyOf } from '../voters/challenge.ts';
import { unwrap } from '../answers/problem.ts';

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
  const named = { name: `${article.id}/${poll.id}`, poll };
  const found = voter === null ? null : await ballotIn(c.env, named, voter).find();
  const own = found?.ok === true ? found.value : null;
  const entitled = poll.reveal === 'after-vote' && own !== null;
  const [life, history] = await Promise.all([
    callScoreboard(c.env, named, (board) => board.life()),
    callScoreboard(c.env, named, (board) => board.history(entitled)),
  ]);
  const { standings, resolution, log } = unwrap(life);
  const closed = closedAt(log);
  return {
    article,
    poll,
    i18n,
    standings: own?.standings ?? standings,
    history: unwrap(history),
    action: ballotPath(article.id, poll.id, i18n),
    ...(siteKeyOf(c.env) === null ? {} : { challenge: challengePath(c, article.id, i18n) }),
    ...(own === null ? {} : { ballot: own }),
    resolution: decided(resolution),
    ...(closed === undefined ? {} : { closed }),
  };
}

/** How a poll was decided; one that was declared void was not. */
function decided(resolution: Resolution): PollProps['resolution'] {
  const { outcome, evidence, at } = resolution ?? {};
  if (outcome === undefined || at === undefined) return undefined;
  return {
    outcome,
    at: new Date(at).toISOString(),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

/** Where the challenge is shown, looking as the poll does. */
const challengePath = (c: Context, article: string, { language }: I18n) =>
  `/embed/${article}/challenge?lang=${language}&theme=${readTheme(c.req.query('theme'))}`;

/** Where a poll's form is sent; the language travels along, so that the reader comes back to it. */
export const ballotPath = (article: string, poll: string, { language }: I18n) =>
  `/articles/${article}/polls/${poll}/ballot?lang=${language}`;
