import fc from 'fast-check';
import type { Article, Stance } from '../src/domain/article.ts';
import type { Published } from '../src/domain/comparison.ts';

export const STANCES: readonly Stance[] = [
  'supports',
  'supports-with-conditions',
  'mixed',
  'opposes-with-conditions',
  'opposes',
];

/** An article of `actors` × `propositions`, in which each position is stated as `stanceAt` says. */
export function articleOf(
  actors: number,
  propositions: number,
  stanceAt: (actor: number, proposition: number) => Stance | null,
): Article {
  const ids = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${prefix}${i}`);
  const text = 'Something should be so, and it is said in a sentence of the usual length.';
  return {
    id: 'generated',
    title: 'A generated article',
    titleBy: 'editor',
    language: 'en',
    source: { sha256: '0'.repeat(64) },
    actors: ids('a', actors).map((id) => ({
      id,
      name: `Actor ${id}`,
      kind: 'country',
      voices: [],
    })),
    topics: [
      {
        id: 't0',
        name: 'Even',
        propositions: ids('p', propositions)
          .filter((_, i) => i % 2 === 0)
          .map((id) => ({ id, text })),
      },
      {
        id: 't1',
        name: 'Odd',
        propositions: ids('p', propositions)
          .filter((_, i) => i % 2 === 1)
          .map((id) => ({ id, text })),
      },
    ].filter((topic) => topic.propositions.length > 0),
    positions: ids('a', actors).flatMap((actor, a) =>
      ids('p', propositions).flatMap((proposition, p) => {
        const stance = stanceAt(a, p);
        return stance === null
          ? []
          : [
              {
                actor,
                proposition,
                stance,
                summary: `Actor ${actor} says so.`,
                conditions: 'Some are named.',
                evidence: [
                  {
                    exact: `We say ${proposition}.`,
                    attribution: 'direct',
                    verified: 'exact',
                  } as const,
                ],
              },
            ];
      }),
    ),
    polls: [],
  };
}

/** Articles of a few actors and propositions, with gaps. */
export const article: fc.Arbitrary<Published> = fc
  .record({
    actors: fc.integer({ min: 2, max: 5 }),
    propositions: fc.integer({ min: 1, max: 8 }),
    stances: fc.array(fc.option(fc.constantFrom(...STANCES)), { minLength: 40, maxLength: 40 }),
  })
  .map(({ actors, propositions, stances }) => ({
    version: 'v',
    article: articleOf(actors, propositions, (a, p) => stances[a * 8 + p] ?? null),
  }));
