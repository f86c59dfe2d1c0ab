import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

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
  for (const script of ['widget.js', 'embed.js', 'page.js']) {
    expect(built(script)).not.toMatch(/\beval\(|new Function|insertAdjacentHTML|document\.write/);
  }
});

interface Declaration {
  readonly tagName: string;
  readonly attributes: readonly { readonly name: string }[];
  readonly events: readonly { readonly name: string }[];
  readonly cssParts: readonly { readonly name: string }[];
  readonly cssProperties: readonly { readonly name: string }[];
}

describe('the manifest', () => {
  const { modules } = JSON.parse(built('custom-elements.json')) as {
    modules: { declarations: Declaration[]; exports: { name: string }[] }[];
  };
  const elements = modules.flatMap(({ declarations }) => declarations);
  const names = (of: 'attributes' | 'events' | 'cssParts' | 'cssProperties') =>
    [...new Set(elements.flatMap((element) => element[of].map(({ name }) => name)))].toSorted();
  /** All that a pattern's group finds in the files of a folder. */
  const found = (folder: string, pattern: RegExp, more = '') => {
    const root = resolve(import.meta.dirname, '../../src', folder);
    const code = readdirSync(root, { encoding: 'utf8', recursive: true }).map((name) =>
      /\.tsx?$/.test(name) ? readFileSync(resolve(root, name), 'utf8') : '',
    );
    const all = `${code.join('')}${more}`.matchAll(pattern);
    return [...new Set(Array.from(all, ([, name = '']) => name))].toSorted();
  };

  test('describes both elements', () => {
    expect(elements.map(({ tagName }) => tagName)).toEqual(['stance-comparison', 'outcome-poll']);
    expect(modules[0]?.exports.map(({ name }) => name)).toEqual(
      elements.map(({ tagName }) => tagName),
    );
  });

  test('has every attribute that an element follows', () => {
    const shell = found('widget', /(?:observedAttributes|SENT) = \[([^\]]*)\]/g).join();
    const followed = Array.from(shell.matchAll(/'([a-z]+)'/g), ([, name]) => name);
    expect(names('attributes')).toEqual(followed.toSorted());
  });

  test('has every event, part and property that there is', () => {
    expect(names('events')).toEqual(
      found('widget', /say\([^,]*, '([a-z]+)'/g).map((name) => `standpoint:${name}`),
    );
    expect(names('cssParts')).toEqual(found('views', / part="([a-z]+)"/g));
    const properties = found('widget', /var\(\s*(--standpoint-[a-z-]+)/g, built('standpoint.css'));
    expect(names('cssProperties')).toEqual(properties);
  });
});
