import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import data from '../../data/articles/russia-rare-earths-offer.json' with { type: 'json' };
import { agree, MIN_SHARED, type Pair, verdictOf } from '../../src/domain/agreement.ts';
import type { Published, Selection } from '../../src/domain/comparison.ts';
import { parseArticle } from '../../src/domain/parse-article.ts';
import { article, articleOf } from '../arbitrary.ts';

function pairsOf(published: Published, selection: Selection = {}): readonly Pair[] {
  const agreement = agree(published, selection);
  if (!agreement.ok) throw new Error(JSON.stringify(agreement.problem));
  return agreement.value.pairs;
}
function pairOf(published: Published, a: string, b: string): Pair {
  const [pair] = pairsOf(published, { actors: [a, b] });
  if (pair === undefined) throw new Error('two actors make a pair');
  return pair;
}
const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

describe('agreement', () => {
  test('is symmetric', () => {
    fc.assert(
      fc.property(article, (published) => {
        const [there, back] = [pairOf(published, 'a0', 'a1'), pairOf(published, 'a1', 'a0')];
        const { actors, terms = [], contrast, ...same } = there;
        expect(back).toEqual({
          ...same,
          actors: actors.toReversed(),
          terms: terms.map((term) => ({ ...term, coordinates: term.coordinates.toReversed() })),
          contrast,
        });
      }),
    );
  });

  test('is 1 with an actor who stands where one stands oneself', () => {
    fc.assert(
      fc.property(article, ({ version, article: original }) => {
        const own = original.positions.filter(({ actor }) => actor === 'a0');
        const twin = own.map((position) => ({ ...position, actor: 'a1' }));
        const { score, shared } = pairOf(
          { version, article: { ...original, positions: [...own, ...twin] } },
          'a0',
          'a1',
        );
        expect(shared).toBe(own.length);
        expect(score).toBe(own.length === 0 ? null : 1);
      }),
    );
  });

  test('is between 0 and 1, and null exactly when nothing is shared', () => {
    fc.assert(
      fc.property(article, (published) => {
        for (const { score, shared, of } of pairsOf(published)) {
          expect(score === null).toBe(shared === 0);
          expect(score ?? 0).toBeGreaterThanOrEqual(0);
          expect(score ?? 1).toBeLessThanOrEqual(1);
          expect(shared).toBeLessThanOrEqual(of);
        }
      }),
    );
  });

  test('is the mean of its terms, over all topics and in each', () => {
    fc.assert(
      fc.property(article, (published) => {
        const { score, terms = [], topics } = pairOf(published, 'a0', 'a1');
        expect(score).toBe(mean(terms.map(({ closeness }) => closeness)));
        for (const { coordinates, closeness } of terms) {
          expect(closeness).toBe(1 - Math.abs(coordinates[0] - coordinates[1]) / 2);
        }
        for (const [id, topic] of Object.entries(topics)) {
          const own = terms.filter((term) => term.topic === id).map(({ closeness }) => closeness);
          expect(topic).toMatchObject({ score: mean(own), shared: own.length });
        }
      }),
    );
  });

  test('does not change with what only one of the two states', () => {
    fc.assert(
      fc.property(article, ({ version, article: original }) => {
        const stated = (actor: string, proposition: string) =>
          original.positions.some((p) => p.actor === actor && p.proposition === proposition);
        const positions = original.positions.filter(
          ({ proposition }) => stated('a0', proposition) && stated('a1', proposition),
        );
        const without = pairOf({ version, article: { ...original, positions } }, 'a0', 'a1');
        expect(pairOf({ version, article: original }, 'a0', 'a1').score).toBe(without.score);
      }),
    );
  });

  test('does not change with the order of anything', () => {
    const order = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(article, order, ({ version, article: original }, keys) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((entry, i) => ({ entry, key: keys[i] ?? 0 }))
            .toSorted((x, y) => x.key - y.key)
            .map(({ entry }) => entry);
        const reordered = {
          ...original,
          actors: shuffled(original.actors),
          topics: shuffled(
            original.topics.map((topic) => ({
              ...topic,
              propositions: shuffled(topic.propositions),
            })),
          ),
          positions: shuffled(original.positions),
        };
        const byActors = (pairs: readonly Pair[]) =>
          new Map(
            pairs.map(({ actors, score, shared, of, topics }) => [
              actors.toSorted().join(' '),
              { score, shared, of, topics },
            ]),
          );
        expect(byActors(pairsOf({ version, article: reordered }))).toEqual(
          byActors(pairsOf({ version, article: original })),
        );
      }),
    );
  });
});

