import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { probableEncoding } from '../../src/cli/encoding.ts';
import type { Selector } from '../../src/domain/hits.ts';
import { findQuotation } from '../../src/domain/quotation.ts';
import { isSame } from '../../src/domain/reading.ts';
import cases from './quotation-cases.json' with { type: 'json' };

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly expect: string;
  readonly source?: string;
  /** The bytes of the source in hexadecimal, where they matter. */
  readonly sourceBytes?: string;
  readonly selector: Selector;
}

/** The source's text, or `null` where its bytes are not UTF-8 and nothing is read. */
function textOf({ source, sourceBytes = '' }: Case): string | null {
  if (source !== undefined) return source;
  const bytes = Buffer.from(sourceBytes, 'hex');
  return probableEncoding(bytes) === 'UTF-8' ? bytes.toString() : null;
}

describe('what annotation tools got wrong', () => {
  test.each<Case>(cases)('$kind ($id): $expect', (each) => {
    const text = textOf(each);
    const finding = text === null ? null : findQuotation(text, each.selector);
    expect(finding?.kind ?? 'refused').toBe(each.expect);
    if (text === null || finding?.kind !== 'found') return;
    const { offset, length } = finding;
    expect(isSame(text.slice(offset, offset + length), each.selector.exact)).toBe(true);
  });
});
