import { describe, expect, test } from 'vitest';
import { CATALOGUES, fill, i18nFor, LANGUAGES } from '../../src/views/i18n.ts';

/** Every text of a catalogue by its path; the categories of a plural are one path. */
function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(
    ([key, value]: [string, string | object]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : texts(value, `${path}${key}.`),
  );
}
const isPlural = (path: string) => /\.(zero|one|two|few|many|other)$/.test(path);
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted().join();

const english = new Map(texts(CATALOGUES.en));

describe.each(LANGUAGES)('the catalogue of %s', (language) => {
  const own = texts(CATALOGUES[language]);

  test('has every text that English has, and none is empty', () => {
    const paths = new Set(own.map(([path]) => path));
    for (const path of english.keys()) expect(paths).toContain(path);
    for (const [path, text] of own) expect(text.trim(), path).not.toBe('');
  });

  test('fills in the same names', () => {
    for (const [path, text] of own) {
      if (isPlural(path)) continue;
      expect(placeholders(text), path).toBe(placeholders(english.get(path) ?? ''));
    }
  });

  test('has a wording for each plural category of the language', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const plurals = own.filter(([path]) => path.endsWith('.other'));
    expect(plurals.length).toBeGreaterThan(2);
    for (const [path] of plurals) {
      const base = path.slice(0, -'other'.length);
      const has = own
        .filter(([other]) => other.startsWith(base))
        .map(([other]) => other.slice(base.length));
      expect(has.toSorted(), base).toEqual([...pluralCategories].toSorted());
    }
  });
});

test.each([
  ['en', 1, '1 vote'],
  ['en', 2, '2 votes'],
  ['uk', 1, '1 голос'],
  ['uk', 3, '3 голоси'],
  ['uk', 11, '11 голосів'],
  ['ru', 21, '21 голос'],
  ['fr', 0, '0 vote'],
  ['de', 1000, '1.000 Stimmen'],
  ['ar', 2, 'صوتان'],
] as const)('%s counts %i votes as “%s”', (language, n, words) => {
  const i18n = i18nFor(language);
  expect(i18n.plural(i18n.words.poll.votes, n)).toBe(words);
});

test('a name that is not given is left to be seen', () => {
  expect(fill('{a} and {b}', { a: 'one' })).toBe('one and {b}');
});
