import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unstable_startWorker } from 'wrangler';
import { ANSWERS } from '../../src/contract/answers.ts';
import { openApi } from '../../src/contract/openapi.ts';
import { OPERATIONS } from '../../src/contract/operations.ts';
import { answeredProblems } from '../../src/contract/responses.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const built = (file: string) => readFileSync(resolve(ROOT, 'dist/assets', file), 'utf8');
const problems = await answeredProblems();
const assets = OPERATIONS.filter(({ asset }) => asset);

test('every link of the page to a part of it leads somewhere', () => {
  const page = built('docs.html');
  const ids = new Set(Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => id));
  const links = Array.from(page.matchAll(/ href="#([^"]+)"/g), ([, id]) => id);
  expect(links.length).toBeGreaterThan(OPERATIONS.length);
  expect(links.filter((id) => !ids.has(id))).toEqual([]);
});

test('building again changes nothing', () => {
  const before = built('openapi.json') + built('docs.html');
  execFileSync(process.execPath, ['src/build/build.ts'], { cwd: ROOT });
  expect(built('openapi.json') + built('docs.html')).toBe(before);
});

/** Whether a crawler may fetch a path (RFC 9309): of the rules that match, the longest decides. */
function crawler(robots: string) {
  const rules = Array.from(
    robots.matchAll(/^(Allow|Disallow): (\S+)$/gm),
    ([, kind, rule = '']) => ({
      allow: kind === 'Allow',
      length: rule.length,
      matches: new RegExp(`^${rule.replaceAll(/[.?+(){}[\]\\^|]/g, '\\$&').replaceAll('*', '.*')}`),
    }),
  );
  expect(robots).toMatch(/^User-agent: \*$/m);
  return (path: string) => {
    const matching = rules.filter(({ matches }) => matches.test(path));
    const [longest] = matching.toSorted((a, b) => b.length - a.length || Number(b.allow) - 1);
    return longest?.allow ?? true;
  };
}

describe('beside the Worker', () => {
  let worker: Awaited<ReturnType<typeof unstable_startWorker>>;
  const get = (path: string) => worker.fetch(`http://standpoint.test${path}`);
  beforeAll(async () => {
    worker = await unstable_startWorker({
      config: resolve(ROOT, 'wrangler.toml'),
      dev: { server: { port: 0 }, inspector: false, persist: false, logLevel: 'error' },
    });
    await worker.ready;
  });
  afterAll(() => worker.dispose());

  test.each(assets)('$path is served', async ({ path, answers }) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    for (const header of answers[200]?.headers ?? []) {
      expect(answer.headers.get(header), header).toBeTruthy();
    }
    const [type] = (answer.headers.get('Content-Type') ?? '').split(';');
    expect(Object.keys(answers[200]?.content ?? {})).toEqual([type]);
    const form = answers[200]?.content?.[type ?? ''];
    if (form !== undefined && form !== 'text') v.parse(ANSWERS[form], await answer.json());
    const headers = { 'If-None-Match': answer.headers.get('ETag') ?? '' };
    const again = await worker.fetch(`http://standpoint.test${path}`, { headers });
    expect(again.status).toBe(304);
    for (const header of answers[304]?.headers ?? []) {
      expect(again.headers.get(header), header).toBeTruthy();
    }
    expect(Object.keys(answers)).toEqual(['200', '304']);
  });

  const others = ['/widget-content.js', '/page.js', '/docs.css', '/problems/not-found'];
  test.each([...assets.map(({ path }) => path), ...others])(
    '%s says how long it is kept and what may be done, however it is asked for',
    async (path) => {
      const etag = (await get(path)).headers.get('ETag') ?? '';
      for (const [method, status, headers] of [
        ['GET', 200, {}],
        ['GET', 304, { 'If-None-Match': etag }],
        ['HEAD', 200, {}],
        ['OPTIONS', 405, { Origin: 'https://paper.example' }],
        ['POST', 405, {}],
        ['DELETE', 405, {}],
      ] as const) {
        const answer = await worker.fetch(`http://standpoint.test${path}`, { method, headers });
        expect([method, answer.status]).toEqual([method, status]);
        expect(answer.headers.get('X-Content-Type-Options'), method).toBe('nosniff');
        expect(answer.headers.get('Cache-Control'), method).toMatch(/^public, max-age=\d+$/);
        expect(answer.headers.get('Allow'), method).toBe('GET, HEAD');
        expect(answer.headers.get('Access-Control-Allow-Origin'), method).toBe('*');
      }
    },
  );

  test('what has a hash in its name is kept for a year', async () => {
    const { file } = (await (await get('/widget.json')).json()) as { file: string };
    const answer = await get(file);
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test.each(['/docs.html', '/docs/', '//docs', '/problems/not-found.html', '/widget%2ejs'])(
    '%s leads to the file, within the service',
    async (path) => {
      const answer = await worker.fetch(`http://standpoint.test${path}`, { redirect: 'manual' });
      expect(answer.status).toBe(307);
      expect(answer.headers.get('Location')).toMatch(/^\/[a-z]/);
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(answer.headers.get('Cache-Control')).toBeTruthy();
    },
  );

  test('the icon is one that browsers read, and small', async () => {
    const bytes = new Uint8Array(await (await get('/favicon.ico')).arrayBuffer());
    expect(bytes.byteLength).toBeLessThan(1_500);
    const view = new DataView(bytes.buffer);
    expect([view.getUint16(2, true), view.getUint16(4, true)]).toEqual([1, 1]);
    const [size, offset] = [view.getUint32(14, true), view.getUint32(18, true)];
    expect(offset + size).toBe(bytes.byteLength);
    expect([...bytes.subarray(offset + 1, offset + 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect([view.getUint32(offset + 16), view.getUint32(offset + 20)]).toEqual([32, 32]);
    expect(bytes.subarray(6, 8)).toEqual(Uint8Array.of(32, 32));
  });

  test('crawlers are let to the pages and what is shown in them, and to nothing else', async () => {
    const robots = await (await get('/robots.txt')).text();
    const may = crawler(robots);
    for (const path of ['/', '/articles/a', '/articles/a/card.png', '/embed/a?show=poll'])
      expect(may(path), path).toBe(true);
    for (const path of ['/widget.js', '/standpoint.css', '/docs', '/v1/articles/a/comparison.html'])
      expect(may(path), path).toBe(true);
    expect(may('/v1/articles/a/polls/p.html?lang=en')).toBe(true);
    for (const path of [
      '/v1/articles',
      '/v1/articles/a/polls/p/ballots.csv',
      '/oembed',
      '/healthz',
    ])
      expect(may(path), path).toBe(false);
  });

  test('the schema of an article says what it is, and any origin may read it', async () => {
    const { headers } = await get('/schemas/article.json');
    expect(headers.get('Content-Type')).toBe('application/schema+json');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Cache-Control')).toBe('public, max-age=300');
  });

  test('the document is what is generated, and any origin may read it', async () => {
    const answer = await get('/openapi.json');
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(await openApi())));
  });

  test.each(problems)('the type of $tag is the address of its page', async ({ tag, title }) => {
    const page = await get(`/problems/${tag}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain(`<h1>${title}</h1>`);
  });

  test('the Worker answers everything else', async () => {
    expect(await (await get('/v1/articles')).json()).toEqual({ articles: [], cursor: null });
    const answer = await get('/problems/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  });
});
