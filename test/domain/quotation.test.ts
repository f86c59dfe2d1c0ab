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
  ])('what differs only in %s', (_, exact) => {
    expect(find(exact)).toMatchObject({ kind: 'found', verified: 'normalized' });
  });

  test('the place in the source as it is, also after normalizing', () => {
    const finding = find('Later they said');
    expect(finding).toMatchObject({ offset: SOURCE.indexOf('Later') });
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

test('answers for a long source at once', () => {
  const source = 'word '.repeat(20_000);
  expect(findQuotation(source, { exact: 'another word altogether' }).kind).toBe('absent');
});
