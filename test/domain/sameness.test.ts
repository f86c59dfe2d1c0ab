import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findQuotation } from '../../src/domain/quotation.ts';
import { isSame, normalize } from '../../src/domain/reading.ts';
import { SAMENESS } from '../../src/domain/sameness.ts';

describe.each(SAMENESS)('$name', ({ name, reason, same, other }) => {
  test('says why, in a sentence', () => {
    expect(name).not.toBe('');
    expect(reason).toMatch(/^\p{Lu}.*\.$/u);
    expect(same.length).toBeGreaterThan(0);
  });

  test.each(same.map(([one, another]) => ({ one, another })))(
    '$one is the same as $another',
    ({ one, another }) => {
      expect(one).not.toBe(another);
      expect(isSame(one, another)).toBe(true);
      expect(isSame(another, one)).toBe(true);
    },
  );

  test.each(other.map(([one, another]) => ({ one, another })))(
    '$one is not $another',
    ({ one, another }) => {
      expect(isSame(one, another)).toBe(false);
    },
  );

  test.each(same.map(([one, another]) => ({ one, another })))(
    'a quotation is found with either form in the source: $one, $another',
    ({ one, another }) => {
      for (const [source, exact] of [
        [one, another],
        [another, one],
      ]) {
        const finding = findQuotation(`They say: ${source} in May.`, {
          exact: `say: ${exact} in May`,
        });
        expect(finding).toMatchObject({ kind: 'found', verified: 'normalized', offset: 5 });
      }
    },
  );
});

test.each([
  ['letter case', 'We agree', 'we agree'],
  ['a word', 'We agree', 'We disagree'],
  ['a digit', '10 years', '11 years'],
  ['digits of other scripts', '٥', '5'],
  ['a letter with a mark', 'resume', 'résumé'],
  ['a look-alike letter', 'Hе', 'He'],
  ['a comma', 'We, too', 'We too'],
  ['an apostrophe left out', 'it’s', 'its'],
  ['a question', 'We agree?', 'We agree.'],
  ['a power', 'm²', 'm2'],
  ['a fraction', '¼', '1/4'],
  ['a number in a circle', '②', '2'],
  ['an index', 'CO₂', 'CO2'],
  ['a mathematical letter', '𝐇', 'H'],
  ['a currency', '€5', '$5'],
  ['white space left out', 'can not', 'cannot'],
  ['an emoji’s colour', '👍🏽', '👍'],
  ['a flag', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴'],
  ['the order of a text turned around', '\u202etnac\u202c', 'tnac'],
])('%s is never folded', (_, one, another) => {
  expect(isSame(one, another)).toBe(false);
});

test('a text normalised twice is normalised once', () => {
  const signs = SAMENESS.flatMap(({ same, other }) =>
    [...same, ...other].flat().flatMap((text) => Array.from(text)),
  );
  const folded = Array.from({ length: 0x30000 }, (_, i) => String.fromCodePoint(i)).filter(
    (character) => !/\p{Cs}/u.test(character) && normalize(character) !== character,
  );
  const joining = Array.from(
    '.-\'"  \n\n人ガ\u0301\u0323\u1100\u1161\u11a8👩\u200d👧🏽🏴\u{e0067}a1',
  );
  const character = fc.oneof(fc.constantFrom(...signs, ...joining), fc.constantFrom(...folded));
  const text = fc.array(character, { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (some) => {
      const once = normalize(some);
      expect(normalize(once)).toBe(once);
    }),
    { numRuns: 20_000 },
  );
});

test('foldings of all kinds at once keep a passage found, in the source and in the quotation', () => {
  const pairs = SAMENESS.flatMap(({ same: [pair] }) => (pair === undefined ? [] : [pair]));
  const side = fc.constantFrom(0 as const, 1 as const);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...pairs), side, side), { minLength: 1, maxLength: 5 }),
      (words) => {
        const source = words.map(([pair, there]) => pair[there]).join(' so ');
        const exact = words.map(([pair, , here]) => pair[here]).join(' so ');
        expect(findQuotation(`Yes, ${source} so.`, { exact }).kind).toBe('found');
      },
    ),
  );
});
