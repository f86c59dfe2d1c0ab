import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js');
/** The project's own configuration, with its Durable Objects and its compatibility date. */
export const PROJECT = join(ROOT, 'wrangler.toml');

/** Where bundles go. The caller removes it. */
export const bundleFolder = (): string => mkdtempSync(join(tmpdir(), 'standpoint-bundles-'));

/**
 * Bundles a Worker as `wrangler deploy` would and returns the module's file. `entry` is relative to
 * test/bench; without one it is the project's own. With `project` the entry stands in for src/index.ts.
 */
export async function bundle(
  folder: string,
  name: string,
  { entry, project = false }: { entry?: string; project?: boolean },
  compatibilityDate: string,
): Promise<string> {
  const outdir = join(folder, name);
  mkdirSync(outdir, { recursive: true });
  const main = entry === undefined ? undefined : join(import.meta.dirname, entry);
  const config = project ? PROJECT : join(outdir, 'wrangler.json');
  if (!project) {
    const settings = { name, main, compatibility_date: compatibilityDate };
    writeFileSync(config, JSON.stringify(settings));
  }
  const args = ['deploy', ...(project && main !== undefined ? [main] : [])];
  await run(
    process.execPath,
    [WRANGLER, ...args, '--dry-run', `--outdir=${outdir}`, `--config=${config}`],
    {
      cwd: ROOT,
      env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
    },
  );
  return join(outdir, `${main === undefined ? 'index' : nameOf(main)}.js`);
}

const nameOf = (path: string) => path.replace(/^.*\//, '').replace(/\.ts$/, '');
