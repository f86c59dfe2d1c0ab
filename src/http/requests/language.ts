import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { type I18n, i18nFor, languageOf } from '../../views/i18n.ts';

/**
 * The interface language: of `?lang=`, else of `Accept-Language`, else the article's own, else
 * English. No cookie remembers it. Where the header decides, caches are told so.
 */
export function chooseLanguage(c: Context, articleLanguage = 'en'): I18n {
  const asked = languageOf(c.req.query('lang') ?? '');
  if (asked !== null) return i18nFor(asked);
  c.header('Vary', 'Accept-Language', { append: true });
  const accepted = parseAccept(c.req.header('Accept-Language') ?? '')
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q)
    .map(({ type }) => languageOf(type))
    .find((language) => language !== null);
  return i18nFor(accepted ?? languageOf(articleLanguage) ?? 'en');
}
