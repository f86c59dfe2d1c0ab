import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const security = readFileSync(join(ROOT, '.github/SECURITY.md'), 'utf8');
const named = Array.from(
  security.matchAll(/`(test\/[^`]+\.test\.tsx?)` “([^”]+)”/g),
  ([, file = '', name = '']) => ({ file, name }),
);

test('the table of threats names tests', () => {
  expect(named.length).toBeGreaterThan(20);
  expect(security.match(/`test\//g)?.length).toBe(named.length);
});

test.each(named)('$file has a test named “$name”', ({ file, name }) => {
  expect(existsSync(join(ROOT, file)), file).toBe(true);
  const text = readFileSync(join(ROOT, file), 'utf8');
  const starts = Array.from(text.matchAll(/'((?:[^'\\\n]|\\.)*)'\s*,/g), ([, title]) => title);
  expect(starts).toContain(name);
});

test('the Worker fetches one address, which nobody sends it', () => {
  const rooms = ['src/http', 'src/storage', 'src/domain', 'src/formats', 'src/views'];
  const fetches = rooms.flatMap((room) =>
    readdirSync(join(ROOT, room), { encoding: 'utf8', recursive: true })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => {
        const text = readFileSync(join(ROOT, room, file), 'utf8');
        // What is called on an object goes to an object of ours.
        return Array.from(
          text.matchAll(/(?<![\w.])(?<!override async )(?<!  )fetch\(([^,)]*)/g),
          ([, where]) => where,
        );
      }),
  );
  expect(fetches).toEqual(['SITEVERIFY']);
});
