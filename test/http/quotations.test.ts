import { expect, test } from 'vitest';
import { findQuotation } from '../../src/domain/quotation.ts';
import cases from '../domain/quotation-cases.json' with { type: 'json' };

/** The service's own engine has its own tables of words and units; it must answer as the editor's does. */
test.each(cases.filter((each) => each.source !== undefined))(
  'the service answers for “$kind” ($id) as the editor’s tools do: $expect',
  ({ source, selector, expect: expected }) => {
    expect(findQuotation(source, selector).kind).toBe(expected);
  },
);

test.each([
  ['worth 10 million euros', 'worth 10', 'cut-number'],
  ['fell by 5 млн тонн', 'fell by 5', 'cut-number'],
  ['at 10:30 p.m. we met', 'at 10:30', 'cut-number'],
  ['政府支持这项协议。', '府支持', 'cut-word'],
  ['รัฐบาลสนับสนุนข้อตกลงนี้', 'บาลสนับสนุน', 'cut-word'],
])('the service knows units and words: %s is not cut to “%s”', (source, exact, reason) => {
  expect(findQuotation(source, { exact })).toMatchObject({ kind: 'refused', reason });
});
