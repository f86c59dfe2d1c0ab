import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const BENCH = join(import.meta.dirname, '../bench');
const RESULTS = join(BENCH, 'results');

test.each(readdirSync(RESULTS))(
  'the figures of %s stand in the README as they were measured',
  (file) => {
    const readme = readFileSync(join(BENCH, 'README.md'), 'utf8');
    expect(readme.includes(readFileSync(join(RESULTS, file), 'utf8').trim())).toBe(true);
  },
);
