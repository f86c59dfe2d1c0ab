import type { Article } from '../../domain/article.ts';
import { type Theme, THEMES } from '../root.tsx';

/** What an embed shows: the comparison, perhaps of some actors and topics only, or one poll. */
export interface EmbedChoice {
  readonly show: 'comparison' | 'poll';
  readonly poll?: string | undefined;
  readonly actors?: readonly string[] | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly theme: Theme;
  readonly lang?: string | undefined;
}

/** Frames begin this high, in CSS pixels; a script in them tells the page what they need. */
export const FRAME_HEIGHT = { comparison: 640, poll: 520 } as const;

/** The frame's URL; what is left to the standard is left out. */
export function embedUrl(origin: string, article: string, choice: EmbedChoice): string {
  const url = new URL(`/embed/${article}`, origin);
  url.searchParams.set('show', choice.show);
  if (choice.show === 'poll' && choice.poll !== undefined)
    url.searchParams.set('poll', choice.poll);
  if (choice.show === 'comparison') {
    if (choice.actors !== undefined) url.searchParams.set('actors', choice.actors.join(','));
    if (choice.topics !== undefined) url.searchParams.set('topics', choice.topics.join(','));
  }
  if (choice.theme !== 'auto') url.searchParams.set('theme', choice.theme);
  if (choice.lang !== undefined) url.searchParams.set('lang', choice.lang);
  return url.href.replaceAll('%2C', ',');
}

/** Reads the choice of the page's form, in which a parameter may be repeated; nonsense is ignored. */
export function readChoice(article: Article, query: URLSearchParams): EmbedChoice {
  const show = query.get('show') ?? '';
  const poll = article.polls.find(({ id }) => `poll:${id}` === show)?.id;
  return {
    show: poll === undefined ? 'comparison' : 'poll',
    poll,
    actors: someOf(article.actors, query.getAll('actor')),
    topics: someOf(article.topics, query.getAll('topic')),
    theme: readTheme(query.get('theme')),
  };
}

export const readTheme = (theme: string | null | undefined): Theme =>
  THEMES.find((known) => known === theme) ?? 'auto';

/** The known ids asked for, in the article's order; `undefined` for none and for all. */
function someOf(all: readonly { readonly id: string }[], asked: readonly string[]) {
  const chosen = all.map(({ id }) => id).filter((id) => asked.includes(id));
  return chosen.length === 0 || chosen.length === all.length ? undefined : chosen;
}
