import { Hono } from 'hono/tiny';
import { toJson } from '../../domain/json.ts';
import { sha256 } from '../../crypto.ts';
import { FRAME_HEIGHT, readTheme } from '../../views/page/embed-choice.ts';
import { frameHtml } from '../../views/page/embed-section.tsx';
import { storedArticle } from '../articles/stored.ts';
import type { App } from '../context.ts';
import { raise } from '../answers/problem.ts';
import { OEMBED_WIDTH, OembedQuery } from '../requests/schemas.ts';
import { CACHE, JSON_TYPE, send } from '../answers/send.ts';
import { originOf } from '../requests/origin.ts';
import { query } from '../requests/validate.ts';

/** How long a consumer may keep the answer: seconds. */
const CACHE_AGE = 3_600;

const PAGE = /^\/(?:articles|embed)\/([a-z0-9-]+)\/?$/;

/** An oEmbed 1.0 provider (https://oembed.com): type rich, JSON only. Foreign URLs are not found. */
export const oembed = new Hono<App>().get('/oembed', query(OembedQuery), async (c) => {
  const { url, format, maxwidth, maxheight } = c.req.valid('query');
  if (format !== 'json') raise({ tag: 'format-not-implemented', format, known: ['json'] });
  const origin = originOf(c);
  const page = URL.canParse(url) ? new URL(url) : null;
  const [, id] = (page?.origin === origin && PAGE.exec(page.pathname)) || [];
  if (page === null || id === undefined) raise({ tag: 'not-found', path: url });
  const { published, age } = await storedArticle(c.env.POSITIONS, id);
  const { article } = published();

  const asked = page.searchParams;
  const poll = article.polls.find((each) => each.id === asked.get('poll'))?.id;
  const show = asked.get('show') === 'poll' && poll !== undefined ? 'poll' : 'comparison';
  const width = Math.min(OEMBED_WIDTH, maxwidth);
  const height = Math.min(FRAME_HEIGHT[show], maxheight);
  const choice = {
    show,
    poll,
    actors: known(article.actors, asked.get('actors')),
    topics: known(article.topics, asked.get('topics')),
    theme: readTheme(asked.get('theme')),
    lang: asked.get('lang') ?? undefined,
  } as const;
  const body = toJson({
    version: '1.0' as const,
    type: 'rich' as const,
    title: article.title,
    provider_name: 'Standpoint',
    provider_url: `${origin}/`,
    cache_age: CACHE_AGE,
    html: frameHtml({ article, choice, origin }, height, width),
    width,
    height,
  });
  const etag = await sha256(body);
  const tag = article.id;
  return send(c, { body, type: JSON_TYPE, etag, cache: CACHE.published, tag, age });
});

/** The known ids of a list in a URL; `undefined` where none is. */
function known(all: readonly { readonly id: string }[], list: string | null) {
  const ids = new Set(all.map(({ id }) => id));
  const chosen = [...new Set(list?.split(',') ?? [])].filter((id) => ids.has(id));
  return chosen.length === 0 ? undefined : chosen;
}
