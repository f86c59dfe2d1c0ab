import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort, ROOT } from '../local-service.ts';

test('an example of a service that does not run says so in a line', async () => {
  const origin = `http://localhost:${await freePort()}`;
  const { status, stderr } = spawnSync('node', [join(ROOT, 'src/cli/example.ts'), origin], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toBe(`nothing answers at ${origin}\n`);
});
