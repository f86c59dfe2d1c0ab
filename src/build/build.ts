/** `npm run build`: makes the files that are served beside the Worker, in dist/assets. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { articleSchema } from '../contract/article-schema.ts';
import { docs } from '../contract/docs.ts';
import { openApi } from '../contract/openapi.ts';
import { styles } from './styles.ts';
import { tidyWidget, widget } from './widget.ts';

const ASSETS = join(import.meta.dirname, '../../dist/assets');

/** Files by their path in the folder. */
type Files = Readonly<Record<string, string>>;

const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'";
const KEPT = ['Cache-Control: public, max-age=300', 'X-Content-Type-Options: nosniff'];
const ANYWHERE = 'Access-Control-Allow-Origin: *';
const PAGE = [...KEPT, `Content-Security-Policy: ${POLICY}`, 'Referrer-Policy: no-referrer'];

/** The headers of the files, by path: what Cloudflare reads from a file `_headers`. */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  // A widget reads it from the page it stands on, a sandboxed frame from no origin at all.
  '/standpoint.css': [...KEPT, ANYWHERE],
  '/page.css': [...KEPT, ANYWHERE],
  '/openapi.json': [...KEPT, ANYWHERE],
  '/schemas/*': [...KEPT, ANYWHERE, 'Content-Type: application/schema+json'],
  '/widget.js': [...KEPT, ANYWHERE],
  '/widget-content.js': [...KEPT, ANYWHERE],
  '/embed.js': [...KEPT, ANYWHERE],
  '/page.js': KEPT,
  '/challenge.js': [...KEPT, ANYWHERE],
  '/widget.json': [...KEPT, ANYWHERE],
  '/custom-elements.json': [...KEPT, ANYWHERE],
  '/widget/*': [
    'Cache-Control: public, max-age=31536000, immutable',
    'X-Content-Type-Options: nosniff',
    ANYWHERE,
  ],
  '/docs.css': KEPT,
  '/docs': PAGE,
  '/problems/*': PAGE,
};

/** What is built, one step after another; a step that needs other tools gets its own module. */
const STEPS: readonly (() => Files | Promise<Files>)[] = [
  async () => ({ 'openapi.json': `${JSON.stringify(await openApi())}\n` }),
  () => ({ 'schemas/article.json': `${JSON.stringify(articleSchema())}\n` }),
  docs,
  styles,
  widget,
  () => ({ _headers: headersFile() }),
];

function headersFile(): string {
  return Object.entries(HEADERS)
    .map(([path, headers]) => [path, ...headers.map((header) => `  ${header}`)].join('\n'))
    .join('\n\n');
}

const written: string[] = [];
for (const step of STEPS) {
  for (const [file, content] of Object.entries(await step())) {
    const path = join(ASSETS, file);
    await mkdir(dirname(path), { recursive: true });
    // What is there already is left alone: a service that runs may be reading it.
    const before = await readFile(path, 'utf8').catch(() => null);
    if (before !== content) await writeFile(path, content);
    written.push(file);
  }
}
await tidyWidget(ASSETS, written);
