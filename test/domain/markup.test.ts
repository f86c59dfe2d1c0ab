import { describe, expect, test } from 'vitest';
import { findQuotation } from '../../src/domain/quotation.ts';

describe('a source that was saved as', () => {
  test.each([
    ...'can<b>not</b>|can<i class="x">not</i>|can&shy;not|can&#173;not'.split('|'),
    ...'can<!-- -->not'.split('|'),
    ...'can<wbr>not|can&#xAD;not|</p> can|<BR/> can'.split('|'),
  ])('HTML is read by nobody: %s', (words) => {
    expect(findQuotation(`We ${words} agree.`, { exact: 'We can' })).toMatchObject({
      reason: 'markup',
      markup: { language: 'HTML' },
    });
  });

  test.each([
    'can*not*',
    'can **not**',
    '_can_ not',
    'can~~not~~',
    'can[not](https://a.b)',
    '***can*** not',
  ])('Markdown is read by nobody: %s', (words) => {
    expect(findQuotation(`We ${words} agree.`, { exact: 'We can' })).toMatchObject({
      reason: 'markup',
      markup: { language: 'Markdown' },
    });
  });

  test.each([
    'The price* rose and the cost* fell.',
    'It is <inaudible> so.',
    'a < b and c > d',
    'AT&T; and R&D are',
    'f*** you, s**t and f**k',
    'Some say [of rare earths] (see below).',
    'A file_name_here and ____ to fill.',
    '* first\n* second',
    '2 * 3 * 4 = 24',
    'We can`t and won`t.',
  ])('plain text is read: %s', (text) => {
    expect(findQuotation(`${text} We agree.`, { exact: 'We agree' }).kind).toBe('found');
  });
});
