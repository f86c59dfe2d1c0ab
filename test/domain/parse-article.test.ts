import { describe, expect, test } from 'vitest';
import data from '../../data/articles/russia-rare-earths-offer.json' with { type: 'json' };
import type { ArticleFault } from '../../src/domain/problem.ts';
import { parseArticle } from '../../src/domain/parse-article.ts';

type Data = typeof data;

/** The faults of the real article after `spoil` has changed a copy of it. */
function faultsOf(spoil: (article: Data) => void): readonly ArticleFault[] {
  const article = structuredClone(data);
  spoil(article);
  const parsed = parseArticle(article);
  if (parsed.ok) return [];
  if (parsed.problem.tag !== 'invalid-article') throw new Error(parsed.problem.tag);
  return parsed.problem.faults;
}

/** A list's entry that the test knows to be there. */
function at<T>(list: readonly T[], index: number): T {
  const entry = list[index];
  if (entry === undefined) throw new Error(`no entry ${index}`);
  return entry;
}

test('reads the real article', () => {
  expect(faultsOf(() => undefined)).toEqual([]);
});

test('an article may name its schema, which is no part of it', () => {
  const { $schema: _, ...content } = data;
  const bare = parseArticle(content);
  expect(bare.ok).toBe(true);
  expect(parseArticle({ ...content, $schema: '../article.schema.json' })).toEqual(bare);
  expect(faultsOf((article) => Object.assign(article, { $schema: 1 }))).toMatchObject([
    { kind: 'schema', path: '$schema' },
  ]);
  expect(faultsOf((a) => Object.assign(at(a.actors, 0), { $schema: 'x' }))).toMatchObject([
    { kind: 'schema', path: 'actors[0].$schema' },
  ]);
});

describe('names what is wrong, with its path', () => {
  test.each<[ArticleFault['kind'], string, (article: Data) => void]>([
    [
      'unknown-actor',
      'positions[3].actor',
      (a) => {
        at(a.positions, 3).actor = 'atlantis';
      },
    ],
    [
      'unknown-proposition',
      'positions[0].proposition',
      (a) => {
        at(a.positions, 0).proposition = 'x';
      },
    ],
    [
      'unknown-position',
      'polls[0].outcomes[0].restsOn[1]',
      (a) => {
        at(at(a.polls, 0).outcomes, 0).restsOn[1] = 'europe/past-aid';
      },
    ],
    [
      'duplicate',
      'actors[1].id',
      (a) => {
        at(a.actors, 1).id = 'russia';
      },
    ],
    [
      'duplicate',
      'topics[1].id',
      (a) => {
        at(a.topics, 1).id = 'rare-earths';
      },
    ],
    [
      'duplicate',
      'topics[1].propositions[0].id',
      (a) => {
        at(at(a.topics, 1).propositions, 0).id = 'foreign-partners';
      },
    ],
    [
      'duplicate',
      'positions[1]',
      (a) => {
        at(a.positions, 1).proposition = 'foreign-partners';
      },
    ],
    [
      'duplicate',
      'polls[1].id',
      (a) => {
        at(a.polls, 1).id = 'who-signs';
      },
    ],
    [
      'duplicate',
      'polls[0].outcomes[3].id',
      (a) => {
        at(at(a.polls, 0).outcomes, 3).id = 'both';
      },
    ],
    [
      'evidence-missing',
      'positions[2].evidence',
      (a) => {
        at(a.positions, 2).evidence = [];
      },
    ],
    [
      'conditions-missing',
      'positions[2].conditions',
      (a) => {
        at(a.positions, 2).stance = 'opposes-with-conditions';
      },
    ],
    [
      'id-looks-like-object-id',
      'id',
      (a) => {
        a.id = '0123456789abcdef'.repeat(4);
      },
    ],
    [
      'id-looks-like-object-id',
      'polls[1].outcomes[0].id',
      (a) => {
        at(at(a.polls, 1).outcomes, 0).id = 'f'.repeat(64);
      },
    ],
    [
      'schema',
      'actors[0].name',
      (a) => {
        at(a.actors, 0).name = '  ';
      },
    ],
    [
      'schema',
      'actors[0].name',
      (a) => {
        at(a.actors, 0).name = 'Rus\u0000sia';
      },
    ],
    [
      'schema',
      'positions[0].evidence[0].exact',
      (a) => {
        at(at(a.positions, 0).evidence, 0).exact = 'half a pair: \ud800';
      },
    ],
    [
      'schema',
      'id',
      (a) => {
        a.id = 'Not A Slug';
      },
    ],
    [
      'schema',
      'source.url',
      (a) => {
        Object.assign(a, { source: { url: 'javascript:alert(1)' } });
      },
    ],
    [
      'schema',
      'source.url',
      (a) => {
        Object.assign(a, { source: { url: 'https://x.example/> <img>' } });
      },
    ],
    [
      'schema',
      'polls[0].closes',
      (a) => {
        at(a.polls, 0).closes = 'soon';
      },
    ],
    [
      'schema',
      'polls[0].opens',
      (a) => {
        Object.assign(at(a.polls, 0), { opens: '2027-03-01T00:00:00Z' });
      },
    ],
    [
      'schema',
      'colour',
      (a) => {
        Object.assign(a, { colour: 'red' });
      },
    ],
    [
      'schema',
      'positions[0].evidence[0].exact',
      (a) => {
        at(at(a.positions, 0).evidence, 0).exact = 'word '.repeat(41);
      },
    ],
  ])('%s at %s', (kind, path, spoil) => {
    expect(faultsOf(spoil)).toContainEqual(expect.objectContaining({ kind, path }));
  });

  test('too many propositions', () => {
    const faults = faultsOf((a) => {
      at(a.topics, 1).propositions.push(
        ...Array.from({ length: 60 }, (_, i) => ({ id: `p${i}`, text: 'Something is so.' })),
      );
    });
    expect(faults).toContainEqual(expect.objectContaining({ kind: 'too-many', path: 'topics' }));
  });

  test('all of it at once', () => {
    const faults = faultsOf((a) => {
      at(a.positions, 0).actor = 'nobody';
      at(a.positions, 4).proposition = 'nothing';
    });
    expect(faults.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['positions[0].actor', 'positions[4].proposition']),
    );
  });
});

test.each([null, 1, 'text', [], {}, { id: null }])('refuses %j', (input) => {
  expect(parseArticle(input).ok).toBe(false);
});
