import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Schema, Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { articleSchema } from '../../src/contract/article-schema.ts';
import type { Article } from '../../src/domain/article.ts';
import { parseArticle } from '../../src/domain/parse-article.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = resolve(ROOT, 'data/articles');
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const validator = new Validator(articleSchema() as Schema, '2020-12', false);
const [shipped = ''] = FILES;
const article = read(resolve(FOLDER, shipped)) as Article;
const [position] = article.positions;
const [poll] = article.polls;

// With -u the file is written, as the code has it.
test('the schema in data is the one that the code makes', async () => {
  const text = `${JSON.stringify(articleSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../data/article.schema.json');
});

test('the schema that is served is the same', () => {
  expect(read(resolve(ROOT, 'dist/assets/schemas/article.json'))).toEqual(
    read(resolve(ROOT, 'data/article.schema.json')),
  );
});

describe.each(FILES)('%s', (file) => {
  const content = read(resolve(FOLDER, file)) as Record<string, unknown>;

  test('is of the schema', () => {
    expect(validator.validate(content).errors).toEqual([]);
  });

  test('names the schema in data, where an editor’s tool finds it in a fresh checkout', () => {
    const named = resolve(FOLDER, String(content['$schema']));
    expect(named).toBe(resolve(ROOT, 'data/article.schema.json'));
  });
});

test.each([
  ['a field is missing', { title: undefined }],
  ['a field is unknown', { headline: 'Another' }],
  ['a text is empty', { title: '' }],
  ['an id has capitals', { id: 'Russia' }],
  ['an id is longer than one may be', { id: 'a'.repeat(64) }],
  ['a word is not one of those there are', { titleBy: 'author' }],
  ['a list is empty that must not be', { actors: [] }],
  ['an address is no address', { source: { url: 'example' } }],
  ['a stance is none', { positions: [{ ...position, stance: 'neutral' }] }],
  ['a number is none', { polls: [{ ...poll, boxes: '4' }] }],
  ['a number is beyond its bounds', { polls: [{ ...poll, boxes: 65 }] }],
  ['a poll has one outcome', { polls: [{ ...poll, outcomes: poll?.outcomes.slice(0, 1) }] }],
  ['the schema is no address', { $schema: 1 }],
])('schema and service both refuse an article where %s', (_, changes) => {
  const broken = JSON.parse(JSON.stringify({ ...article, ...changes })) as unknown;
  expect(validator.validate(broken).valid).toBe(false);
  expect(parseArticle(broken).ok).toBe(false);
});

test('every field has a title and a description in an editor’s words', () => {
  type Node = Readonly<Record<string, unknown>>;
  const bare: string[] = [];
  let seen = 0;
  const walk = (node: Node, at: string) => {
    for (const [name, field] of Object.entries(
      (node['properties'] ?? {}) as Record<string, Node>,
    )) {
      seen += 1;
      if (!field['title'] || !field['description']) bare.push(`${at}${name}`);
      walk(field, `${at}${name}.`);
    }
    if (node['items'] !== undefined) walk(node['items'] as Node, at);
  };
  walk(articleSchema() as Node, '');
  expect(seen).toBeGreaterThan(50);
  expect(bare).toEqual([]);
});
