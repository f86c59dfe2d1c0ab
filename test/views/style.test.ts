import { expect, test } from 'vitest';
import { MAX_ACTORS } from '../../src/domain/limits.ts';
import { PAGE_STYLE } from '../../src/views/page-style.ts';
import { STYLE } from '../../src/views/style.ts';

test('every size follows the one property, with its sign', () => {
  const own = STYLE.replace('var(--standpoint-rem, 1rem)', '');
  expect(own).not.toMatch(/[0-9]rem/);
  expect(own).not.toContain('-calc(');
  expect(own).toContain('calc(-.375 * var(--rem))');
});

test('shows any of the columns that an article may have', () => {
  expect(STYLE).toContain(
    `.pick-0 option:nth-child(${MAX_ACTORS}):checked) td:nth-child(${MAX_ACTORS + 1})`,
  );
});

test.each([STYLE, PAGE_STYLE])('knows a start and an end, no left and no right', (style) => {
  expect(style).not.toMatch(/(?:margin|padding|border|inset)-(?:top|right|bottom|left)/);
  expect(style).not.toMatch(/[{;]\s*(?:top|right|bottom|left|width|height|float)\s*:/);
  expect(style).not.toMatch(/text-align:\s*(?:left|right)/);
});

test('fetches nothing', () => {
  expect(STYLE).not.toMatch(/url\(|@import/);
});
