import { Hono } from 'hono/tiny';
import { toJson } from '../../domain/json.ts';
import { parseDraft } from '../../domain/parse-article.ts';
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
import { EnvelopeSchema, MAX_PUBLICATION_BYTES, PageQuery } from '../requests/schemas.ts';
import { CACHE, JSON_TYPE, purge, send } from '../answers/send.ts';
import { json, jsonBody, query } from '../requests/validate.ts';
import { storedArticle } from './stored.ts';

/** How long a publication may take, with all that it tells others: ms. */
const PUBLISH_LIMIT = 10_000;

/** What is read and published of articles. */
export const articles = new Hono<App>()
  .get('/', query(PageQuery), async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const { age, ...page } = unwrap(await listPublished(c.env.POSITIONS, limit, cursor));
    const body = toJson(page);
    const etag = await sha256(body);
    return send(c, { body, type: JSON_TYPE, etag, cache: CACHE.published, age });
  })
  .get('/:article', async (c) => {
    const id = c.req.param('article');
    const { article, version, published, age } = await storedArticle(c.env.POSITIONS, id);
    return send(c, {
      body: article,
      type: JSON_TYPE,
      etag: version,
      cache: CACHE.published,
      tag: id,
      language: published().article.language,
      age,
    });
  })
  .put(
    '/:article',
    editor('reviewed'),
    answers(JSON_TYPE),
    jsonBody(MAX_PUBLICATION_BYTES),
    json(EnvelopeSchema),
    async (c) => {
      const id = c.req.param('article');
      const { article: given, source } = c.req.valid('json');
      const draft = unwrap(parseDraft(given));
      if (draft.id !== id) {
        const message = `must be “${id}”, as in the URL`;
        raise({ tag: 'invalid-article', faults: [{ kind: 'schema', path: 'id', message }] });
      }
      // Read and forgotten: nothing keeps the text.
      const text = source === undefined ? null : { text: source, sha256: await sha256(source) };
      const now = new Date().toISOString();
      // Its tables of characters take longer to load than all else, and most isolates never publish.
      const { admit } = await import('../../domain/admit.ts');
      const article = unwrap(admit(draft, text, c.get('roles').has('reviewed'), now));
      const precondition = preconditionOf(c.req.raw.headers);
      const answer = await reach<Result<Publication>>(
        async () => c.env.PUBLISHER.getByName(id).publish(article, precondition),
        { limit: PUBLISH_LIMIT },
      );
      const { version, created } = unwrap(unwrap(answer));
      await purge(c, id);
      const body = toJson({ id, version });
      const sent = { body, type: JSON_TYPE, etag: version, cache: CACHE.private };
      return send(c, sent, created ? 201 : 200);
    },
  );
