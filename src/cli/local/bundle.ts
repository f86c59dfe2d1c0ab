import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { refuse } from './refusal.ts';
import { sourceNamer } from './stack.ts';

const run = promisify(execFile);

/** How long bundling may take: ms. */
const LIMIT = 60_000;

/** The Worker as it is deployed. */
export interface Bundle {
  readonly script: string;
  /** Puts our files' names into its stack traces. */
  readonly nameSources: (stack: string) => string;
}

/** Bundles the Worker of `root` as `wrangler deploy` does, by way of the folder `scratch`. */
export async function bundleWorker(root: string, scratch: string): Promise<Bundle> {
  const outdir = join(scratch, 'worker');
  mkdirSync(outdir, { recursive: true });
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  try {
    await run(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', outdir, '--env='], {
      cwd: root,
      timeout: LIMIT,
      env: {
        ...process.env,
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_LOG: 'error',
      },
    });
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
    console.error(`${stderr}${stdout}`);
    refuse('The Worker cannot be bundled: npx wrangler deploy --dry-run says why.');
  }
  const read = (name: string) => readFileSync(join(outdir, name), 'utf8');
  return { script: read('index.js'), nameSources: sourceNamer(read('index.js.map'), outdir, root) };
}
