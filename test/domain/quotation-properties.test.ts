import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findQuotation } from '../../src/domain/quotation.ts';
import { isSame } from '../../src/domain/reading.ts';
import { readSource } from '../../src/domain/source.ts';

const word = fc.constantFrom(
  ...'we|agree|L’Europe|non-nuclear|1 500|−5|10%|été|Прем’єр|мир'.split('|'),
  ...'الحكومة|ראש־הממשלה|ofﬁcial|can’t|“so”|2024|¼|trea\u00adty|é|U.S.'.split('|'),
  ...'政府支持|ข้อตกลง|(yes)|no…|—|[12]|it¹|٣٫٥|👩\u200d👧|５'.split('|'),
);
const space = fc.constantFrom(' ', '\u00a0', '\n', '  ', '\u200b ');
const words = (minLength: number, maxLength: number) =>
  fc
    .array(fc.tuple(word, space), { minLength, maxLength })
    .map((all) => all.map(([some, after]) => some + after).join(''));

/** White space and what nobody sees may belong to the words or to those beside them. */
const bare = (text: string) => text.replace(/^[\s\u200b]+|[\s\u200b]+$/g, '');

test('what is found can be read back at its offset, and is the same', () => {
  let found = 0;
  fc.assert(
    fc.property(
      words(0, 6),
      words(1, 5),
      words(0, 6),
      fc.nat(3),
      fc.nat(3),
      (a, b, c, cut, end) => {
        const source = a + b + c;
        const exact = b.slice(cut, b.length - end);
        const selector = {
          exact,
          prefix: a + b.slice(0, cut),
          suffix: b.slice(b.length - end) + c,
        };
        const finding = findQuotation(source, selector);
        if (finding.kind !== 'found') return;
        found += 1;
        const { offset, length, verified } = finding;
        const passage = source.slice(offset, offset + length);
        expect(isSame(bare(passage), bare(exact))).toBe(true);
        if (verified === 'exact') expect(source.startsWith(exact, offset)).toBe(true);
      },
    ),
    { numRuns: 5_000 },
  );
  expect(found).toBeGreaterThan(100);
});

describe('a passage is refused as soon as something is added to either end of it in the source:', () => {
  const plain = fc.constantFrom(
    ...'we|agree|été|мир|الحكومة|cannot|1500|٣|é|Åland|it’s|to-day'.split('|'),
  );
  const passages = fc.array(plain, { minLength: 1, maxLength: 6 }).map((all) => all.join(' '));
  const refused = (added: fc.Arbitrary<string>) =>
    fc.assert(
      fc.property(passages, passages, passages, added, (before, passage, after, more) => {
        fc.pre(!`${before} ${after}`.includes(passage));
        const find = (source: string) => findQuotation(source, { exact: passage }).kind;
        fc.pre(find(`${before}, ${passage}, ${after}.`) === 'found');
        expect(find(`${before}, ${more}${passage}, ${after}.`)).toBe('refused');
        expect(find(`${before}, ${passage}${more}, ${after}.`)).toBe('refused');
        expect(find(`${more}${passage}`)).toBe('refused');
        expect(find(`${passage}${more}`)).toBe('refused');
      }),
      { numRuns: 500 },
    );

  test('a letter', () => refused(fc.constantFrom(...Array.from('aZéßœжЇكא한अა'))));
  test('a digit', () => refused(fc.constantFrom(...Array.from('0189٣५๓'))));
  test('a sign', () => refused(fc.constantFrom(...Array.from('+-−–±%‰٪$€£₴°≤<>≈~=#@&/\\_^№‑'))));
  test('a letter, digit or sign behind something that nobody sees', () =>
    refused(
      fc
        .tuple(
          fc.constantFrom('\u00ad', '\u200b', '\u2060', '\ufeff', '\u202b'),
          fc.constantFrom(...Array.from('aж1+%')),
        )
        .map(([unseen, seen]) => unseen + seen + unseen),
    ));
});

describe('the work grows with the source and no faster:', () => {
  /** The least processor time of a few runs, in microseconds: others on the machine do not count. */
  function work(text: string, exact: string): number {
    const once = () => {
      const start = process.cpuUsage();
      const source = readSource(text);
      for (let i = 0; i < 20; i += 1) findQuotation(source, { exact: `${exact} ${i % 5}` });
      const { user } = process.cpuUsage(start);
      return user;
    };
    return Math.min(...Array.from({ length: 4 }, once));
  }

  test.each([
    ['a text', 'The minister said “we will sign the treaty”, and left. ', 'we will not sign'],
    ['one word', 'a', 'aaaaaaaaaaaa'],
    ['one word again and again', 'a ', 'a a a a a a b'],
    ['one number', '5', '555'],
    ['numbers with signs', '−5 ', '5'],
    ['signs', '+', 'we'],
    ['dashes', '-', 'we'],
    ['spaces', ' ', 'we'],
    ['invisible characters', '\u00ad', 'we'],
    ['line ends with hyphens', 'a-\n', 'a a'],
    ['blank lines', '\n\n', 'we'],
    ['apostrophes', "'a ", 'a a'],
    ['quotation marks', '"', 'we'],
    ['brackets', 'a[', 'a a'],
    ['angle brackets', '<a ', 'a a'],
    ['asterisks', '*a', 'a a'],
    ['marks on one letter', '\u0301\u0323', 'we'],
    ['letters with marks', 'e\u0323\u0301', 'e'],
    ['ellipses', '.', 'we'],
    ['Chinese', '我们准备好了他们同意', '我们不准备'],
    ['Thai', 'รัฐบาลสนับสนุนข้อตกลงนี้', 'รัฐบาลสนับ'],
  ])('%s', (_, unit, exact) => {
    const text = (length: number) => unit.repeat(Math.ceil(length / unit.length));
    work(text(20_000), exact);
    const [short, long] = [work(text(40_000), exact), work(text(320_000), exact)];
    // Eight times as long; were the work quadratic, it would be 64 times as much.
    expect(long / Math.max(short, 4_000)).toBeLessThan(24);
  });
});
