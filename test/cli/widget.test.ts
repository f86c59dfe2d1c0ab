import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const ASSETS = resolve(import.meta.dirname, '../../dist/assets');
const built = (file: string) => readFileSync(resolve(ASSETS, file.replace(/^\//, '')), 'utf8');
const { file, integrity, version } = JSON.parse(built('widget.json')) as Record<string, string>;

test('the versioned loader is what its hash says', () => {
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const hash = createHash('sha384')
    .update(built(file ?? ''))
    .digest('base64');
  expect(integrity).toBe(`sha384-${hash}`);
});

test.each(['widget.js', file ?? ''])('%s fetches what is there', (loader) => {
  const imported = Array.from(built(loader).matchAll(/import\("([^"]+)"\)/g), ([, path]) => path);
  expect(imported).toHaveLength(1);
  for (const path of imported) {
    expect(existsSync(resolve(ASSETS, loader.replace(/^\//, ''), '..', path ?? ''))).toBe(true);
  }
});

test('no script needs what a strict policy forbids', () => {
  for (const script of ['widget.js', 'embed.js']) {
    expect(built(script)).not.toMatch(/\beval\(|new Function|insertAdjacentHTML|document\.write/);
  }
});

test('the manifest describes both elements', () => {
  const { modules } = JSON.parse(built('custom-elements.json')) as {
    modules: { declarations: { tagName: string; attributes: { name: string }[] }[] }[];
  };
  const elements = modules.flatMap(({ declarations }) => declarations);
  expect(elements.map(({ tagName }) => tagName)).toEqual(['stance-comparison', 'outcome-poll']);
  for (const { attributes } of elements) {
    expect(attributes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['article', 'lang', 'theme', 'service']),
    );
  }
});
