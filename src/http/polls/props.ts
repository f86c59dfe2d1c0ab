import type { Context } from 'hono';
import type { Article, Poll } from '../../domain/article.ts';
import type { Resolution } from '../../domain/poll-life.ts';
import { rulesOf, stateAt } from '../../domain/poll-rules.ts';
import type { Result } from '../../domain/problem.ts';
import { conceal, type Standings, toStandings } from '../../domain/standings.ts';
import { ballotIn } from '../../storage/calls/box.ts';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import type { I18n } from '../../views/i18n.ts';
import { readTheme } from '../../views/page/embed-choice.ts';
import type { PollProps } from '../../views/poll/props.ts';
import type { App } from '../context.ts';
import { closedAt } from './described.ts';
import { siteKeyOf } from '../voters/challenge.ts';

/**
 * All that is counted and known of a poll, for a reader who may be a voter. An own ballot brings
 * the standings that count it. Where the counts cannot be had they are missing, and nothing else is.
 */
export async function pollProps(
  c: Context<App>,
  article: Article,
  poll: Poll,
  i18n: I18n,
  voter: string | null,
): Promise<PollProps> {
  const named = { name: `${article.id}/${poll.id}`, poll };
  const own = voter === null ? null : await had(ballotIn(c.env, named, voter).find(PAGE));
  const entitled = poll.reveal === 'after-vote' && own !== null;
  const [life, history] = await Promise.all([
    had(callScoreboard(c.env, named, (board) => board.life(entitled), PAGE)),
    had(callScoreboard(c.env, named, (board) => board.history(entitled), PAGE)),
  ]);
  const closed = life === null ? undefined : closedAt(life.log);
  const standings = own?.standings ?? life?.standings;
  return {
    article,
    poll,
    i18n,
    standings: standings ?? withoutCounts(named.name, poll, Date.now()),
    missing: standings === undefined,
    history: history ?? undefined,
    action: ballotPath(article.id, poll.id, i18n),
    ...(siteKeyOf(c.env) === null ? {} : { challenge: challengePath(c, article.id, i18n) }),
    ...(own === null ? {} : { ballot: own }),
    resolution: decided(life?.resolution ?? null),
    ...(closed === undefined ? {} : { closed }),
  };
}

/** How long a page waits for what is counted: it is shown without that, if need be. */
const PAGE = { limit: 2_000 };

/** What was asked for, or `null` where it cannot be had: the comparison stands without it. */
async function had<T>(asked: Promise<Result<T>>): Promise<T | null> {
  try {
    const answer = await asked;
    return answer.ok ? answer.value : null;
  } catch (error) {
    console.error(error);
    return null;
  }
}

/** What a poll's times alone say of it. `now` is in epoch ms. */
function withoutCounts(name: string, poll: Poll, now: number): Standings {
  const rules = rulesOf(poll);
  const nothing = { revision: 0, counts: [] };
  return conceal(toStandings(name, rules, stateAt(rules, now), nothing, false, now));
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
