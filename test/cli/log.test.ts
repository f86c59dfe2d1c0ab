import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundleWorker } from '../../src/cli/local/bundle.ts';
import { readBound, type Run, runWorker } from '../../src/cli/local/runtime.ts';
import { ROOT } from '../local-service.ts';

const scratch = mkdtempSync(join(tmpdir(), 'standpoint-'));
const logged: string[] = [];
let bundle: Bundle;
let run: Run;
let service: URL;

/** The log comes after the answer. */
const WAIT = { timeout: 20_000 };

/** Runs the Worker without its KV, so that whatever reads an article fails. */
beforeAll(async () => {
  bundle = await bundleWorker(ROOT, scratch);
  const { kvNamespaces: _, ...bound } = await readBound(ROOT);
  run = runWorker({
    bundle,
    bound,
    settings: { VOTER_KEYS: 'k1:REPLACE-ME' },
    store: join(scratch, 'v3'),
    scratch,
    onError: (text) => logged.push(text),
    onEnd: () => {},
  });
  service = await run.listen('127.0.0.1', 0);
});
afterAll(async () => {
  await run.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** The sources that a stack trace names, with the line there. */
const placesIn = (stack: string) =>
  Array.from(stack.matchAll(/(?:\(|at )(src\/[^\s:]+):(\d+):\d+/g), ([, file = '', line = '']) => ({
    file,
    text: readFileSync(join(ROOT, file), 'utf8').split('\n')[Number(line) - 1] ?? '',
  }));

describe('a binding that is missing', () => {
  test('is logged with the files, lines and names of its source', async () => {
    const answer = await fetch(new URL('/v1/articles/an-article', service));
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain('src/');
    const fault = () => logged.find((text) => text.includes('TypeError')) ?? '';
    await expect.poll(fault, WAIT).not.toBe('');
    const stack = fault();
    const [first] = placesIn(stack);
    expect(first, stack).toMatchObject({ file: 'src/storage/published/published.ts' });
    expect(first?.text).toContain('await kv.get(');
    expect(stack).not.toContain('index.js');
  });
});

test('what an operator has set wrong is logged once, not for each request', async () => {
  for (let i = 0; i < 20; i += 1) {
    const answer = await fetch(new URL('/v1/voters', service), { method: 'POST' });
    expect(answer.status).toBe(503);
    await answer.text();
  }
  // The log of a request comes before that of those that followed it.
  const faults = () => logged.filter((text) => text.includes('TypeError')).length;
  const before = faults();
  await fetch(new URL('/v1/articles/another', service));
  await expect.poll(faults, WAIT).toBeGreaterThan(before);
  expect(logged.filter((text) => text.includes('VOTER_KEYS holds a placeholder'))).toHaveLength(1);
});
