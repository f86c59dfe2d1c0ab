import { Hono } from 'hono/tiny';
import { agreeInFull } from '../../domain/agreement.ts';
import { compare } from '../../domain/comparison.ts';
import { listPublished } from '../../storage/published/published.ts';
import { ArticlePage } from '../../views/page/article-page.tsx';
import { drawCard, DRAWING } from '../../views/page/card.ts';
import { readChoice } from '../../views/page/embed-choice.ts';
import { FrontPage } from '../../views/page/front-page.tsx';
import { storedArticle } from '../articles/stored.ts';
import type { App } from '../context.ts';
import { PAGE_POLICY, sendDocument } from '../answers/html.ts';
import { canonical } from '../requests/canonical.ts';
import { chooseLanguage } from '../requests/language.ts';
import { originOf } from '../requests/origin.ts';
import { toPng } from './png.ts';
import { pollProps } from '../polls/props.ts';
import { unwrap } from '../answers/problem.ts';
import { CACHE, hasAlready, send } from '../answers/send.ts';
import { cookieVoter } from '../voters/cookie.ts';

/** Articles on the front page. */
const FRONT_PAGE = 100;

/** What people read: pages that need no JavaScript. */
export const pages = new Hono<App>()
  .get('/', async (c) => {
    const { articles, age } = unwrap(await listPublished(c.env.POSITIONS, FRONT_PAGE, undefined));
    const page = <FrontPage articles={articles} i18n={chooseLanguage(c)} />;
    return sendDocument(c, page, PAGE_POLICY, { cache: CACHE.published, age });
  })
  .get('/articles/:article/card.png', canonical, async (c) => {
    const tag = c.req.param('article');
    const { version, published, age } = await storedArticle(c.env.POSITIONS, tag);
    const etag = `${version}-${DRAWING}`;
    const picture = { type: 'image/png', etag, cache: CACHE.published, tag, age };
    const body = hasAlready(c, picture) ? '' : await toPng(drawCard(unwrap(compare(published()))));
    return send(c, { ...picture, body });
  })
  .get('/articles/:article', canonical, async (c) => {
    const stored = await storedArticle(c.env.POSITIONS, c.req.param('article'));
    const published = stored.published();
    const { article } = published;
    const i18n = chooseLanguage(c, article.language);
    const voter = (await cookieVoter(c))?.id ?? null;
    c.header('Vary', 'Cookie', { append: true });
    const { searchParams } = new URL(c.req.url);
    const page = (
      <ArticlePage
        article={article}
        comparison={unwrap(compare(published))}
        agreement={unwrap(agreeInFull(published))}
        polls={
          await Promise.all(article.polls.map((poll) => pollProps(c, article, poll, i18n, voter)))
        }
        choice={readChoice(article, searchParams)}
        i18n={i18n}
        origin={originOf(c)}
      />
    );
    return sendDocument(c, page, PAGE_POLICY, {
      cache: voter === null ? CACHE.counts : CACHE.private,
      tag: article.id,
      age: stored.age,
    });
  });