describe('the contrast of two actors', () => {
  test('puts every proposition that either states in one place', () => {
    fc.assert(
      fc.property(article, (published) => {
        const { contrast, terms = [] } = pairOf(published, 'a0', 'a1');
        const shared = [...(contrast?.agree ?? []), ...(contrast?.differ ?? [])];
        expect(shared.toSorted()).toEqual(terms.map(({ proposition }) => proposition).toSorted());
        const stated = published.article.positions.filter(({ actor }) =>
          ['a0', 'a1'].includes(actor),
        );
        const alone = Object.values(contrast?.alone ?? {}).flat();
        expect(new Set([...shared, ...alone])).toEqual(
          new Set(stated.map(({ proposition }) => proposition)),
        );
      }),
    );
  });

  test('names the widest difference first', () => {
    const stances = [
      ['supports', 'supports', 'mixed', 'supports'],
      ['mixed', 'opposes', 'supports-with-conditions', 'supports-with-conditions'],
    ] as const;
    const published = { version: 'v', article: articleOf(2, 4, (a, p) => stances[a]?.[p] ?? null) };
    expect(pairOf(published, 'a0', 'a1').contrast).toEqual({
      agree: ['p3'],
      differ: ['p1', 'p0', 'p2'],
      alone: { a0: [], a1: [] },
    });
  });
});

test('the real article’s pairs, added up by hand', () => {
  const parsed = parseArticle(data);
  if (!parsed.ok) throw new Error('the real article is valid');
  const pairs = pairsOf({ version: 'v', article: parsed.value });
  expect(pairs.map(({ actors, score, shared, of }) => [...actors, score, shared, of])).toEqual([
    ['russia', 'ukraine', null, 0, 11],
    ['russia', 'united-states', 0.75, 1, 11],
    ['russia', 'europe', null, 0, 11],
    ['ukraine', 'united-states', (0.75 + 1) / 2, 2, 11],
    ['ukraine', 'europe', null, 0, 11],
    ['united-states', 'europe', 0, 1, 11],
  ]);
  expect(pairs.map(verdictOf)).toEqual([
    null,
    'agree-on-the-one',
    null,
    'agree-on-one-of-two',
    null,
    'differ-on-the-one',
  ]);
});

describe('an agreement over few propositions', () => {
  test('is thin below three, overall and in each topic', () => {
    fc.assert(
      fc.property(article, (published) => {
        for (const pair of pairsOf(published)) {
          for (const score of [pair, ...Object.values(pair.topics)]) {
            expect(score.thin).toBe(score.shared < MIN_SHARED);
            expect(verdictOf(score) === null).toBe(score.shared === 0 || score.shared >= 3);
          }
        }
      }),
    );
  });

  test('counts on how many propositions both stand on one side', () => {
    fc.assert(
      fc.property(article, (published) => {
        const { sameSide, contrast } = pairOf(published, 'a0', 'a1');
        expect(sameSide).toBe(contrast?.agree.length);
      }),
    );
  });

  test.each([
    [['supports'], ['supports-with-conditions'], 'agree-on-the-one'],
    [['mixed'], ['supports'], 'differ-on-the-one'],
    [['supports', 'opposes'], ['supports', 'opposes-with-conditions'], 'agree-on-both'],
    [['supports', 'opposes'], ['supports', 'mixed'], 'agree-on-one-of-two'],
    [['supports', 'mixed'], ['opposes', 'supports'], 'differ-on-both'],
    [['supports', 'mixed', 'mixed'], ['opposes', 'supports', 'mixed'], null],
  ] as const)('%j and %j: %s', (one, other, verdict) => {
    const stances = [one, other];
    const generated = articleOf(2, one.length, (a, p) => stances[a]?.[p] ?? null);
    expect(verdictOf(pairOf({ version: 'v', article: generated }, 'a0', 'a1'))).toBe(verdict);
  });
});

test('the largest article there may be has all its pairs', () => {
  const largest = {
    version: 'v',
    article: articleOf(40, 60, (a, p) => ((a + p) % 3 === 0 ? null : 'supports')),
  };
  const pairs = pairsOf(largest);
  expect(pairs).toHaveLength((40 * 39) / 2);
  expect(pairs.every(({ of }) => of === 60)).toBe(true);
});
