import { reset } from 'cloudflare:test';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import readme from '../../src/http/README.md?raw';
import { app } from '../../src/http/app.ts';
import {
  ARTICLE,
  call,
  EDITOR,
  env,
  newVoter,
  pollPath,
  publish,
  put,
  realArticle,
} from '../helpers.ts';

const EMBEDDER = 'https://paper.example';
let voter = '';
beforeAll(async () => {
  await publish();
  await publish({ ...realArticle(), id: 'bound', embedders: [EMBEDDER] });
  voter = await newVoter();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await reset();
});

interface Ask {
  readonly path: string;
  readonly init?: () => RequestInit;
}
const form = `/articles/${ARTICLE}/polls/who-signs/ballot`;
const FORM = {
  Origin: 'https://standpoint.test',
  'Content-Type': 'application/x-www-form-urlencoded',
};
const html = { headers: { Accept: 'text/html' } };

/** One request for each surface, by what the table calls it. */
const SURFACES: Readonly<Record<string, Ask>> = {
  'articles, comparisons, agreement': { path: `/v1/articles/${ARTICLE}/comparison` },
  'a poll and its counts': { path: pollPath('/standings') },
  'counts as they change (WebSocket)': {
    path: pollPath('/live'),
    init: () => ({ headers: { Upgrade: 'websocket' } }),
  },
  'a poll as a fragment': { path: pollPath('.html') },
  'a new voter': { path: '/v1/voters', init: () => ({ method: 'POST' }) },
  'a ballot': {
    path: pollPath('/ballot'),
    init: () => ({
      method: 'PUT',
      headers: { 'Standpoint-Voter': voter, 'Content-Type': 'application/json' },
      body: JSON.stringify({ outcome: 'both' }),
    }),
  },
  'what editors do': {
    path: pollPath('/close', 'who-signs').replace(ARTICLE, 'bound'),
    init: () => ({ method: 'POST', headers: EDITOR }),
  },
  oEmbed: { path: `/oembed?url=https://standpoint.test/articles/${ARTICLE}` },
  pages: { path: `/articles/${ARTICLE}` },
  'the form of a page': {
    path: form,
    init: () => ({ method: 'POST', headers: FORM, body: 'outcome=both' }),
  },
  'the picture of a page': { path: `/articles/${ARTICLE}/card.png` },
  'a frame': { path: `/embed/${ARTICLE}` },
  'a frame of an article with embedders': { path: '/embed/bound' },
  'another form of a page’s address': { path: `/articles/${ARTICLE}/` },
  health: { path: '/healthz' },
  'a problem, to programs': { path: '/v1/articles/nothing' },
  'a problem, to people': { path: '/articles/nothing', init: () => html },
  'a problem in a frame': { path: '/embed/nothing', init: () => html },
};

/** What an answer allows, as the table has it. */
async function allowed({ path, init = () => ({}) }: Ask) {
  const made = init();
  const answer = await call(path, made);
  const { headers, status } = answer;
  answer.webSocket?.accept();
  answer.webSocket?.close();
  const asks = await call(path, {
    method: 'OPTIONS',
    headers: { Origin: 'https://foreign.example' },
  });
  const policy = headers.get('Content-Security-Policy') ?? '';
  const [, frames] = /frame-ancestors ([^;]*)/.exec(policy) ?? [];
  const cookie = /; (?:HttpOnly|Secure|SameSite=\w+)/g;
  return {
    status: String(status),
    cors: headers.get('Access-Control-Allow-Origin') ?? 'none',
    credentials: headers.has('Access-Control-Allow-Credentials'),
    methods: asks.headers.get('Access-Control-Allow-Methods') ?? '–',
    // A policy that names nobody lets anyone frame it.
    framing: policy === '' ? 'no document' : (frames ?? '*'),
    redirect: headers.get('Location')?.replace(/^\/articles\/[a-z-]+/, '/articles/…') ?? '–',
    cache: headers.get('Cache-Control') ?? 'none',
    nosniff: headers.get('X-Content-Type-Options') ?? 'none',
    cookie: headers.get('Set-Cookie')?.match(cookie)?.join('').slice(2) ?? '–',
  };
}

const HEAD = [
  'surface',
  'answer',
  'CORS',
  'preflight',
  'may be framed by',
  'leads to',
  'cookie',
  'cache',
];
const cell = (text: string) => (text === '–' || text === 'no document' ? text : `\`${text}\``);

test('the table in the README says what each surface allows', async () => {
  const rows: string[][] = [HEAD, HEAD.map(() => '---')];
  for (const [name, ask] of Object.entries(SURFACES)) {
    const { status, cors, methods, framing, redirect, cookie, cache } = await allowed(ask);
    rows.push([name, status, ...[cors, methods, framing, redirect, cookie, cache].map(cell)]);
  }
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  const [before = '', after = ''] = readme.split(/<!-- surfaces -->[^]*<!-- \/surfaces -->/);
  const text = `${before}<!-- surfaces -->\n${table}\n<!-- /surfaces -->${after}`;
  await expect(text).toMatchFileSnapshot('../../src/http/README.md');
});

