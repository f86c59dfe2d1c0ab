import { Hono } from 'hono/tiny';
import { readTheme } from '../../views/page/embed-choice.ts';
import { PollView } from '../../views/poll/poll.tsx';
import { Root } from '../../views/root.tsx';
import { storedArticle } from '../articles/stored.ts';
import type { App } from '../context.ts';
import { render, sendHtml } from '../answers/html.ts';
import { chooseLanguage } from '../requests/language.ts';
import { pollProps } from './props.ts';
import { pollOf } from './named-poll.ts';
import { unwrap } from '../answers/problem.ts';
import { CACHE } from '../answers/send.ts';
import { configOf } from '../../env.ts';
import { mustBeEmbedder, originOf } from '../requests/origin.ts';
import { ownVoter } from '../voters/cookie.ts';
import { verifyVoter, VOTER_HEADER } from '../voters/token.ts';

/** A poll as HTML that stands alone, with the ballot of the voter who asks, if one does. */
export const pollFragment = new Hono<App>().get(
  '/:article/polls/:file{[a-z0-9-]+\\.html}',
  async (c) => {
    const ids = { article: c.req.param('article'), poll: c.req.param('file').slice(0, -5) };
    const { article, poll } = await pollOf(c.env.POSITIONS, ids);
    const { age } = await storedArticle(c.env.POSITIONS, ids.article);
    mustBeEmbedder(c, article);
    const i18n = chooseLanguage(c, article.language);
    c.header('Vary', `${VOTER_HEADER}, Cookie`, { append: true });
    const token = c.req.header(VOTER_HEADER);
    const voter =
      token === undefined
        ? ((await ownVoter(c))?.id ?? null)
        : unwrap(await verifyVoter(unwrap(configOf(c.env).voterKeys), token, Date.now()));
    const origin = originOf(c);
    const props = await pollProps(c, article, poll, i18n, voter);
    const fragment = (
      <Root i18n={i18n} theme={readTheme(c.req.query('theme'))}>
        <PollView
          {...props}
          action={origin + props.action}
          challenge={props.challenge && origin + props.challenge}
          comparisonAt={`${origin}/articles/${article.id}`}
        />
      </Root>
    );
    return sendHtml(c, await render(fragment), {
      cache: voter === null ? CACHE.counts : CACHE.private,
      tag: article.id,
      age,
    });
  },
);
