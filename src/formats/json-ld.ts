import type { Article, Evidence } from '../domain/article.ts';

type Thing = Readonly<Record<string, unknown>> & { readonly '@type': string };

/**
 * An article's positions and polls in schema.org's words: a NewsArticle with a Quotation for each
 * piece of evidence, a Claim for each proposition of fact (schema.org's are “factually-oriented”), a
 * Statement for each of policy and a Question for each poll. There is no
 * ClaimReview: who takes a position is reported here, not whether it is true. `url` is the page's.
 */
export function jsonLd(article: Article, url: string): Readonly<Record<string, unknown>> {
  const { title, language, source, actors, topics, positions, polls } = article;
  const names = new Map(actors.map(({ id, name, kind }) => [id, { name, kind }]));
  const quotations = positions.flatMap(({ actor, evidence }) =>
    evidence.map((each) => quotation(each, names.get(actor), language)),
  );
  const claims = topics.flatMap(({ propositions }) =>
    propositions.map(
      ({ text, kind }): Thing =>
        kind === 'fact'
          ? { '@type': 'Claim', text, appearance: { '@id': `${url}#article` } }
          : { '@type': 'Statement', text, isPartOf: { '@id': `${url}#article` } },
    ),
  );
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'NewsArticle',
        '@id': `${url}#article`,
        headline: title,
        inLanguage: language,
        mainEntityOfPage: url,
        ...(source?.url === undefined ? {} : { url: source.url }),
        ...(source?.published === undefined ? {} : { datePublished: source.published }),
        ...(source?.publisher === undefined
          ? {}
          : { publisher: { '@type': 'Organization', name: source.publisher } }),
        hasPart: quotations,
      },
      ...claims,
      ...polls.map(
        ({ question, outcomes }): Thing => ({
          '@type': 'Question',
          name: question,
          inLanguage: language,
          suggestedAnswer: outcomes.map(({ label }) => ({ '@type': 'Answer', text: label })),
        }),
      ),
    ],
  };
}

/** JSON for a script element: no `<` is left that could end the element or open a comment. */
export const toScript = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');

interface Named {
  readonly name: string;
  readonly kind: Article['actors'][number]['kind'];
}

function quotation(
  { exact, speaker, attribution }: Evidence,
  actor: Named | undefined,
  language: string,
): Thing {
  // What the article infers is its own words, not the actor's.
  const creator =
    attribution === 'analysis'
      ? undefined
      : (speaker && { '@type': 'Person', name: speaker }) || agent(actor);
  return {
    '@type': 'Quotation',
    text: exact,
    inLanguage: language,
    ...(creator === undefined ? {} : { creator }),
    ...(actor === undefined ? {} : { about: agent(actor) }),
  };
}

const TYPES = {
  country: 'Country',
  bloc: 'Organization',
  organisation: 'Organization',
  person: 'Person',
} as const;

const agent = (actor: Named | undefined): Thing | undefined =>
  actor && { '@type': TYPES[actor.kind], name: actor.name };
