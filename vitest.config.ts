import { execFileSync } from 'node:child_process';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// The files that wrangler.toml serves must be there before anything reads it.
execFileSync(process.execPath, ['src/build/build.ts'], { cwd: import.meta.dirname });

/** Secrets of the tests alone. The editor's token is `editor-token`. */
const bindings = {
  VOTER_KEYS:
    'k2:c2Vjb25kLXRlc3Qta2V5LXRoYXQtaXMtbm90LXNlY3JldA,k1:Zmlyc3QtdGVzdC1rZXktdGhhdC1pcy1ub3Qtc2VjcmV0',
  EDITOR_TOKEN_HASHES: '43dd47c3c09b91fa6c62f8227abd0a3958c608f5b8b477adc042d963af6dc84b',
  // How the fuzz is run: `npm run fuzz` says more than the tests need.
  FUZZ_REQUESTS: process.env['FUZZ_REQUESTS'] ?? '',
  FUZZ_SEED: process.env['FUZZ_SEED'] ?? '',
  FUZZ_PATH: process.env['FUZZ_PATH'] ?? '',
};

/** No test waits for a minute to pass, or minds that one does: those of limiters bring their own. */
const ratelimits = Object.fromEntries(
  ['MINT_LIMITER', 'LAN_LIMITER', 'PROVIDER_LIMITER', 'BALLOT_LIMITER'].map((name) => [
    name,
    { namespace_id: name, simple: { limit: 1_000_000, period: 60 as const } },
  ]),
);

export default defineConfig({
  test: {
    projects: [
      'test/network/vitest.config.ts',
      {
        test: {
          name: 'node',
          // Of two processors each has its work: many tests wait for a second to pass.
          maxWorkers: 2,
          include: [
            'test/*.test.ts',
            'test/{domain,widget,build,cli,architecture,crash,raw}/**/*.test.ts',
          ],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/browser/setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Standings are up to a second behind the ballots.
          expect: { poll: { timeout: 8_000 } },
          // One service and one browser for all; they run when the others leave them the processor.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings, ratelimits },
          }),
        ],
        test: {
          name: 'workerd',
          maxWorkers: 2,
          testTimeout: 60_000,
          include: ['test/{storage,http,views,formats}/**/*.test.{ts,tsx}'],
          exclude: ['test/storage/protocol.test.ts'],
          deps: { optimizer: { ssr: { enabled: true, include: ['itty-durable'] } } },
        },
      },
    ],
  },
});
