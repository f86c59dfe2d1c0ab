import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { ARTICLE, call, callJson, publish, put, realArticle } from '../../helpers.ts';

beforeEach(() => publish());
afterEach(() => reset());

const HOME = 'https://standpoint.test';
const ask = (url: string, more = '') =>
  callJson<{ html: string; width: number; height: number }>(
    `/oembed?url=${encodeURIComponent(url)}${more}`,
  );

describe('oEmbed', () => {
  test('answers a page with one frame', async () => {
    const { status, body } = await ask(`${HOME}/articles/${ARTICLE}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: '1.0', type: 'rich', width: 800, height: 640 });
    expect(body.html).toBe(
      `<iframe src="${HOME}/embed/${ARTICLE}?show=comparison" title="${realArticle().title}" width="800" height="640" frameborder="0" loading="lazy"></iframe>`,
    );
  });

  test.each([
    ['&maxwidth=320&maxheight=200', 320, 200],
    ['&maxwidth=5000', 800, 640],
    ['&maxheight=5000&format=json', 800, 640],
  ])('honours %s', async (sizes, width, height) => {
    const { body } = await ask(`${HOME}/articles/${ARTICLE}`, sizes);
    expect(body).toMatchObject({ width, height });
    expect(body.html).toContain(`width="${width}" height="${height}"`);
  });

  test('keeps what the frame was asked to show', async () => {
    const { body } = await ask(
      `${HOME}/embed/${ARTICLE}?show=poll&poll=aid-basis&theme=dark&lang=uk`,
    );
    expect(body.html).toContain(`?show=poll&amp;poll=aid-basis&amp;theme=dark&amp;lang=uk"`);
    const some = await ask(`${HOME}/embed/${ARTICLE}?actors=russia,"><script>,europe`);
    expect(some.body.html).toContain('?show=comparison&amp;actors=russia,europe"');
  });

  test('writes a title of markup as text', async () => {
    await publish({ ...realArticle(), id: 'hostile', title: '"><script>alert(1)</script>' });
    const { body } = await ask(`${HOME}/articles/hostile`);
    expect(body.html).toContain('title="&quot;&gt;&lt;script&gt;');
    expect(body.html.match(/<\w+/g)).toEqual(['<iframe']);
  });

  test.each([
    'https://elsewhere.example/articles/russia-rare-earths-offer',
    `http://standpoint.test/articles/${ARTICLE}`,
    `${HOME}/v1/articles/${ARTICLE}`,
    `${HOME}/articles/nothing`,
    'nonsense',
  ])('does not know %s', async (url) => {
    expect((await ask(url)).status).toBe(404);
  });

  test('makes no XML, and says so', async () => {
    const { status, body } = await ask(`${HOME}/articles/${ARTICLE}`, '&format=xml');
    expect(status).toBe(501);
    expect(body).toMatchObject({ type: '/problems/format-not-implemented' });
  });

  test.each(['&maxwidth=0', '&maxwidth=-1', '&maxheight=wide', '&maxwidth=1&maxwidth=2'])(
    'refuses %s',
    async (sizes) => {
      expect((await ask(`${HOME}/articles/${ARTICLE}`, sizes)).status).toBe(400);
    },
  );
});

describe('the frame', () => {
  const policyOf = async (path: string) =>
    (await call(path)).headers.get('Content-Security-Policy') ?? '';

  test('may be framed by any page, and runs our script alone', async () => {
    const policy = await policyOf(`/embed/${ARTICLE}`);
    expect(policy).not.toContain('frame-ancestors');
    expect(policy).toContain("script-src 'self' https://standpoint.test;");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
  });

  test('may be framed only by the article’s embedders, where it names them', async () => {
    const embedders = ['https://paper.example', 'https://cms.paper.example:8443'];
    await publish({ ...realArticle(), id: 'ours', embedders });
    expect(await policyOf('/embed/ours')).toContain(
      "frame-ancestors 'self' https://paper.example https://cms.paper.example:8443;",
    );
  });

  test.each([
    'http://paper.example',
    'https://paper.example/',
    '*',
    "https://a.example; script-src 'x'",
  ])('takes no embedder called %s', async (origin) => {
    const article: Article = { ...realArticle(), id: 'ours', embedders: [origin] };
    expect((await put(article, 'ours')).status).toBe(422);
  });

  test('shows the comparison, or a poll whose form opens a page of its own', async () => {
    const comparison = await (await call(`/embed/${ARTICLE}?actors=russia,europe`)).text();
    expect(comparison).toContain('class="comparison n2"');
    expect(comparison).not.toContain('class="poll"');
    const poll = await (await call(`/embed/${ARTICLE}?show=poll&poll=aid-basis&theme=dark`)).text();
    expect(poll).toContain('id="poll-aid-basis"');
    expect(poll).toContain('<base target="_blank"/>');
    expect(poll).toContain('<div class="standpoint dark embed"');
    expect(poll).toContain('<script type="module" src="/embed.js"></script>');
  });

  test.each([
    ['?show=everything', 400],
    ['?actors=atlantis', 400],
    ['?show=poll&poll=nothing', 404],
  ])('%s is a problem', async (search, status) => {
    expect((await call(`/embed/${ARTICLE}${search}`)).status).toBe(status);
  });
});
