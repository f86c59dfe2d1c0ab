import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { type PollResult, pollToCsv, pollToMarkdown } from '../../formats/poll-result.ts';
import { sha256 } from '../../crypto.ts';
import { callScoreboard } from '../../storage/calls/scoreboard.ts';
import { methodInWords } from '../../views/poll/method.tsx';
import { unwrap } from '../answers/problem.ts';
import { CACHE, CSV_TYPE, MARKDOWN_TYPE, send } from '../answers/send.ts';
import { storedArticle } from '../articles/stored.ts';
import type { App } from '../context.ts';
import { chooseLanguage } from '../requests/language.ts';
import { describe } from './described.ts';
import { pollOf } from './named-poll.ts';

const FORMATS = {
  csv: { type: CSV_TYPE, write: pollToCsv },
  md: { type: MARKDOWN_TYPE, write: pollToMarkdown },
} as const satisfies Record<string, { type: string; write: (result: PollResult) => string }>;

type Format = keyof typeof FORMATS;

/** A poll's result as anyone may see it, to be printed elsewhere. */
async function sendResult(c: Context<App>, id: string, file: string, format: Format) {
  const named = await pollOf(c.env.POSITIONS, { article: id, poll: file.replace(/\..*/, '') });
  const { article } = (await storedArticle(c.env.POSITIONS, id)).published();
  const i18n = chooseLanguage(c, article.language);
  const life = unwrap(await callScoreboard(c.env, named, (board) => board.life(false)));
  const { standings, method } = describe(named.poll, life);
  const { poll: words } = i18n.words;
  const hidden = named.poll.reveal === 'after-vote' ? 'after-vote' : 'after-close';
  const { type, write } = FORMATS[format];
  const body = write({
    poll: named.poll,
    standings,
    method,
    words: {
      outcome: words.outcome,
      votes: words.votesCast,
      share: words.share,
      method: standings.revealed ? methodInWords(method, i18n) : words.hidden[hidden],
    },
  });
  return send(c, { body, type, etag: await sha256(body), cache: CACHE.counts, tag: article.id });
}

export const pollExports = new Hono<App>()
  .get('/:article/polls/:file{[a-z0-9-]+\\.csv}', (c) =>
    sendResult(c, c.req.param('article'), c.req.param('file'), 'csv'),
  )
  .get('/:article/polls/:file{[a-z0-9-]+\\.md}', (c) =>
    sendResult(c, c.req.param('article'), c.req.param('file'), 'md'),
  );
