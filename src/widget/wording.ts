type Forms = Readonly<Record<string, string>>;

/** Figures in a language, as the server words them. */
export interface Wording {
  readonly votes: (count: number) => string;
  /** The shares of counts in whole per cent that add up to 100. */
  readonly percents: (counts: readonly number[]) => string[];
}

/**
 * `forms` is the wording for each plural category, with `{n}` for the number; `less` and `more` are
 * that of what is nearly nothing or nearly all, with `{percent}`.
 */
export function wordingIn(language: string, forms: Forms, { less, more }: Forms = {}): Wording {
  const locale = language === 'en' ? 'en-GB' : language;
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const rules = new Intl.PluralRules(locale);
  return {
    votes: (count) =>
      (forms[rules.select(count)] ?? forms['other'] ?? '{n}').replace('{n}', number.format(count)),
    percents: (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      if (total === 0) return counts.map(() => '–');
      const cut = counts.map((count) => Math.floor((count * 100) / total));
      const lost = (i: number) => ((counts[i] ?? 0) * 100) % total;
      const raised = new Set(
        [...counts.keys()]
          .toSorted((a, b) => lost(b) - lost(a) || a - b)
          .slice(0, 100 - cut.reduce((sum, each) => sum + each, 0)),
      );
      return counts.map((count, i) => {
        const words = (form: string | undefined, whole: number) =>
          (form ?? '{percent}').replace('{percent}', percent.format(whole / 100));
        if (count > 0 && count * 100 < total) return words(less, 1);
        if (count < total && count * 100 > 99 * total) return words(more, 99);
        return words('{percent}', (cut[i] ?? 0) + (raised.has(i) ? 1 : 0));
      });
    },
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
