/** `npm run build`: makes the files that are served beside the Worker, in dist/assets. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { articleSchema } from '../contract/article-schema.ts';
import { docs } from '../contract/docs.ts';
import { openApi } from '../contract/openapi.ts';
import { icon } from './icon.ts';
import { styles } from './styles.ts';
import { tidyWidget, widget } from './widget.ts';

const ASSETS = join(import.meta.dirname, '../../dist/assets');

/** Files by their path in the folder. */
type Files = Readonly<Record<string, string | Uint8Array>>;

/** What a page about the contract may do, which is in English. */
const PAGE = [
  "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'",
  'Referrer-Policy: no-referrer',
  'Content-Language: en',
];

/**
 * The headers of the files, by path: what Cloudflare reads from a file `_headers`. It answers for the
 * files itself, so the first rule holds for its redirects and refusals too, `Allow` above all.
 */
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  '/*': [
    'Cache-Control: public, max-age=300',
    'X-Content-Type-Options: nosniff',
    // A widget reads files from the page it stands on, a sandboxed frame from no origin at all.
    'Access-Control-Allow-Origin: *',
    'Allow: GET, HEAD',
  ],
  '/widget/*': ['! Cache-Control', 'Cache-Control: public, max-age=31536000, immutable'],
  '/schemas/*': ['Content-Type: application/schema+json'],
  '/docs': PAGE,
  '/problems/*': PAGE,
};

/**
 * What crawlers may fetch (RFC 9309; of the rules that match the longest holds): pages, frames and
 * the HTML that elements show in the pages of others, so that they are found there.
 */
const ROBOTS = `User-agent: *
Allow: /v1/*.html
Disallow: /v1/
Disallow: /oembed
Disallow: /healthz
`;

/** What is built, one step after another; a step that needs other tools gets its own module. */
const STEPS: readonly (() => Files | Promise<Files>)[] = [
  async () => ({ 'openapi.json': `${JSON.stringify(await openApi())}\n` }),
  () => ({ 'schemas/article.json': `${JSON.stringify(articleSchema())}\n` }),
  docs,
  styles,
  widget,
  () => ({ 'favicon.ico': icon(), 'robots.txt': ROBOTS }),
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
