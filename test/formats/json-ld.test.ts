import { expect, test } from 'vitest';
import { jsonLd, toScript } from '../../src/formats/json-ld.ts';
import { realArticle } from '../helpers.ts';

const URL = 'https://standpoint.test/articles/a';
interface Node {
  '@type': string;
  text?: string;
  hasPart?: { '@type': string; text: string; creator?: { name: string } }[];
  appearance?: { '@id': string };
}
const graph = (article = realArticle()) => jsonLd(article, URL)['@graph'] as Node[];

test('an article is a NewsArticle with its quotations, claims and questions', () => {
  const nodes = graph();
  const count = (type: string) => nodes.filter((node) => node['@type'] === type).length;
  expect([count('NewsArticle'), count('Claim'), count('Question')]).toEqual([1, 3, 2]);
  expect(count('ClaimReview')).toBe(0);
  expect(nodes[0]?.hasPart).toHaveLength(18);
  for (const node of nodes.filter(({ '@type': type }) => type === 'Claim')) {
    expect(node.appearance).toEqual({ '@id': `${URL}#article` });
  }
});

test('what should be is no factual claim', () => {
  const texts = (type: string) =>
    graph().flatMap(({ '@type': own, text }) => (own === type ? [text] : []));
  expect(texts('Statement')).toHaveLength(8);
  for (const text of texts('Statement')) expect(text).toContain(' should ');
  for (const text of texts('Claim')) expect(text).not.toContain(' should ');
});

test('a quotation’s creator is who said it, and nobody where the article infers', () => {
  const parts = graph()[0]?.hasPart ?? [];
  expect(parts[0]).toMatchObject({ '@type': 'Quotation', creator: { name: 'Vladimir Putin' } });
  const inferred = parts.find(({ text }) => text.startsWith('The US views'));
  expect(inferred?.creator).toBeUndefined();
});

test('no editor can end the script element', () => {
  const written = toScript(jsonLd({ ...realArticle(), title: '</script><!--<script>\u2028' }, URL));
  expect(written).not.toMatch(/[<\u2028]/);
  expect(JSON.parse(written)).toMatchObject({
    '@graph': [
      { headline: '</script><!--<script>\u2028' },
      ...Array.from({ length: 13 }, () => ({})),
    ],
  });
});
