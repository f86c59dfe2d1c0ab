import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findQuotation } from '../../src/domain/quotation.ts';

const SOURCE =
  'We said: “No one’s land — not theirs.” Later\u00a0they\n said: “No one’s land” again. Été.';
const find = (exact: string, beside: { prefix?: string; suffix?: string } = {}) =>
  findQuotation(SOURCE, { exact, ...beside });

describe('finds', () => {
  test('the words to the letter, with their offset', () => {
    expect(find('not theirs')).toEqual({
      kind: 'found',
      verified: 'exact',
      offset: SOURCE.indexOf('not'),
    });
  });

  test.each([
    ['another quotation mark', "one's land — not"],
    ['another dash', 'land - not theirs'],
    ['other white space', 'Later they said'],
    ['another Unicode form', 'E\u0301te\u0301'],
    ['quotation marks, space and dash at once', '"No one\'s land" again.'],
  ])('what differs only in %s', (_, exact) => {
    expect(find(exact)).toMatchObject({ kind: 'found', verified: 'normalized' });
  });

  test.each([
    ['fewer characters', 'Later they said'],
    ['more characters', 'e\u0301te\u0301 — one’s', "x été — one's", 2],
    ['syllables in parts', '각 나라', '말 \uac00\u11a8 나라', 2],
    ['letters beyond two bytes', 'b—c', '𝒜 b–c', 3],
  ])(
    'the place in the source as it is, where that has %s',
    (_, exact, source = SOURCE, offset = SOURCE.indexOf('Later')) => {
      const finding = findQuotation(source, { exact });
      expect(finding).toEqual({ kind: 'found', verified: 'normalized', offset });
    },
  );

  test('words without white space between them, where the script has none', () => {
    const source = '他说：我们准备好了。';
    expect(findQuotation(source, { exact: '准备好了' })).toMatchObject({ offset: 5 });
  });

  test('words to the letter, though what stands beside them differs in typography', () => {
    const beside = { prefix: 'they said: "', suffix: '" again' };
    const offset = SOURCE.lastIndexOf('No one');
    expect(find('No one’s land', beside)).toEqual({ kind: 'found', verified: 'exact', offset });
    expect(find("No one's land", beside)).toMatchObject({ verified: 'normalized', offset });
    expect(find("No one's land").kind).toBe('ambiguous');
  });

  test('the passage that prefix and suffix point to', () => {
    expect(find('No one’s land')).toEqual({ kind: 'ambiguous', times: 2 });
    expect(find('No one’s land', { suffix: ' —' })).toMatchObject({ offset: SOURCE.indexOf('No') });
    expect(find('No one’s land', { prefix: 'they\n said: “' })).toMatchObject({
      offset: SOURCE.lastIndexOf('No'),
    });
    expect(find('No one’s land', { prefix: 'nobody: “' }).kind).toBe('absent');
  });
});

describe('does not find', () => {
  test.each([
    ['a changed word', 'not ours'],
    ['another case', 'Not theirs'],
    ['half a word', 'not their'],
    ['the end of a word', 'heirs'],
    ['a left-out word', 'We “No one’s land'],
    ['other punctuation', 'theirs!'],
    ['nothing', ''],
  ])('%s', (_, exact) => {
    expect(find(exact).kind).toBe('absent');
  });

  test.each([
    ['a word cut at its apostrophe', 'We can’t agree.', 'We can'],
    ['a word cut at its plain apostrophe', "We can't agree.", 'We can'],
    ['the end of a number', 'It is 1,500 tonnes.', '500 tonnes'],
    ['the start of a number', 'It is 3.5 tonnes.', 'It is 3'],
    ['another word for one with a soft hyphen', 'They re\u00adsign.', 'They re-sign'],
    ['half a word with a soft hyphen', 'They re\u00adsign.', 'sign'],
    ['half a word of letters beyond two bytes', '𝒜𝒷𝒸 d', '𝒷𝒸 d'],
    ['a power as a number', 'It is 10² tonnes.', 'It is 102 tonnes'],
  ])('%s', (_, source, exact) => {
    expect(findQuotation(source, { exact }).kind).toBe('absent');
  });

  test('any passage in which one word was changed', () => {
    const words = SOURCE.split(/\s+/u);
    fc.assert(
      fc.property(
        fc.nat(words.length - 1),
        fc.nat(words.length - 1),
        fc.stringMatching(/^[a-z]{3,8}$/),
        (i, j, other) => {
          const [from, to] = [Math.min(i, j), Math.max(i, j)];
          const changed = words.slice(from, to + 1);
          fc.pre(!words.some((word) => word.toLowerCase().includes(other)));
          changed[(to - from) >> 1] = other;
          expect(find(changed.join(' ')).kind).toBe('absent');
        },
      ),
    );
  });

  test('but says which passage it probably was', () => {
    const finding = find('No one’s country — not theirs');
    expect(finding).toEqual({ kind: 'absent', nearest: '“No one’s land — not theirs.”' });
  });
});

test('every passage of whole words is found in its own source', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zäöü’“—]{1,6}$/u), { minLength: 1, maxLength: 30 }),
      fc.nat(),
      fc.nat(),
      (words, i, j) => {
        const [a, b] = [i % words.length, j % words.length];
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const before = words.slice(0, from).join(' ');
        const exact = words.slice(from, to + 1).join(' ');
        const selector = {
          exact,
          ...(from === 0 ? {} : { prefix: `${before} ` }),
          ...(to === words.length - 1 ? {} : { suffix: ` ${words.slice(to + 1).join(' ')}` }),
        };
        const finding = findQuotation(words.join(' '), selector);
        expect(finding).toMatchObject({ kind: 'found', verified: 'exact' });
      },
    ),
  );
});

test('every passage is found where it stands, whatever typography and Unicode form the source has', () => {
  const spaces = fc.constantFrom(' ', '\u00a0', '\n  ', ' \t');
  const word = fc.constantFrom(
    'Été',
    'l’âge',
    '“so',
    'so”',
    'non–nul',
    'Å',
    'ﬁn',
    '각',
    '𝒜',
    'plain',
  );
  const form = fc.constantFrom('NFC', 'NFD');
  fc.assert(
    fc.property(
      fc.array(fc.tuple(word, form, spaces), { minLength: 1, maxLength: 20 }),
      fc.nat(),
      fc.nat(),
      (parts, i, j) => {
        const pieces = parts.map(([text, as, space]) => `${text.normalize(as)}${space}`);
        const [a, b] = [i % parts.length, j % parts.length];
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
        const plain = (some: typeof parts) =>
          some
            .map(([text]) => text.normalize('NFC'))
            .join(' ')
            .replaceAll('’', "'")
            .replaceAll('–', '—');
        const before = plain(parts.slice(0, from));
        const finding = findQuotation(pieces.join(''), {
          exact: plain(parts.slice(from, to)),
          ...(before === '' ? {} : { prefix: `${before} ` }),
          suffix: ` ${plain(parts.slice(to))}`,
        });
        const offset = pieces.slice(0, from).join('').length;
        expect(finding).toMatchObject({ kind: 'found', offset });
      },
    ),
  );
});

test('answers for a long source at once', () => {
  const source = 'word '.repeat(20_000);
  expect(findQuotation(source, { exact: 'another word altogether' }).kind).toBe('absent');
});
