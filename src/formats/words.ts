import type { Verdict } from '../domain/agreement.ts';
import type { Evidence, Proposition, Stance } from '../domain/article.ts';
import type { Verification } from '../domain/verification.ts';

/** How a stance is put into words where no interface language is chosen: a fact is not supported. */
export const STANCE_WORDS: Readonly<Record<Proposition['kind'], Readonly<Record<Stance, string>>>> =
  {
    policy: {
      supports: 'supports',
      'supports-with-conditions': 'supports, with conditions',
      mixed: 'mixed',
      'opposes-with-conditions': 'opposes, with conditions',
      opposes: 'opposes',
    },
    fact: {
      supports: 'affirms',
      'supports-with-conditions': 'affirms, with reservations',
      mixed: 'mixed',
      'opposes-with-conditions': 'disputes, with reservations',
      opposes: 'disputes',
    },
  };

/** What an agreement over one or two propositions comes to. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  'agree-on-the-one': 'agree on the one proposition both address',
  'differ-on-the-one': 'differ on the one proposition both address',
  'agree-on-both': 'agree on the two propositions both address',
  'agree-on-one-of-two': 'agree on one of the two propositions both address',
  'differ-on-both': 'differ on the two propositions both address',
};

export const VERIFIED_BY: Readonly<Record<Verification['by'], string>> = {
  service: 'Quotations checked against the article by this service',
  editor: 'Quotations checked against the article by the editors',
};

export const INFERRED = 'Inferred in the article, nobody’s position';

export const ATTRIBUTION_WORDS: Readonly<Record<Evidence['attribution'], string>> = {
  direct: 'in their own words',
  reported: 'as the reporter puts it',
  analysis: 'the article’s own inference',
};

/** What stands where an article is silent. */
export const NOT_STATED = 'not stated in this article';
