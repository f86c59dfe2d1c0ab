import { Hono } from 'hono/tiny';
import { validator } from 'hono/validator';
import { toJson } from '../../domain/json.ts';
import { parseArticle } from '../../domain/parse-article.ts';
import type { Result } from '../../domain/problem.ts';
import { sha256 } from '../../crypto.ts';
import { listPublished } from '../../storage/published/published.ts';
import type { Publication } from '../../storage/publisher/publisher.ts';
import { reach } from '../../storage/calls/reach.ts';
import type { App } from '../context.ts';
import { editor } from '../editors/token.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { answers } from '../requests/accept.ts';
import { preconditionOf } from '../requests/conditions.ts';
import { MAX_ARTICLE_BYTES, PageQuery } from '../requests/schemas.ts';
import { CACHE, JSON_TYPE, purge, send } from '../answers/send.ts';
import { jsonBody, query } from '../requests/validate.ts';
import { storedArticle } from './stored.ts';

/** What is read and published of articles. */
export const articles = new Hono<App>()
  .get('/', query(PageQuery), async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const page = await listPublished(c.env.POSITIONS, limit, cursor);
    const body = toJson(page);
    return send(c, { body, type: JSON_TYPE, etag: await sha256(body), cache: CACHE.published });
  })
  .get('/:article', async (c) => {
    const id = c.req.param('article');
    const { article, version, published } = await storedArticle(c.env.POSITIONS, id);
    return send(c, {
      body: article,
      type: JSON_TYPE,
      etag: version,
      cache: CACHE.published,
      tag: id,
      language: published().article.language,
    });
  })
  .put(
    '/:article',
    editor(),
    answers(JSON_TYPE),
    jsonBody(MAX_ARTICLE_BYTES),
    validator('json', (body) => unwrap(parseArticle(body))),
    async (c) => {
      const id = c.req.param('article');
      const article = c.req.valid('json');
      if (article.id !== id) {
        const message = `must be “${id}”, as in the URL`;
        raise({ tag: 'invalid-article', faults: [{ kind: 'schema', path: 'id', message }] });
      }
      const precondition = preconditionOf(c.req.raw.headers);
      const answer = await reach<Result<Publication>>(async () =>
        c.env.PUBLISHER.getByName(id).publish(article, precondition),
      );
      const { version, created } = unwrap(unwrap(answer));
      await purge(c, id);
      const body = toJson({ id, version });
      const sent = { body, type: JSON_TYPE, etag: version, cache: CACHE.private };
      return send(c, sent, created ? 201 : 200);
    },
  );
