import type { Article, Proposition } from './article.ts';

/** An article as it may have been stored before propositions said what kind they are. */
type Stored = Omit<Article, 'topics'> & {
  readonly topics: readonly (Omit<Article['topics'][number], 'propositions'> & {
    readonly propositions: readonly (Omit<Proposition, 'kind'> & Partial<Proposition>)[];
  })[];
};

/** Reads an article from what was stored of it. A proposition without a kind was meant as a policy. */
export function readStored(json: string): Article {
  const stored = JSON.parse(json) as Stored;
  return {
    ...stored,
    topics: stored.topics.map((topic) => ({
      ...topic,
      propositions: topic.propositions.map((proposition) => ({ kind: 'policy', ...proposition })),
    })),
  };
}
