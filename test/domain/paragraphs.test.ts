import { describe, expect, test } from 'vitest';
import { findQuotation } from '../../src/domain/quotation.ts';

describe('a paragraph’s end', () => {
  const CAPPED = 'We agree. It is done.';
  test.each([
    ['a blank line', 'We agree.\n\nIt is done.'],
    ['a blank line with spaces', 'We agree.\r\n \r\nIt is done.'],
    ['a line that ends with its sentence, where no line is blank', 'We agree.\nIt is done.'],
    ['Unicode’s own separator', 'We agree.\u2029It is done.'],
    ['a line longer than any wrapped one', `One.\n\n${'So '.repeat(40)}We agree.\nIt is done.`],
  ])('%s is run over only if the quotation says and shows it', (_, source) => {
    expect(findQuotation(source, { exact: CAPPED })).toMatchObject({ reason: 'paragraph' });
    const exact = 'We agree.\n\nIt is done.';
    expect(findQuotation(source, { exact })).toMatchObject({ reason: 'paragraph' });
    expect(findQuotation(source, { exact, paragraphs: true }).kind).toBe('found');
    for (const another of [CAPPED, 'We\n\nagree. It is done.'])
      expect(findQuotation(source, { exact: another, paragraphs: true }).kind).toBe('refused');
  });

  test.each([
    ['a line break within a sentence', 'We\nagree. It is done.'],
    ['a line break after a sentence in a text with blank lines', 'A.\n\nWe agree.\nIt is done.'],
    ['a page break', 'We\f\nagree. It is done.'],
  ])('is not %s', (_, source) => {
    expect(findQuotation(source, { exact: CAPPED }).kind).toBe('found');
    expect(
      findQuotation(source, { exact: 'We agree.\n\nIt is done.', paragraphs: true }),
    ).toMatchObject({ reason: 'paragraph' });
  });
});
