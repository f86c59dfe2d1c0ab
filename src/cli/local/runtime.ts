import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  convertV4MiniflareOptions,
  Log,
  LogLevel,
  Miniflare,
  type V4WorkerOptionsShape,
} from 'miniflare';
import type { Settings } from '../../config.ts';
import type { Bundle } from './bundle.ts';

/** What stands before the Worker, and the name of what it exports. */
const FRONT = readFileSync(join(import.meta.dirname, 'front.js'), 'utf8');
const ENTRY = 'front';

/** What a run of the Worker needs. */
export interface RunOptions {
  readonly bundle: Bundle;
  readonly bound: Bound;
  readonly settings: Settings;
  /** Where what is bound keeps its state, in the form that `wrangler dev` writes too. */
  readonly store: string;
  readonly scratch: string;
  /** Called with each thing that goes wrong, source files named. */
  readonly onError: (text: string) => void;
  /** Called when workerd has ended by itself. */
  readonly onEnd: () => void;
}

/** The Worker in workerd on this machine. */
export interface Run {
  /** Listens at an address alone, and no longer where it did; `port` 0 is one that is free. */
  readonly listen: (host: string, port: number) => Promise<URL>;
  readonly stop: () => Promise<void>;
}

/** What wrangler.toml binds to the Worker of that name, as Miniflare takes it. */
export type Bound = V4WorkerOptionsShape & Required<Pick<V4WorkerOptionsShape, 'name' | 'assets'>>;

/** Reads wrangler.toml, in the folder `root`, the way wrangler itself does. */
export async function readBound(root: string): Promise<Bound> {
  process.env['WRANGLER_LOG'] = 'none'; // it would tell of .dev.vars, which is read elsewhere
  const wrangler = await import('wrangler');
  const file = `${root}/wrangler.toml`;
  const { name } = wrangler.unstable_readConfig({ config: file }) as { name: string };
  const { workerOptions } = wrangler.unstable_getMiniflareWorkerOptions(file);
  const { modulesRules: _, assets, ...bound } = workerOptions as V4WorkerOptionsShape;
  if (assets === undefined) throw new Error(`${file} says nothing of built files`);
  return { ...bound, assets, name };
}

/**
 * Runs the Worker on Miniflare rather than by `wrangler dev`: its socket leads to the service and to
 * nothing else, neither a page that reads and writes what is stored nor a store of every request.
 */
export function runWorker(options: RunOptions): Run {
  const { bundle, bound, settings, store, scratch, onError, onEnd } = options;
  const files = `export const files = new Set(${JSON.stringify(pathsOf(bound))})`;
  const at = (host: string, port: number) =>
    convertV4MiniflareOptions({
      // Miniflare's own entry, which the socket below goes round: on a port that nobody is told.
      host: '127.0.0.1',
      port: 0,
      cf: false,
      logRequests: false,
      log: new Log(LogLevel.ERROR),
      resourcePersistencePath: store,
      resourceTmpPath: scratch,
      handleStructuredLogs: ({ level, message }) => {
        if (level === 'error' || level === 'warn') onError(bundle.nameSources(message));
      },
      unsafeHandleRuntimeRestart: onEnd,
      workers: [
        {
          ...bound,
          assets: { ...bound.assets, binding: 'ASSETS' },
          bindings: { ...bound.bindings, ...settings },
          modules: [
            { type: 'ESModule', path: 'front.js', contents: FRONT },
            { type: 'ESModule', path: 'index.js', contents: bundle.script },
            { type: 'ESModule', path: 'files.js', contents: files },
          ],
          unsafeDirectSockets: [{ host, port, entrypoint: ENTRY }],
        },
      ],
    });

  let miniflare: Miniflare | undefined;
  return {
    listen: async (host, port) => {
      if (miniflare === undefined) miniflare = new Miniflare(at(host, port));
      else await miniflare.setOptions(at(host, port));
      return miniflare.unsafeGetDirectURL(bound.name, ENTRY);
    },
    stop: async () => miniflare?.dispose(),
  };
}

/** The paths that built files answer; a page is there without its suffix, and leads there with it. */
function pathsOf({ assets }: Bound): string[] {
  const names = readdirSync(assets.directory, { encoding: 'utf8', recursive: true });
  const files = names.filter((name) => name.includes('.')).map((name) => `/${name}`);
  return files.flatMap((path) =>
    path.endsWith('.html') ? [path, path.slice(0, -5), `${path.slice(0, -5)}/`] : [path],
  );
}
