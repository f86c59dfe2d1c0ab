import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countWords } from '../../src/domain/count-words.ts';
import { MANY } from '../../src/domain/hits.ts';
import { findQuotation } from '../../src/domain/quotation.ts';
import { readSource } from '../../src/domain/source.ts';

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
      length: 'not theirs'.length,
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
    ['fewer characters', 'Later they said', 'Later\u00a0they\n said'],
    ['more characters', 'e\u0301te\u0301 — one’s', "été — one's", "x été — one's"],
    ['syllables in parts', '각 나라', '\uac00\u11a8 나라', '말 \uac00\u11a8 나라'],
    ['letters beyond two bytes', 'b—c', 'b–c', '𝒜 b–c'],
    ['marks of direction after it', 'b c', 'b\u00ad c', 'a b\u00ad c\u202c d'],
  ])(
    'the place in the source as it is, where that has %s',
    (_, exact, passage, source = SOURCE) => {
      const finding = findQuotation(source, { exact });
      const offset = source.indexOf(passage);
      const { length } = passage;
      expect(finding).toEqual({ kind: 'found', verified: 'normalized', offset, length });
    },
  );

  test('words without white space between them, where the script has none', () => {
    const source = '他说：我们准备好了。';
    expect(findQuotation(source, { exact: '准备好了' })).toMatchObject({ offset: 5 });
  });

  test('words to the letter, though what stands beside them differs in typography', () => {
    const beside = { prefix: 'they said: "', suffix: '" again' };
    const offset = SOURCE.lastIndexOf('No one');
    const { length } = 'No one’s land';
    expect(find('No one’s land', beside)).toEqual({
      kind: 'found',
      verified: 'exact',
      offset,
      length,
    });
    expect(find("No one's land", beside)).toMatchObject({ verified: 'normalized', offset });
    expect(find("No one's land")).toMatchObject({ kind: 'refused', reason: 'ambiguous' });
  });

  test('the only one to the letter, where others differ in typography', () => {
    const source = "We can't. They can’t. We can't, they can’t, we can´t.";
    const offset = source.indexOf('can´t');
    expect(findQuotation(source, { exact: 'can´t' })).toMatchObject({ verified: 'exact', offset });
    expect(findQuotation(source, { exact: 'can’t' })).toMatchObject({ reason: 'ambiguous' });
    expect(findQuotation(source, { exact: 'can`t' })).toMatchObject({ reason: 'ambiguous' });
  });

  test('the passage that prefix and suffix point to', () => {
    const ambiguous = { kind: 'refused', reason: 'ambiguous', times: 2 };
    expect(find('No one’s land')).toEqual(ambiguous);
    expect(find('No one’s land', { suffix: ' —' })).toMatchObject({ offset: SOURCE.indexOf('No') });
    expect(find('No one’s land', { prefix: 'they\n said: “' })).toMatchObject({
      offset: SOURCE.lastIndexOf('No'),
    });
    expect(find('No one’s land', { prefix: 'nobody: “' })).toMatchObject({ reason: 'elsewhere' });
  });

  test.each([
    ['a line break', 'And they\nsaid it.', { exact: 'they\nsaid' }],
    ['a tab', 'And they said it.', { exact: 'they\tsaid' }],
    [
      'words cut at the ends of the context',
      SOURCE,
      { exact: 'again', prefix: 'nd” ', suffix: '. É' },
    ],
    [
      'the marks of a letter left out',
      'A café is so.'.normalize('NFD'),
      { exact: 'is so', prefix: '\u0301 ' },
    ],
    [
      'a paragraph’s end beside it',
      'It ends.\n\nWe go on.',
      { exact: 'We go', prefix: 'nds.\n\n' },
    ],
    ['isolates', 'قال \u2068NATO\u2069 نعم', { exact: '\u2068NATO\u2069 نعم' }],
  ])('a selector as annotation tools export it, with %s', (_, source, selector) => {
    expect(findQuotation(source, selector).kind).toBe('found');
  });

  test('in a source that was read before, what it finds in the text', () => {
    const source = readSource(SOURCE);
    for (const exact of ['not theirs', 'No one’s land', 'not ours'])
      expect(findQuotation(source, { exact })).toEqual(findQuotation(SOURCE, { exact }));
  });
});

describe('refuses, with the reason and the nearest passage:', () => {
  test.each([
    ['cut-word', 'We cannot agree.', 'We can', 'We cannot'],
    ['cut-number', 'It fell by 10% in May.', 'It fell by 10', 'It fell by 10%'],
    [
      'cut-compound',
      'We back non-proliferation now.',
      'proliferation now',
      'non-proliferation now.',
    ],
    ['cut-character', 'Yes 👍🏽 now', 'Yes 👍', 'Yes 👍🏽'],
    ['paragraph', 'We agree.\n\nThey too.', 'agree. They', 'agree.\n\nThey'],
    ['joined', 'They will, as ever, not sign it.', 'They will […] not sign', undefined],
    ['typography', 'We Agree: it is done.', 'we agree, it is done', 'We Agree: it is done.'],
    ['typography', 'We back it¹ and that.', 'We back it and that', 'We back it¹ and that.'],
    ['words', 'We back it fully.', 'We back it wholly', 'We back it fully.'],
  ])('%s in %j', (reason, source, exact, nearest) => {
    const finding = findQuotation(source, { exact });
    expect(finding).toMatchObject({ kind: 'refused', reason });
    if (nearest !== undefined) {
      const offset = source.indexOf(nearest);
      expect(finding).toMatchObject({ nearest: { text: nearest, offset } });
    }
  });

  test('elsewhere', () => {
    expect(find('not theirs', { prefix: 'but ' })).toMatchObject({
      reason: 'elsewhere',
      nearest: { text: 'not theirs', offset: SOURCE.indexOf('not theirs') },
    });
  });

  test('words, with no passage where there is none like it', () => {
    expect(find('quite another thing')).toEqual({
      kind: 'refused',
      reason: 'words',
      nearest: null,
    });
  });

  test('ambiguous, and counts no further than matters', () => {
    const finding = findQuotation('yes. '.repeat(10 * MANY), { exact: 'yes' });
    expect(finding).toEqual({ kind: 'refused', reason: 'ambiguous', times: MANY + 1 });
  });

  test.each(['', ' ', '\u200b', '\u3164', '…', '—', '👍', '“”', '\u2800', '\u0301'])(
    'no-word in %j',
    (exact) => {
      expect(findQuotation(`We \u3164 … — 👍 “” ${exact} go.`, { exact })).toMatchObject({
        reason: 'no-word',
      });
    },
  );

  test('too-long, in the words of each script', () => {
    for (const [word, space] of [
      ['so', ' '],
      ['同意', ''],
      ['ข้อตกลง', ''],
    ] as const) {
      const forty = Array(41).fill(word).join(space);
      expect(findQuotation(forty, { exact: forty })).toMatchObject({ reason: 'too-long' });
    }
    const forty = Array(40).fill('so').join(' ');
    expect(findQuotation(forty, { exact: forty }).kind).toBe('found');
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
    expect(find(exact).kind).toBe('refused');
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
    expect(findQuotation(source, { exact }).kind).toBe('refused');
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
          expect(find(changed.join(' ')).kind).toBe('refused');
        },
      ),
    );
  });

  test('but says which passage it probably was', () => {
    const finding = find('No one’s country — not theirs');
    expect(finding).toMatchObject({
      kind: 'refused',
      reason: 'words',
      nearest: { text: '“No one’s land — not theirs.”' },
    });
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
        fc.pre(countWords(exact) > 0);
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
