import { type Context, Hono } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import { compare } from '../domain/comparison.ts';
import { listPublished } from '../storage/published.ts';
import { callScoreboard } from '../storage/poll-objects.ts';
import { ComparisonTable } from '../views/comparison.tsx';
import { Layout } from '../views/layout.tsx';
import { PollView } from '../views/poll.tsx';
import { STYLE } from '../views/style.ts';
import { storedArticle } from './articles.ts';
import type { App } from './context.ts';
import { unwrap } from './problem.ts';
import { CACHE, type Caching, HTML_TYPE, send } from './respond.ts';

/** Articles on the front page. */
const FRONT_PAGE = 100;

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'";

type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

async function sendPage(c: Context, page: Page, cache: Caching): Promise<Response> {
  const headers = {
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': 'strict-origin-when-cross-origin',
  };
  return send(c, { body: `<!doctype html>${await page}`, type: HTML_TYPE, cache, headers });
}

/** What people read: pages that need no JavaScript. */
export const pages = new Hono<App>()
  .get('/standpoint.css', (c) =>
    send(c, { body: STYLE, type: 'text/css; charset=utf-8', cache: CACHE.published }),
  )
  .get('/', async (c) => {
    const { articles } = await listPublished(c.env.POSITIONS, FRONT_PAGE, undefined);
    const page = (
      <Layout title="Standpoint" lang="en">
        <h1>Standpoint</h1>
        <p>Who stands where in a news story, side by side, and what readers think will happen.</p>
        {articles.length === 0 && <p>No article has been published yet.</p>}
        <ul>
          {articles.map(({ id, title, language }) => (
            <li>
              <a href={`/articles/${id}`} lang={language}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </Layout>
    );
    return sendPage(c, page, CACHE.published);
  })
  .get('/articles/:article', async (c) => {
    const stored = await storedArticle(c.env.POSITIONS, c.req.param('article'));
    const published = stored.published();
    const { article } = published;
    const comparison = unwrap(compare(published));
    const polls = await Promise.all(
      article.polls.map(async (poll) => {
        const name = `${article.id}/${poll.id}`;
        const standings = unwrap(
          await callScoreboard(c.env, name, (board) => board.standings(name)),
        );
        return { poll, standings };
      }),
    );
    const page = (
      <Layout title={article.title} lang={article.language}>
        <p>
          <a href="/">Standpoint</a>
        </p>
        <h1>{article.title}</h1>
        {article.titleBy === 'editor' && (
          <p class="note">This title is our editor’s, not the publisher’s.</p>
        )}
        <ComparisonTable comparison={comparison} />
        {polls.map(({ poll, standings }) => (
          <PollView poll={poll} standings={standings} />
        ))}
      </Layout>
    );
    return sendPage(c, page, CACHE.counts);
  });
