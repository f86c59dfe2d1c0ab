import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { columns } from '../views/styles/columns.ts';

/** Where each style sheet that is served begins; it is served by the same name. */
const SHEETS = ['views/styles/standpoint.css', 'views/styles/page.css', 'contract/docs.css'];

/** Importing columns.ts means the style that it makes. */
const generated: Plugin = {
  name: 'generated',
  setup(building) {
    building.onLoad({ filter: /\/columns\.ts$/ }, () => ({ contents: columns(), loader: 'css' }));
  },
};

/**
 * The style sheets, each joined to one file, by its name. There is no target, so that nothing is
 * rewritten for older browsers: the sources have what those need.
 */
export async function styles(): Promise<Record<string, string>> {
  const { outputFiles } = await build({
    entryPoints: SHEETS,
    absWorkingDir: join(import.meta.dirname, '..'),
    outdir: '.',
    bundle: true,
    minify: true,
    write: false,
    plugins: [generated],
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]));
}