describe.each(Object.entries(SURFACES))('%s', (name, ask) => {
  test('nobody guesses its type, all know how long it is kept, and no cookie goes along', async () => {
    const { nosniff, cache, credentials, cors } = await allowed(ask);
    expect(nosniff).toBe('nosniff');
    expect(cache).toMatch(/^(?:no-store|private, no-store|public, max-age=\d+.*)$/);
    expect(credentials).toBe(false);
    expect(cors).toBe('*');
  });

  test('leads nowhere but within the service', async () => {
    const { redirect } = await allowed(ask);
    if (redirect !== '–') expect(redirect).toMatch(/^\/articles\//);
  });

  test('is framed as its kind is', async () => {
    const { framing, status } = await allowed(ask);
    const expected =
      name === 'a frame' || name === 'a problem in a frame'
        ? '*'
        : name.startsWith('a frame of')
          ? `'self' ${EMBEDDER}`
          : name === 'pages' || name === 'a problem, to people'
            ? "'none'"
            : 'no document';
    expect(framing, status).toBe(expected);
  });
});

test.each([
  '//foreign.example',
  '/%2f/foreign.example',
  '/\\foreign.example',
  '/articles//foreign.example/',
])('%s leads to no other site', async (path) => {
  const answer = await call(path);
  expect(answer.headers.get('Location') ?? '/').toMatch(/^\/(?![/\\])/);
});

test('a form leads back to the page, whatever its address asks', async () => {
  const lang = encodeURIComponent('en#//foreign.example\r\nSet-Cookie: a=b');
  const answer = await call(`${form}?lang=${lang}`, { method: 'POST', headers: FORM });
  expect(answer.status).toBe(303);
  expect(answer.headers.get('Location')).toBe(
    `/articles/${ARTICLE}?lang=${lang}#poll-who-signs-question`,
  );
  expect(answer.headers.has('Set-Cookie')).toBe(false);
});

describe('with a public origin', () => {
  const bindings = { ...env, PUBLIC_ORIGIN: 'https://polls.paper.example' };
  const HOSTILE = {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'gopher',
    'X-Original-URL': '/evil.example',
    'X-Rewrite-URL': '/evil.example',
    Forwarded: 'host=evil.example;proto=http',
    Origin: 'https://evil.example',
    Referer: 'https://evil.example/',
    'User-Agent': 'evil.example',
  };
  const reads = Object.entries(SURFACES)
    .filter(([, { init }]) => init === undefined || init() === html)
    .map(([name, { path }]) => ({
      name,
      path: path.replace('https://standpoint.test', bindings.PUBLIC_ORIGIN),
      accept:
        name === 'a problem in a frame' || name === 'a problem, to people' ? 'text/html' : '*/*',
    }));
  const seen = async (origin: string, path: string, headers: Record<string, string>) => {
    const answer = await app.request(`${origin}${path}`, { headers, redirect: 'manual' }, bindings);
    const text = (await answer.text()).replaceAll(/"asOf":"[^"]*"/g, '');
    return { status: answer.status, headers: JSON.stringify([...answer.headers]), text };
  };

  test.each(reads)('no header and no host makes $name another', async ({ path, accept }) => {
    const usual = await seen(bindings.PUBLIC_ORIGIN, path, { Accept: accept });
    const hostile = await seen('https://evil.example', path, { ...HOSTILE, Accept: accept });
    expect(hostile).toEqual(usual);
    expect(JSON.stringify(hostile)).not.toContain('evil.example');
  });
});

test('what is refused, asked about or unchanged says so too', async () => {
  const etag = (await call(`/v1/articles/${ARTICLE}`)).headers.get('ETag') ?? '';
  const answers = await Promise.all([
    call(`/v1/articles/${ARTICLE}`, { headers: { 'If-None-Match': etag } }),
    call(`/v1/articles/${ARTICLE}`, { method: 'HEAD' }),
    call(`/v1/articles/${ARTICLE}`, { method: 'OPTIONS' }),
    call(`/v1/articles/${ARTICLE}`, { method: 'PATCH' }),
    call('/nothing', { method: 'OPTIONS' }),
    call(form, { method: 'POST' }),
    put({}),
    put({}, ARTICLE, { Authorization: '' }),
    call(pollPath('/live')),
    call(pollPath('/ballot'), { method: 'DELETE', headers: { 'Standpoint-Voter': voter } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([
    304, 200, 204, 405, 404, 403, 422, 401, 426, 204,
  ]);
  for (const { headers, status } of answers) {
    expect(headers.get('X-Content-Type-Options'), `${status}`).toBe('nosniff');
    expect(headers.get('Cache-Control'), `${status}`).toBeTruthy();
  }
});
