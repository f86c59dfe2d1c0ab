import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Bundle, bundleWorker } from '../../src/cli/local/bundle.ts';
import { readBound, type Run, runWorker } from '../../src/cli/local/runtime.ts';
import { ROOT } from '../local-service.ts';

const folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
const SECRET = randomBytes(32).toString('base64url');
const EDITOR = randomBytes(24).toString('base64url');
const HASH = createHash('sha256').update(EDITOR).digest('hex');
const SETTINGS = {
  VOTER_KEYS: `k1:${SECRET}`,
  EDITOR_TOKEN_HASHES: HASH,
  REVIEWED_TOKEN_HASHES: HASH,
};
/** Readers' addresses as the network tells them, and what else a request says of a reader. */
const ADDRESSES = ['203.0.113.77', '2001:db8:1234:5678::9abc'];
const AGENT = 'a-reader-s-own-browser/7.13';
const ARTICLE = 'russia-rare-earths-offer';
const article = readFileSync(join(ROOT, `data/articles/${ARTICLE}.json`), 'utf8');
const poll = `/v1/articles/${ARTICLE}/polls/who-signs`;

const logged: string[] = [];
const tokens: string[] = [];
const statuses = new Set<number>();
const answered: string[] = [];

/** Runs the Worker as `npm start` does, with nothing kept back of what it says. */
async function withService(broken: boolean, work: (ask: Ask) => Promise<void>): Promise<void> {
  const { kvNamespaces, ...bound } = await readBound(ROOT);
  const run: Run = runWorker({
    bundle,
    // Without its KV whatever reads an article fails.
    bound: broken ? bound : { ...bound, ...(kvNamespaces && { kvNamespaces }) },
    settings: SETTINGS,
    store: join(folder, broken ? 'broken' : 'store'),
    scratch: join(folder, 'scratch'),
    onError: (text) => logged.push(text),
    onEnd: () => {},
  });
  try {
    const service = await run.listen('127.0.0.1', 0);
    await work(async (path, init = {}, n = 0) => {
      const answer = await fetch(new URL(path, service), {
        redirect: 'manual',
        ...init,
        headers: {
          'CF-Connecting-IP': ADDRESSES[n % ADDRESSES.length] ?? '',
          'X-Forwarded-For': ADDRESSES.join(', '),
          'X-Real-IP': ADDRESSES[0] ?? '',
          'User-Agent': AGENT,
          ...(init.headers as Record<string, string>),
        },
      });
      statuses.add(answer.status);
      const text = await answer.text();
      answered.push(`${JSON.stringify([...answer.headers])}${text}`);
      return { status: answer.status, text, cookie: answer.headers.get('Set-Cookie') ?? '' };
    });
  } finally {
    await run.stop();
  }
}
type Ask = (
  path: string,
  init?: RequestInit,
  n?: number,
) => Promise<{ status: number; text: string; cookie: string }>;

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleWorker(ROOT, join(folder, 'scratch'));
  const editor = { Authorization: `Bearer ${EDITOR}`, 'Content-Type': 'application/json' };
  await withService(false, async (ask) => {
    await ask(`/v1/articles/${ARTICLE}`, {
      method: 'PUT',
      headers: editor,
      body: `{"article":${article}}`,
    });
    for (let n = 0; n < 4; n += 1) {
      const { text } = await ask('/v1/voters', { method: 'POST' }, n);
      const { token } = JSON.parse(text) as { token: string };
      tokens.push(token);
      const headers = { 'Standpoint-Voter': token, 'Content-Type': 'application/json' };
      for (const body of ['{"outcome":"both"}', '{"outcome":"martians"}', '[', '{}']) {
        await ask(`${poll}/ballot`, { method: 'PUT', headers, body }, n);
      }
      await ask(`${poll}/ballot`, { headers }, n);
      await ask(`${poll}/ballot`, { headers: { 'Standpoint-Voter': `${token}x` } }, n);
      const cookie = { Cookie: `__Host-standpoint-voter=${token}` };
      await ask(`/articles/${ARTICLE}`, { headers: cookie }, n);
    }
    const form = { 'Sec-Fetch-Site': 'same-origin' };
    const body = new URLSearchParams({ outcome: 'both' });
    const path = `/articles/${ARTICLE}/polls/who-signs/ballot`;
    const { cookie } = await ask(path, { method: 'POST', headers: form, body });
    tokens.push(/standpoint-voter=([^;]+)/.exec(cookie)?.[1] ?? '');
    await ask(path, { method: 'POST', body }); // of another site
    for (const headers of [editor, { ...editor, Authorization: `Bearer ${EDITOR}x` }]) {
      await ask(`/v1/articles/${ARTICLE}`, { method: 'PUT', headers, body: '{}' });
      await ask(`${poll}/close`, { method: 'POST', headers });
    }
    await ask('/nothing');
    await ask('/healthz');
    // Counts reach the scoreboard within a second.
    await new Promise((done) => setTimeout(done, 1_500));
  });
  await withService(true, async (ask) => {
    const [token = ''] = tokens;
    const headers = {
      'Standpoint-Voter': token,
      'Content-Type': 'application/json',
      Authorization: `Bearer ${EDITOR}`,
    };
    await ask(`${poll}/ballot`, { method: 'PUT', headers, body: '{"outcome":"both"}' });
    await ask(`/articles/${ARTICLE}`, { headers: { Cookie: `__Host-standpoint-voter=${token}` } });
    await ask(`${poll}/close`, { method: 'POST', headers });
    await vi.waitFor(() => expect(logged.length).toBeGreaterThanOrEqual(3), { timeout: 20_000 });
  });
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All that was written into the folder of the service: its state and whatever else it keeps. */
const written = () =>
  readdirSync(folder, { encoding: 'utf8', recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({
      name: join(entry.parentPath, entry.name),
      content: readFileSync(join(entry.parentPath, entry.name), 'latin1'),
    }));

/** What of a secret gives it away: the whole, its signature, a voter's id. */
const parts = () =>
  [
    ['the key of voter tokens', SECRET],
    ['the key of voter tokens, decoded', Buffer.from(SECRET, 'base64url').toString('latin1')],
    ['the editor’s token', EDITOR],
    ...ADDRESSES.map((address) => ['an address', address]),
    ['a network', '203.0.113'],
    ['a network', '2001:db8:1234'],
    ['a browser', AGENT],
    ...tokens.flatMap((token) => {
      const [, , id = '', , mac = ''] = token.split('.');
      return [
        ['a voter token', token],
        ['a voter’s id', id],
        ['a signature', mac],
      ];
    }),
  ] as [name: string, text: string][];

describe('after votes, publications, refusals and faults', () => {
  test('they have all been there', () => {
    expect([...statuses].toSorted((a, b) => a - b)).toEqual(
      expect.arrayContaining([200, 201, 303, 400, 401, 403, 404, 422, 503]),
    );
    expect(new Set(tokens).size).toBe(5);
    expect(
      tokens.filter((token) => !/^k1\.voter\.[\w-]{22}\.\d{10}\.[\w-]{43}$/.test(token)),
    ).toEqual([]);
    expect(logged.join('\n')).toContain('TypeError');
    const files = written();
    expect(files.some(({ content }) => content.includes('both'))).toBe(true);
  });

  test('no log says a secret, a token or where a reader is', () => {
    const log = logged.join('\n');
    expect(parts().filter(([, text]) => log.includes(text))).toEqual([]);
  });

  test('no file of the service holds one', () => {
    const found = written().flatMap(({ name, content }) =>
      parts().flatMap(([part, text]) => (content.includes(text) ? [`${part} in ${name}`] : [])),
    );
    expect(found).toEqual([]);
  });

  test('no answer says one, but a voter’s own token when it is made', () => {
    const kept = new Set(['a voter token', 'a voter’s id', 'a signature']);
    const said = parts().flatMap(([part, text]) => {
      const times = answered.filter((answer) => answer.includes(text)).length;
      return times > (kept.has(part) ? 1 : 0) ? [`${part}, ${times} times`] : [];
    });
    expect(said).toEqual([]);
  });
});
