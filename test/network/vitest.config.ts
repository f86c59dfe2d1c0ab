import { resolve } from 'node:path';
import { defineProject } from 'vitest/config';

/** The objects on a platform of the tests' own: it needs no build and no workerd. */
export default defineProject({
  root: resolve(import.meta.dirname, '../..'),
  resolve: { alias: { 'cloudflare:workers': resolve(import.meta.dirname, 'platform.ts') } },
  test: {
    name: 'network',
    include: ['test/network/**/*.test.ts', 'test/storage/protocol.test.ts'],
    testTimeout: 600_000,
    deps: { optimizer: { ssr: { enabled: true, include: ['itty-durable'] } } },
  },
});
