import type { Percentage } from '../domain/percentages.ts';
import { ar } from './messages/ar.ts';
import type { Messages } from './messages/catalogue.ts';
import { de } from './messages/de.ts';
import { en } from './messages/en.ts';
import { fr } from './messages/fr.ts';
import { ru } from './messages/ru.ts';
import { uk } from './messages/uk.ts';

/** Every interface language there is, by its BCP 47 tag. */
export const CATALOGUES = { en, uk, ru, fr, de, ar } as const satisfies Record<string, Messages>;
export type Language = keyof typeof CATALOGUES;
export const LANGUAGES = Object.keys(CATALOGUES) as readonly Language[];

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur']);

/** Words, numbers and times in one interface language. */
export interface I18n {
  readonly language: Language;
  readonly dir: 'ltr' | 'rtl';
  readonly words: Messages;
  readonly number: (value: number) => string;
  /** A share between 0 and 1 as whole per cent. */
  readonly percent: (share: number) => string;
  /** A share of votes in whole per cent, with the side it is on where it is nearly all or nothing. */
  readonly percentage: (share: Percentage) => string;
  /** A score between 0 and 1 as per cent, to a tenth, so that readers can add its terms up. */
  readonly score: (score: number) => string;
  /** An ISO 8601 time in UTC, to the minute. */
  readonly time: (iso: string) => string;
  /** A date without a time. */
  readonly date: (iso: string) => string;
  /** Names as a list in words. */
  readonly list: (names: readonly string[]) => string;
  /** The wording for a number, with `{n}` and the other names filled in. */
  readonly plural: (
    forms: Readonly<Record<'other', string>>,
    n: number,
    names?: Readonly<Record<string, string>>,
  ) => string;
}

/** The interface language of a BCP 47 tag, by its first subtag; `null` where there is none. */
export function languageOf(tag: string): Language | null {
  const [primary = ''] = tag.toLowerCase().split('-');
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/** Fills `{names}` in. A name that is not given stays, so that a test can find it. */
export const fill = (text: string, names: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (placeholder, name: string) => names[name] ?? placeholder);

/** A name that may run the other way than the words around it (Unicode's first strong isolate). */
export const isolate = (name: string): string => `\u2068${name}\u2069`;

const made = new Map<Language, I18n>();

/** Makes a language's tools, once an isolate: Intl's are slow to make. */
export function i18nFor(language: Language): I18n {
  const known = made.get(language);
  if (known !== undefined) return known;
  // British, as the words are.
  const locale = language === 'en' ? 'en-GB' : language;
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const score = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const time = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const list = new Intl.ListFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const i18n: I18n = {
    language,
    dir: RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr',
    words: CATALOGUES[language],
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    percentage: ({ percent: whole, bound }) => {
      const { less, more } = CATALOGUES[language].poll;
      const words = { below: less, above: more };
      const figure = percent.format(whole / 100);
      return bound === undefined ? figure : fill(words[bound], { percent: figure });
    },
    score: (value) => score.format(value),
    time: (iso) => `${time.format(new Date(iso))} UTC`,
    date: (iso) => date.format(new Date(iso)),
    list: (names) => list.format(names.map(isolate)),
    plural: (forms, n, names = {}) => {
      const byCategory: Readonly<Record<string, string>> = forms;
      return fill(byCategory[rules.select(n)] ?? forms.other, { n: number.format(n), ...names });
    },
  };
  made.set(language, i18n);
  return i18n;
}

/** A language in its own words. */
export const autonym = (language: Language): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

/** The attributes of text in `language`; none where the interface has the same one. */
export function inLanguage(i18n: I18n, language: string): { lang?: string; dir?: 'auto' } {
  return languageOf(language) === i18n.language ? {} : { lang: language, dir: 'auto' };
}
