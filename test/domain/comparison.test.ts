import { describe, expect, test } from 'vitest';
import data from '../../data/articles/russia-rare-earths-offer.json' with { type: 'json' };
import { compare, type Selection } from '../../src/domain/comparison.ts';
import { parseArticle } from '../../src/domain/parse-article.ts';
import type { Result } from '../../src/domain/problem.ts';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const published = { version: 'v', article: valueOf(parseArticle(data)) };
const problemOf = (selection: Selection) => {
  const result = compare(published, selection);
  return result.ok ? null : result.problem;
};

describe('the real article', () => {
  const comparison = valueOf(compare(published));
  const propositions = comparison.topics.flatMap((topic) => topic.propositions);

  test('has its actors and topics', () => {
    expect(comparison.actors.map(({ id }) => id)).toEqual([
      'russia',
      'ukraine',
      'united-states',
      'europe',
    ]);
    expect(comparison.topics.map(({ id }) => id)).toEqual(['rare-earths', 'aluminium', 'aid']);
    expect(propositions.length).toBeGreaterThanOrEqual(9);
  });

  test('has a cell for every actor under every proposition', () => {
    for (const { cells } of propositions) {
      expect(Object.keys(cells)).toEqual(comparison.actors.map(({ id }) => id));
    }
  });

  test('shows every position once, with its quotations, and silence as null', () => {
    const cells = propositions.flatMap((proposition) => Object.values(proposition.cells));
    const stated = cells.filter((cell) => cell !== null);
    expect(stated).toHaveLength(data.positions.length);
    expect(cells.length - stated.length).toBe(11 * 4 - data.positions.length);
    for (const { evidence } of stated) expect(evidence.length).toBeGreaterThan(0);
  });

  test('has a position on every proposition, and says of each what kind it is', () => {
    for (const { id, kind, text, cells } of propositions) {
      expect([id, Object.values(cells).some((cell) => cell !== null)]).toEqual([id, true]);
      expect([id, kind]).toEqual([id, / should /.test(text) ? 'policy' : 'fact']);
    }
    expect(new Set(propositions.map(({ kind }) => kind))).toEqual(new Set(['policy', 'fact']));
  });

  test('keeps what is inferred beside the positions, in the topic it belongs to', () => {
    expect(comparison.topics.map(({ inferences = [] }) => inferences.length)).toEqual([1, 0, 0]);
    const [aid] = valueOf(compare(published, { topics: ['aid'] })).topics;
    expect(aid).not.toHaveProperty('inferences');
  });

  test('takes nothing that is inferred for an actor’s own words', () => {
    for (const { evidence } of published.article.positions) {
      for (const { exact, attribution } of evidence) {
        const firstPerson = /\b(?:We|I) /.test(exact);
        expect(attribution === 'direct').toBe(firstPerson);
      }
    }
  });
});

test('narrows to the actors and topics asked for, in that order', () => {
  const { actors, topics } = valueOf(
    compare(published, { actors: ['europe', 'russia'], topics: ['aid'] }),
  );
  expect(actors.map(({ id }) => id)).toEqual(['europe', 'russia']);
  expect(topics.map(({ id }) => id)).toEqual(['aid']);
  expect(Object.keys(topics[0]?.propositions[0]?.cells ?? {})).toEqual(['europe', 'russia']);
});

test.each([
  ['actors', { actors: ['atlantis'] }],
  ['actors', { actors: ['russia', 'russia'] }],
  ['actors', { actors: [] }],
  ['topics', { topics: ['weather'] }],
  ['topics', { topics: [] }],
])('refuses a wrong selection of %s: %j', (parameter, selection) => {
  expect(problemOf(selection)).toMatchObject({ tag: 'invalid-parameter', parameter });
});

test('a refusal names the known ids', () => {
  expect(problemOf({ topics: ['weather'] })).toMatchObject({
    known: ['rare-earths', 'aluminium', 'aid'],
  });
});
