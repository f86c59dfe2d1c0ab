import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { BUGS } from './bugs.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const tests = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('\n');

test.each(BUGS)('“$name” can still be put into the source', ({ changes, caughtBy }) => {
  for (const { file, from } of changes) {
    expect(readFileSync(join(ROOT, file), 'utf8').split(from)).toHaveLength(2);
  }
  // What a table of cases puts at the end of its name is not in the source.
  expect(tests).toContain(caughtBy.replace(/: after-vote$/, ''));
});
