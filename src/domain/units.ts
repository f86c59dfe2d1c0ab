/** Languages whose units are known: those of the interface, English with its scales and hours of three kinds. */
const LANGUAGES = ['en-GB', 'en-CA', 'en-IN', 'de', 'fr', 'ru', 'uk', 'ar'];
/** Numbers that between them have every plural form and every scale up to the trillions. */
const COUNTS = [1, 2, 5, 1.5];
const SCALES = [1e3, 2e3, 5e3, 1e5, 1e6, 2e6, 5e6, 1e7, 1e9, 2e9, 5e9, 1e12, 5e12];
const CURRENCIES = ['EUR', 'USD', 'GBP', 'RUB', 'UAH', 'CNY'];

let units: ReadonlySet<string> | undefined;
let currencies: ReadonlySet<string> | undefined;

/**
 * Whether a word may follow a number as the first of its unit or scale, as the Unicode CLDR names
 * them: “km”, “million”, “p.m.”. The words are gathered once, in about a tenth of a second.
 */
export function isUnit(word: string): boolean {
  units ??= new Set(LANGUAGES.flatMap(unitsIn).flatMap(firstWord));
  return units.has(word.toLowerCase());
}

/** Whether a word is the code of a currency in ISO 4217. */
export function isCurrency(word: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  return currencies.has(word);
}

function unitsIn(language: string): string[] {
  const formats = [
    ...Intl.supportedValuesOf('unit').flatMap((unit) =>
      (['short', 'long'] as const).map((unitDisplay) => ({
        options: { style: 'unit', unit, unitDisplay } as const,
        numbers: COUNTS,
      })),
    ),
    ...(['short', 'long'] as const).map((compactDisplay) => ({
      options: { notation: 'compact', compactDisplay } as const,
      numbers: SCALES,
    })),
    ...CURRENCIES.map((currency) => ({
      options: { style: 'currency', currency, currencyDisplay: 'name' } as const,
      numbers: COUNTS,
    })),
  ];
  const halves = new Intl.DateTimeFormat(language, { hour: 'numeric', hour12: true });
  return [
    ...formats.flatMap(({ options, numbers }) => {
      const format = new Intl.NumberFormat(language, options);
      return numbers.flatMap((number) => format.formatToParts(number));
    }),
    ...[0, 43_200_000].flatMap((time) => halves.formatToParts(time)),
  ]
    .filter(({ type }) =>
      ['unit', 'compact', 'currency', 'percentSign', 'dayPeriod'].includes(type),
    )
    .map(({ value }) => value);
}

/** The word as `\p{L}…` finds it in a text: without a point at its end. */
const firstWord = (unit: string): string[] =>
  unit
    .toLowerCase()
    .match(/^[\p{L}\p{M}.]*\p{L}\p{M}*/u)
    ?.slice(0, 1) ?? [];
