import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { type I18n, i18nFor, type Language, languageOf } from '../../views/i18n.ts';

/**
 * The interface language: of `?lang=`, else of `Accept-Language`, else the article's own, else
 * English. No cookie remembers it. The answer says which it is, and where the header decides, caches
 * are told so.
 */
export function chooseLanguage(c: Context, articleLanguage = 'en'): I18n {
  if (asked(c) === null) c.header('Vary', 'Accept-Language', { append: true });
  const chosen = readLanguage(c) ?? languageOf(articleLanguage) ?? 'en';
  c.header('Content-Language', chosen);
  return i18nFor(chosen);
}

/** The language that a request asks for, if it is one of ours. */
export const readLanguage = (c: Context): Language | null => asked(c) ?? accepted(c);

const asked = (c: Context): Language | null => languageOf(c.req.query('lang') ?? '');

/** The language of ours that the reader likes most. */
function accepted(c: Context): Language | null {
  const liked = parseAccept(c.req.header('Accept-Language') ?? '')
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q)
    .map(({ type }) => languageOf(type));
  return liked.find((language) => language !== null) ?? null;
}
