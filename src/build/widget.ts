import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { MANIFEST } from './custom-elements.ts';

const SOURCE = join(import.meta.dirname, '../widget');
const PACKAGE = join(import.meta.dirname, '../../package.json');

/** Copies of earlier builds that pages hold by their hash: what is released stays. */
const RELEASED = join(import.meta.dirname, '../../data/widget');

/** What has a hash in its name and never changes lies in a folder of its own. */
const FOLDER = 'widget';

const OPTIONS = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome120', 'firefox121', 'safari17'],
  write: false,
  absWorkingDir: SOURCE,
  legalComments: 'none',
} as const satisfies BuildOptions;

/** The elements' loader and what it fetches, the scripts of frame and page, and what describes them. */
export async function widget(): Promise<Record<string, string>> {
  const loading = await build({
    ...OPTIONS,
    entryPoints: ['widget.ts'],
    splitting: true,
    outdir: FOLDER,
    chunkNames: '[name]-[hash]',
  });
  const ours = { 'embed.js': 'frame.ts', 'page.js': 'page.ts', 'challenge.js': 'challenge.ts' };
  const files: Record<string, string> = {};
  for (const [file, entry] of Object.entries(ours)) {
    const { outputFiles } = await build({ ...OPTIONS, entryPoints: [entry], outdir: '.' });
    files[file] = outputFiles[0]?.text ?? '';
  }
  let loader = '';
  for (const { path, text } of loading.outputFiles) {
    if (basename(path) === 'widget.js') loader = text;
    else {
      files[`${FOLDER}/${basename(path)}`] = text;
      files['widget-content.js'] = text;
    }
  }
  const digest = createHash('sha384').update(loader);
  const integrity = `sha384-${digest.copy().digest('base64')}`;
  const file = `${FOLDER}/loader-${digest.digest('hex').slice(0, 12)}.js`;
  files[file] = loader;
  for (const name of await readdir(RELEASED).catch(() => [])) {
    files[`${FOLDER}/${name}`] = await readFile(join(RELEASED, name), 'utf8');
  }
  // The loader that is no copy stands a folder above what it fetches.
  files['widget.js'] = loader.replaceAll('"./', `"./${FOLDER}/`);
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
  files['widget.json'] = `${JSON.stringify({ version, file: `/${file}`, integrity })}\n`;
  files['custom-elements.json'] = `${JSON.stringify(MANIFEST)}\n`;
  return files;
}

/** Takes away what earlier builds left of the widget; `files` are this build's. */
export async function tidyWidget(assets: string, files: Iterable<string>): Promise<void> {
  const kept = new Set(Array.from(files, (file) => basename(file)));
  const folder = join(assets, FOLDER);
  for (const name of await readdir(folder)) {
    if (!kept.has(name)) await rm(join(folder, name));
  }
}
