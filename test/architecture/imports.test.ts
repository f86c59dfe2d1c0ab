import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** What each room of src may import from, beside itself and packages. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  formats: ['domain'],
  'crypto.ts': [],
  storage: ['domain', 'formats', 'crypto.ts'],
  'config.ts': ['domain', 'crypto.ts'],
  'env.ts': ['storage', 'config.ts'],
  views: ['domain', 'formats'],
  // Types alone: its code is its own, so that a reader loads nothing else.
  widget: ['domain'],
  http: ['domain', 'formats', 'storage', 'views', 'crypto.ts', 'config.ts', 'env.ts'],
  // Its examples are about the shipped article.
  contract: ['domain', 'formats', 'http', 'data'],
  build: ['contract', 'views'],
  cli: ['domain', 'config.ts'],
  'index.ts': ['http', 'storage'],
};

const room = (path: string) =>
  relative(ROOT, path)
    .replace(/^src\//, '')
    .split('/')[0] ?? '';

const sources = readdirSync(join(ROOT, 'src'), { encoding: 'utf8', recursive: true })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join(ROOT, 'src', file));

/** The files of src that a file imports, types included. */
const importsOf = (file: string) =>
  Array.from(
    readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g),
    ([, path = '']) => resolve(file, '..', path),
  );

test.each(sources)('%s imports only what its room may', (file) => {
  const allowed = MAY_IMPORT[room(file)];
  expect(allowed, `a rule for src/${room(file)}`).toBeDefined();
  for (const path of importsOf(file)) {
    expect([room(file), ...(allowed ?? [])], `${file} imports ${path}`).toContain(room(path));
  }
});

test('no file imports itself, by way of whatever others', () => {
  const imports = new Map(sources.map((file) => [file, importsOf(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, way: readonly string[]) => {
    if (way.includes(file)) {
      const circle = [...way.slice(way.indexOf(file)), file];
      circles.push(circle.map((each) => relative(ROOT, each)).join(' → '));
    }
    if (done.has(file)) return;
    done.add(file);
    for (const target of imports.get(file) ?? []) walk(target, [...way, file]);
  };
  for (const file of sources) walk(file, []);
  expect(circles).toEqual([]);
});

test.each(sources.filter((file) => /\/storage\/(box|scoreboard)\//.test(file)))(
  '%s counts by what it is told, not by what is published',
  (file) => {
    for (const path of importsOf(file)) expect(path).not.toContain('/storage/published/');
  },
);

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
