import { expect, test } from 'vitest';
import { styles } from '../../src/build/styles.ts';
import { MAX_ACTORS } from '../../src/domain/limits.ts';

const { 'standpoint.css': STYLE = '', 'page.css': PAGE_STYLE = '' } = await styles();

test('every size follows the one property, with its sign', () => {
  const own = STYLE.replace('var(--standpoint-rem, 1rem)', '');
  expect(own).not.toMatch(/[0-9]rem/);
  expect(own).not.toContain('-calc(');
  expect(own).toContain('calc(-.375 * var(--rem))');
});

test('a browser that knows one colour at a time gets the light one of each two', () => {
  const pairs = [...STYLE.matchAll(/--(\w+): var\(--standpoint-\w+, light-dark\((#\w+),/g)];
  expect(pairs.length).toBeGreaterThan(10);
  for (const [, name = '', light = ''] of pairs) {
    expect(STYLE).toContain(`--${name}: var(--standpoint-${name}, ${light});`);
  }
});

test('shows any of the columns that an article may have', () => {
  expect(STYLE).toContain(
    `.pick-0 option:nth-child(${MAX_ACTORS}):checked) td:nth-child(${MAX_ACTORS + 1})`,
  );
});

test.each([STYLE, PAGE_STYLE])('knows a start and an end, no left and no right', (style) => {
  expect(style).toContain('.standpoint');
  expect(style).not.toMatch(/(?:margin|padding|border|inset)-(?:top|right|bottom|left)/);
  expect(style).not.toMatch(/[{;]\s*(?:top|right|bottom|left|width|height|float)\s*:/);
  expect(style).not.toMatch(/text-align:\s*(?:left|right)/);
});

test('fetches nothing', () => {
  expect(STYLE).toContain('.standpoint');
  expect(STYLE).not.toMatch(/url\(|@import/);
});
