import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { samenessInMarkdown } from '../../src/contract/sameness.ts';
import { SAMENESS } from '../../src/domain/sameness.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const START = '<!-- The code writes what follows. -->\n';
const END = '<!-- -->\n';

// With -u the table is written, as the code has it.
test('the README prints the table that the verifier works by', async () => {
  const readme = readFileSync(resolve(ROOT, 'README.md'), 'utf8');
  const [before = '', rest = ''] = readme.split(START);
  const after = rest.slice(rest.indexOf(END));
  expect(after).toMatch(/^<!-- -->\n/);
  const printed = `${before}${START}${samenessInMarkdown()}\n${after}`;
  await expect(printed).toMatchFileSnapshot('../../README.md');
});

test('the page about it has every row, with its examples', () => {
  const page = readFileSync(resolve(ROOT, 'dist/assets/docs/verification.html'), 'utf8');
  for (const { name, reason } of SAMENESS) {
    expect(page).toContain(`<td>${name.replaceAll("'", '&#39;')}</td>`);
    expect(page).toContain(reason.slice(0, 40));
  }
  const examples = SAMENESS.flatMap(({ same, other }) => [...same, ...other]);
  expect(page.match(/<div><bdi>/g)).toHaveLength(examples.length);
});

test('nothing invisible is left in the table', () => {
  const table = samenessInMarkdown();
  expect(table).not.toMatch(/[\p{Default_Ignorable_Code_Point}\u00a0\u202f\u2028]/u);
  expect(table).toContain('min⟨U+00AD⟩is⟨U+00AD⟩ter = minister');
});
