import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type * as v from 'valibot';
import { agree, agreeInFull } from '../../domain/agreement.ts';
import { type Comparison, compare, type Published } from '../../domain/comparison.ts';
import { toJson } from '../../domain/json.ts';
import type { Result } from '../../domain/problem.ts';
import { toCsv } from '../../formats/csv.ts';
import { toMarkdown } from '../../formats/markdown.ts';
import { sha256 } from '../../crypto.ts';
import type { StoredArticle } from '../../storage/published/published.ts';
import { AgreementView } from '../../views/comparison/agreement.tsx';
import { ComparisonView } from '../../views/comparison/comparison.tsx';
import { readTheme } from '../../views/page/embed-choice.ts';
import { Root } from '../../views/root.tsx';
import { storedArticle } from './stored.ts';
import type { App } from '../context.ts';
import { render } from '../answers/html.ts';
import { chooseLanguage } from '../requests/language.ts';
import { mustBeEmbedder } from '../requests/origin.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { SelectionQuery } from '../requests/schemas.ts';
import {
  CACHE,
  CSV_TYPE,
  HTML_TYPE,
  JSON_TYPE,
  MARKDOWN_TYPE,
  prepare,
  send,
} from '../answers/send.ts';
import { query } from '../requests/validate.ts';

type Selection = v.InferOutput<typeof SelectionQuery>;

interface Format {
  readonly type: string;
  readonly render: (
    comparison: Comparison,
    published: Published,
    selection: Selection,
    c: Context<App>,
  ) => string | Promise<string>;
}

/** What a comparison can be had as, beside JSON, by the suffix of its URL. */
const FORMATS: Readonly<Record<string, Format>> = {
  csv: { type: CSV_TYPE, render: toCsv },
  md: {
    type: MARKDOWN_TYPE,
    render: (comparison, published, selection) =>
      toMarkdown(
        comparison,
        unwrap(agreeInFull(published, selection)),
        published.article.source?.url,
      ),
  },
  html: {
    type: HTML_TYPE,
    render: (compared, published, selection, c) => {
      const { language, source } = published.article;
      mustBeEmbedder(c, published.article);
      const i18n = chooseLanguage(c, language);
      return render(
        <Root i18n={i18n} theme={readTheme(c.req.query('theme'))}>
          <ComparisonView comparison={compared} i18n={i18n} source={source?.url} />
          <AgreementView
            comparison={compared}
            agreement={unwrap(agreeInFull(published, selection))}
            i18n={i18n}
          />
        </Root>,
      );
    },
  },
};

const sendStored = (stored: StoredArticle, tag: string) =>
  prepare({
    body: stored.comparison,
    type: JSON_TYPE,
    etag: stored.version,
    cache: CACHE.published,
    tag,
    language: stored.published().article.language,
    age: stored.age,
  });
const whole = new WeakMap<StoredArticle, ReturnType<typeof sendStored>>();

/** Sends the comparison of all actors and topics: it is read most, so it is prepared once. */
function sendWhole(c: Context, stored: StoredArticle, tag: string) {
  const known = whole.get(stored) ?? sendStored(stored, tag);
  whole.set(stored, known);
  return known(c);
}

/** Comparisons and agreement of one article. */
export const comparison = new Hono<App>()
  .get('/:article/comparison', query(SelectionQuery), async (c) => {
    const tag = c.req.param('article');
    const selection = c.req.valid('query');
    const stored = await storedArticle(c.env.POSITIONS, tag);
    if (selection.actors === undefined && selection.topics === undefined) {
      return sendWhole(c, stored, tag);
    }
    return sendPart(c, stored, compare(stored.published(), selection));
  })
  .get('/:article/agreement', query(SelectionQuery), async (c) => {
    const stored = await storedArticle(c.env.POSITIONS, c.req.param('article'));
    return sendPart(c, stored, agree(stored.published(), c.req.valid('query')));
  })
  .get('/:article/:file{comparison\\.[^/]*}', query(SelectionQuery), async (c) => {
    const tag = c.req.param('article');
    const suffix = c.req.param('file').slice('comparison.'.length);
    const format = Object.hasOwn(FORMATS, suffix) ? FORMATS[suffix] : undefined;
    if (format === undefined) {
      raise({ tag: 'unknown-format', format: suffix, known: Object.keys(FORMATS) });
    }
    const { published: read, age } = await storedArticle(c.env.POSITIONS, tag);
    const published = read();
    const selection = c.req.valid('query');
    const compared = unwrap(compare(published, selection));
    const body = await format.render(compared, published, selection, c);
    const etag = await sha256(body);
    const { language } = published.article;
    const sending = { body, type: format.type, etag, cache: CACHE.published, tag, age };
    // The interface of HTML has a language of its own.
    return send(c, format.type === HTML_TYPE ? sending : { ...sending, language });
  });

/** Sends what was made of an article for one request. */
async function sendPart<T>(c: Context, { published, age }: StoredArticle, part: Result<T>) {
  const body = toJson(unwrap(part));
  const { article } = published();
  return send(c, {
    body,
    type: JSON_TYPE,
    etag: await sha256(body),
    cache: CACHE.published,
    tag: article.id,
    language: article.language,
    age,
  });
}
