import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { generateSource } from 'oazapfts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unstable_startWorker } from 'wrangler';

const ROOT = resolve(import.meta.dirname, '../..');
const PROJECT = resolve(import.meta.dirname, 'generated-client');
const CLIENT = resolve(ROOT, 'test-output/client.ts');
const EDITOR = 'editor-token';
const BINDINGS = {
  VOTER_KEYS: 'k1:Zmlyc3QtdGVzdC1rZXktdGhhdC1pcy1ub3Qtc2VjcmV0',
  EDITOR_TOKEN_HASHES: '43dd47c3c09b91fa6c62f8227abd0a3958c608f5b8b477adc042d963af6dc84b',
};

beforeAll(async () => {
  mkdirSync(resolve(CLIENT, '..'), { recursive: true });
  writeFileSync(CLIENT, await generateSource(resolve(ROOT, 'dist/assets/openapi.json')));
});

let worker: Awaited<ReturnType<typeof unstable_startWorker>>;
beforeAll(async () => {
  worker = await unstable_startWorker({
    config: resolve(ROOT, 'wrangler.toml'),
    bindings: Object.fromEntries(
      Object.entries(BINDINGS).map(([name, value]) => [name, { type: 'plain_text', value }]),
    ),
    dev: { server: { port: 0 }, inspector: false, persist: false, logLevel: 'error' },
  });
  await worker.ready;
});
afterAll(() => worker.dispose());

test('a client made from the contract compiles, and what it should refuse does not', () => {
  const tsc = resolve(ROOT, 'node_modules/.bin/tsc');
  const { status, stdout } = spawnSync(tsc, ['-p', PROJECT], { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

test('a client made from the contract reads, votes and is told why not', async () => {
  const article = resolve(ROOT, 'data/articles/russia-rare-earths-offer.json');
  const { origin } = await worker.url;
  const { stdout } = await promisify(execFile)(process.execPath, [
    resolve(PROJECT, 'program.ts'),
    origin,
    EDITOR,
    article,
  ]);
  expect(JSON.parse(stdout)).toEqual({
    published: 201,
    titles: ['Russia offers rare-earth projects as the United States and Ukraine discuss theirs'],
    stances: [
      ['supports', 'opposes'],
      ['supports', null],
      ['opposes', 'supports'],
    ],
    counted: 1,
    counts: [0, 0, 1, 0],
    known: ['ukraine-only', 'russia-only', 'both', 'neither'],
    reason: 'missing',
    width: 320,
  });
});
