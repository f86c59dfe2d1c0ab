import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DRAWING } from '../../../src/views/page/card.ts';
import { ARTICLE, call, publish, realArticle } from '../../helpers.ts';

beforeEach(() => publish());
afterEach(() => reset());

const page = `/articles/${ARTICLE}`;
const languageOf = (html: string) =>
  /<html lang="([a-z]+)" dir="(ltr|rtl)"/.exec(html)?.slice(1, 3);

describe('the language of the interface', () => {
  test.each([
    [`${page}?lang=uk`, 'de', 'uk', 'ltr'],
    [`${page}?lang=ar`, undefined, 'ar', 'rtl'],
    [page, 'fr-CA, en;q=0.5', 'fr', 'ltr'],
    [page, 'pl, de-AT;q=0.7, ru;q=0.9', 'ru', 'ltr'],
    [page, 'ar;q=0, pl', 'en', 'ltr'],
    [`${page}?lang=tlh`, 'de', 'de', 'ltr'],
    [page, undefined, 'en', 'ltr'],
    ['/', 'uk-UA', 'uk', 'ltr'],
  ])('of %s for a reader of %s is %s', async (path, accepted, language, dir) => {
    const headers = new Headers(accepted === undefined ? {} : { 'Accept-Language': accepted });
    const answer = await call(path, { headers });
    expect(languageOf(await answer.text())).toEqual([language, dir]);
    expect(answer.headers.has('Set-Cookie')).toBe(false);
  });

  test('is the article’s own where the reader names none', async () => {
    await publish({ ...realArticle(), id: 'deutsch', language: 'de' });
    expect(languageOf(await (await call('/articles/deutsch')).text())).toEqual(['de', 'ltr']);
  });

  test('tells caches that the header decided, unless the address did', async () => {
    const vary = async (path: string) => (await call(path)).headers.get('Vary') ?? '';
    const fragment = `/v1/articles/${ARTICLE}/comparison.html`;
    expect(await vary(fragment)).toContain('Accept-Language');
    expect(await vary(`${fragment}?lang=fr`)).not.toContain('Accept-Language');
  });
});

describe('the page of an article', () => {
  test('can be found by oEmbed consumers, and has an image to show', async () => {
    const html = await (await call(page)).text();
    const [, href = ''] = /type="application\/json\+oembed" href="([^"]*)"/.exec(html) ?? [];
    const found = await call(href.replace('https://standpoint.test', ''));
    expect(await found.json()).toMatchObject({ type: 'rich', title: realArticle().title });

    const [, image = ''] = /property="og:image" content="([^"]*)"/.exec(html) ?? [];
    const card = await call(image.replace('https://standpoint.test', ''));
    expect(card.headers.get('Content-Type')).toBe('image/png');
    const bytes = new Uint8Array(await card.arrayBuffer());
    expect([...bytes.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    const view = new DataView(bytes.buffer);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 630]);
    expect(view.getUint32(bytes.length - 4)).toBe(0xae_42_60_82); // the CRC of every IEND
  });

  test('has an image that is known by the article’s version and by how it is drawn', async () => {
    const { headers } = await call(`${page}/card.png`);
    const version = (await call(`/v1/articles/${ARTICLE}`)).headers.get('ETag') ?? '';
    expect(headers.get('ETag')).toBe(`"${version.slice(1, -1)}-${DRAWING}"`);
    const known = { headers: { 'If-None-Match': headers.get('ETag') ?? '' } };
    expect((await call(`${page}/card.png`, known)).status).toBe(304);
    const undrawn = { headers: { 'If-None-Match': version } };
    expect((await call(`${page}/card.png`, undrawn)).status).toBe(200);
  });

  test('makes the snippets and the preview of what its form chose', async () => {
    const chosen = `${page}?theme=dark&actor=europe&actor=russia&topic=aid&topic=nonsense`;
    const html = await (await call(chosen)).text();
    const frame = `/embed/${ARTICLE}?show=comparison&amp;actors=russia,europe&amp;topics=aid&amp;theme=dark`;
    expect(html).toContain(`src="https://standpoint.test${frame}&amp;lang=en"`);
    expect(html).toContain(
      `&lt;stance-comparison article=&quot;${ARTICLE}&quot; actors=&quot;russia,europe&quot; topics=&quot;aid&quot; theme=&quot;dark&quot; style=&quot;display:block;min-block-size:100svh&quot;&gt;`,
    );
    const poll = await (await call(`${page}?show=poll:aid-basis`)).text();
    expect(poll).toContain('&lt;outcome-poll article=&quot;');
    expect(poll).toContain('poll=&quot;aid-basis&quot;');
  });

  test('is never framed, and runs no script but ours', async () => {
    const policy = (await call(page)).headers.get('Content-Security-Policy');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
  });
});

describe('a fragment', () => {
  test.each([
    `/v1/articles/${ARTICLE}/comparison.html?lang=ar&theme=dark`,
    `/v1/articles/${ARTICLE}/polls/who-signs.html?lang=ar&theme=dark`,
  ])('%s stands alone', async (path) => {
    const answer = await call(path);
    const html = await answer.text();
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(html).toMatch(/^<div class="standpoint dark" part="standpoint" lang="ar" dir="rtl">/);
    expect(html).toMatch(/<\/div>$/);
    expect(html).not.toMatch(/<(?:script|style|link|html|iframe)|style=/);
  });

  test('of a poll sends its form and links to this service', async () => {
    const html = await (await call(`/v1/articles/${ARTICLE}/polls/who-signs.html`)).text();
    expect(html).toContain(
      `action="https://standpoint.test/articles/${ARTICLE}/polls/who-signs/ballot`,
    );
    expect(html).toContain(`href="https://standpoint.test/articles/${ARTICLE}#position-`);
  });

  test('of a poll that is not there is a problem', async () => {
    expect((await call(`/v1/articles/${ARTICLE}/polls/nothing.html`)).status).toBe(404);
  });
});
