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
