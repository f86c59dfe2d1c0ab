import type { Evidence, Stance } from '../domain/article.ts';

/** How a stance is put into words where no interface language is chosen. */
export const STANCE_WORDS: Readonly<Record<Stance, string>> = {
  supports: 'supports',
  'supports-with-conditions': 'supports, with conditions',
  mixed: 'mixed',
  'opposes-with-conditions': 'opposes, with conditions',
  opposes: 'opposes',
};

export const ATTRIBUTION_WORDS: Readonly<Record<Evidence['attribution'], string>> = {
  direct: 'in their own words',
  reported: 'as the reporter puts it',
  analysis: 'the article’s own inference',
};

/** What stands where an article is silent. */
export const NOT_STATED = 'not stated in this article';
