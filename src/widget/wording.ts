type Forms = Readonly<Record<string, string>>;

/** Figures in a language, as the server words them. */
export interface Wording {
  readonly votes: (count: number) => string;
  readonly percent: (share: number | null) => string;
}

/** `forms` is the wording for each plural category, with `{n}` for the number. */
export function wordingIn(language: string, forms: Forms): Wording {
  const locale = language === 'en' ? 'en-GB' : language;
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const rules = new Intl.PluralRules(locale);
  return {
    votes: (count) =>
      (forms[rules.select(count)] ?? forms['other'] ?? '{n}').replace('{n}', number.format(count)),
    percent: (share) => (share === null ? '–' : percent.format(share)),
  };
}

/** An ISO 8601 time where the reader is, with the zone's name. */
export const localTime = (language: string, iso: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(iso));
