import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort, launch, processesOf, ROOT, untilGone, STARTS_LIMIT } from '../local-service.ts';
import { copyProject } from '../project-copy.ts';

vi.setConfig({ testTimeout: STARTS_LIMIT, hookTimeout: STARTS_LIMIT });

/** What `npm start` runs; npm itself takes most of the time of a refusal. */
const START = 'node src/cli/start.js';
const scratch = mkdtempSync(join(tmpdir(), 'standpoint-'));
const copy = copyProject();
let port = '';
beforeAll(async () => {
  port = String(await freePort());
});
afterAll(() => {
  copy.remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** Starts, and answers with the only line that it prints before it ends with exit code 1. */
async function refusal(
  env: Record<string, string>,
  { command = START, cwd = ROOT }: { command?: string; cwd?: string } = {},
): Promise<string> {
  const state = mkdtempSync(join(scratch, 'state-'));
  const service = launch(command, { cwd, env: { PORT: port, STATE_DIR: state, ...env } });
  const code = await service.ended;
  expect(code, service.output).toBe(1);
  const lines = service.output.trimEnd().split('\n');
  expect(lines, service.output).toHaveLength(1);
  expect(lines[0]).not.toMatch(/^\s+at |Error:/);
  return lines[0] ?? '';
}

describe('a start is refused, with a line that says what to do,', () => {
  test.each(['abc', '0', '99999', '-1', '80.5', '8787abc', ' '])(
    'where PORT is “%s”',
    async (PORT) => {
      expect(await refusal({ PORT })).toMatch(/^PORT is “.*”: give a number .*PORT=8788 npm start/);
    },
  );

  test.each(['no such host', '203.0.113.7', 'nothing.invalid'])(
    'where HOST is “%s”',
    async (HOST) => {
      expect(await refusal({ HOST })).toMatch(/^HOST is “/);
    },
  );

  test.each(['127.0.0.1', '0.0.0.0', '::1'])('where %s has its port', async (host) => {
    let taken: Server | undefined;
    try {
      taken = await new Promise<Server>((resolve, reject) => {
        const server = createServer();
        server.once('error', reject).listen(0, host, () => resolve(server));
      });
    } catch {
      expect(host).toBe('::1'); // a machine without IPv6
      return;
    }
    const { port: PORT } = taken.address() as { port: number };
    expect(await refusal({ PORT: String(PORT) })).toBe(
      `Port ${PORT} is in use. Choose another one: PORT=${PORT + 1} npm start`,
    );
    taken.close();
  });

  test('where the last port there is has been taken', async () => {
    const taken = createServer();
    await new Promise((done) =>
      taken.once('error', done).listen(65_535, '127.0.0.1', () => done(null)),
    );
    expect(await refusal({ PORT: '65535' })).toMatch(
      /^Port 65535 is in use\..* PORT=65534 npm start$/,
    );
    taken.close();
  });

  test('where the state folder is a file, or below one, or cannot be written to', async () => {
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    const line = /^\/\S+ (is not a folder\.|cannot be written to) .*STATE_DIR=… npm start$/;
    expect(await refusal({ STATE_DIR: file })).toMatch(line);
    expect(await refusal({ STATE_DIR: join(file, 'below') })).toMatch(line);
    expect(await refusal({ STATE_DIR: '/proc/standpoint' })).toMatch(line);
    expect(readFileSync(file, 'utf8')).toBe('');
    // So is what lies in it where the store should.
    const state = mkdtempSync(join(scratch, 'state-'));
    writeFileSync(join(state, 'v3'), '');
    expect(await refusal({ STATE_DIR: state })).toMatch(line);
  });

  test.each([
    [{ VOTER_KEYS: '' }, /^VOTER_KEYS is not set\. Mend it in the environment, .*\.dev\.vars/],
    [{ VOTER_KEYS: 'k1:REPLACE-ME' }, /^VOTER_KEYS holds a placeholder/],
    [{ VOTER_KEYS: 'k1:c2hvcnQ' }, /^VOTER_KEYS must have secrets of 32 random bytes/],
    [{ TURNSTILE_SECRET: 'secret' }, /^TURNSTILE_SECRET and TURNSTILE_SITE_KEY must be set/],
    [{ PUBLIC_ORIGIN: 'paper.example' }, /^PUBLIC_ORIGIN must be an https origin/],
  ])('where the settings are %j', async (settings, line) => {
    expect(await refusal(settings)).toMatch(line);
  });

  describe('where', () => {
    const secrets = join(copy.folder, '.dev.vars');
    const articles = join(copy.folder, 'data/articles');
    const article = join(articles, 'russia-rare-earths-offer.json');
    const whole = readFileSync(article, 'utf8');
    afterEach(() => {
      rmSync(articles, { recursive: true, force: true });
      mkdirSync(articles);
      writeFileSync(article, whole);
      rmSync(secrets, { recursive: true, force: true });
    });
    const inCopy = () => refusal({}, { cwd: copy.folder });

    test('.dev.vars holds the placeholder of its example, or no key', async () => {
      writeFileSync(secrets, readFileSync(`${secrets}.example`));
      expect(await inCopy()).toMatch(/^VOTER_KEYS holds a placeholder/);
      writeFileSync(secrets, '');
      expect(await inCopy()).toMatch(/^VOTER_KEYS is not set\. Mend it in \/.*\.dev\.vars, /);
      expect(readFileSync(secrets, 'utf8')).toBe('');
    });

    test('.dev.vars cannot be read', async () => {
      mkdirSync(secrets);
      expect(await inCopy()).toMatch(/^\/.*\.dev\.vars cannot be read \(EISDIR\)/);
      rmSync(secrets, { recursive: true });
      symlinkSync(join(scratch, 'nowhere'), secrets);
      expect(await inCopy()).toMatch(/^\/.*\.dev\.vars cannot be read \(ENOENT\)/);
    });

    test('an article is not JSON', async () => {
      writeFileSync(join(articles, 'broken.json'), '{\n  "id": ');
      expect(await inCopy()).toMatch(/^data\/articles\/broken\.json is not JSON/);
    });

    test('an article is not valid', async () => {
      const { polls: _, ...rest } = JSON.parse(whole) as Record<string, unknown>;
      writeFileSync(article, JSON.stringify({ ...rest, title: '' }));
      expect(await inCopy()).toMatch(
        /^data\/articles\/russia-rare-earths-offer\.json: .* \(and \d+ more\).*npm run articles -- check$/,
      );
    });

    test('an article is called otherwise than its file', async () => {
      writeFileSync(join(articles, 'another.json'), whole);
      expect(await inCopy()).toMatch(/^data\/articles\/another\.json: id /);
    });

    test('there is no article, or no folder of them', async () => {
      rmSync(article);
      expect(await inCopy()).toMatch(/^There is no article in \/.*data\/articles/);
      rmSync(articles, { recursive: true });
      expect(await inCopy()).toMatch(/^There is no article in \/.*data\/articles/);
    });
  });

  test('where nothing is installed yet, or not all of it', async () => {
    const bare = copyProject(false);
    const command = 'npm start --silent';
    expect(await refusal({}, { cwd: bare.folder, command })).toBe(
      'Nothing is installed yet. Run: npm ci && npm start',
    );
    mkdirSync(join(bare.folder, 'node_modules'));
    const lock = JSON.parse(readFileSync(join(ROOT, 'node_modules/.package-lock.json'), 'utf8'));
    lock.packages['node_modules/valibot'].version = '0.0.1';
    const installed = join(bare.folder, 'node_modules/.package-lock.json');
    writeFileSync(installed, JSON.stringify(lock));
    expect(await refusal({}, { cwd: bare.folder })).toBe(
      'What is installed is not what this version needs. Run: npm ci && npm start',
    );
    bare.remove();
  });

  test.each([
    ['18.20.4', /^Node 18\.20\.4 is too old: install Node 20 or newer/],
    ['20.20.2', /^Node 20\.20\.2 is too old for this\. Run: npm ci && npm start/],
    ['22.6.0', /^Node 22\.6\.0 is too old for this\. Run: npm ci && npm start/],
  ])('where Node is %s', async (version, line) => {
    const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
    const command = `node --import=${pretend} src/cli/start.js`;
    expect(await refusal({}, { command })).toMatch(line);
  });
});

test('a start that does not come up ends at its limit, with all that it started', async () => {
  const hanging = join(scratch, 'workerd');
  writeFileSync(hanging, '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 });
  const state = mkdtempSync(join(scratch, 'state-'));
  const service = launch(START, {
    env: {
      PORT: port,
      STATE_DIR: state,
      START_LIMIT: '15',
      MINIFLARE_WORKERD_PATH: hanging,
    },
  });
  const seen = new Map<number, string>();
  const watch = setInterval(() => {
    for (const { pid, command } of processesOf(service.pid)) seen.set(pid, command);
  }, 100);
  expect(await service.ended).toBe(1);
  clearInterval(watch);
  expect(service.output.trimEnd()).toBe(
    'The service was not ready within 15 seconds, so it was stopped.',
  );
  expect(seen.size).toBeGreaterThan(1);
  await untilGone(Array.from(seen, ([pid, command]) => ({ pid, command })));
});
