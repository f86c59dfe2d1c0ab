import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What each room of src may import from, beside itself and packages. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  formats: ['domain'],
  'crypto.ts': [],
  'env.ts': ['storage'],
  storage: ['domain', 'crypto.ts', 'env.ts'],
  views: ['domain', 'formats'],
  // Types alone: its code is its own, so that a reader loads nothing else.
  widget: ['domain'],
  http: ['domain', 'formats', 'storage', 'views', 'crypto.ts', 'env.ts'],
  contract: ['domain', 'http'],
  build: ['contract', 'views'],
  cli: ['domain'],
  'index.ts': ['http', 'storage'],
};

const room = (path: string) => relative(join(ROOT, 'src'), path).split('/')[0] ?? '';

const sources = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'src/*.ts', 'src/*.tsx'],
  {
    cwd: ROOT,
    encoding: 'utf8',
  },
)
  .trim()
  .split('\n')
  .map((file) => join(ROOT, file));

test.each(sources)('%s imports only what its room may', (file) => {
  const allowed = MAY_IMPORT[room(file)];
  expect(allowed, `a rule for src/${room(file)}`).toBeDefined();
  const imports = [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)];
  for (const [, path = ''] of imports) {
    const target = room(resolve(file, '..', path));
    expect([room(file), ...(allowed ?? [])], `${file} imports ${path}`).toContain(target);
  }
});

test.each(sources.filter((file) => room(file) === 'widget'))('%s imports types alone', (file) => {
  const imports = [
    ...readFileSync(file, 'utf8').matchAll(/(import [^;]*?)from '(\.\.?\/[^']*|[^.'][^']*)'/g),
  ];
  for (const [, names = '', path = ''] of imports) {
    if (!path.startsWith('./')) expect(names, `${file} imports ${path}`).toMatch(/^import type /);
  }
});

describe('src/domain', () => {
  const folder = mkdtempSync(join(ROOT, 'src/domain/tmp-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const compiles = (source: string) => {
    writeFileSync(join(folder, 'probe.ts'), source);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../tsconfig.json', include: ['probe.ts'] }),
    );
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    return spawnSync(tsc, ['-p', folder], { encoding: 'utf8' });
  };

  test('compiles plain TypeScript', () => {
    expect(compiles('export const one: number = 1;\n').stdout).toBe('');
  });

  test.each(['KVNamespace', 'DurableObjectState', 'Request'])('knows no %s', (type) => {
    const { status, stdout } = compiles(`export type Probe = ${type};\n`);
    expect(status).not.toBe(0);
    expect(stdout).toContain(`Cannot find name '${type}'`);
  });
});
