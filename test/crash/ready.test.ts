import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  freePort,
  launch,
  type LocalService,
  startService,
  STARTS_LIMIT,
} from '../local-service.ts';
import { copyProject } from '../project-copy.ts';

vi.setConfig({ testTimeout: STARTS_LIMIT, hookTimeout: STARTS_LIMIT });

const scratch = mkdtempSync(join(tmpdir(), 'standpoint-'));
const newState = () => mkdtempSync(join(scratch, 'state-'));
const running: LocalService[] = [];
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function start(
  port: number,
  ...more: Parameters<typeof startService> extends [unknown, ...infer R] ? R : never
) {
  const service = await startService(port, ...more);
  running.push(service);
  return service;
}

describe('what a start prints', () => {
  const copy = copyProject();
  const articles = join(copy.folder, 'data/articles');
  let port = 0;
  let service: LocalService;
  beforeAll(async () => {
    // The first of them all has neither the actors nor the topics of the one that is there.
    const other = JSON.parse(readFileSync(join(articles, 'russia-rare-earths-offer.json'), 'utf8'));
    const renamed = JSON.stringify({ ...other, id: 'a-port', polls: [] })
      .replaceAll('"russia"', '"north"')
      .replaceAll('"ukraine"', '"south"')
      .replaceAll('"rare-earths"', '"port"');
    writeFileSync(join(articles, 'a-port.json'), renamed);
    port = await freePort();
    service = await start(port, newState(), 'npm start', { cwd: copy.folder });
  });
  afterAll(async () => {
    await service.kill(true);
    copy.remove();
  });

  test('names the page of every article, and each is there', async () => {
    const pages = service.output.match(/^ {2}http\S+\/articles\/\S+$/gm) ?? [];
    expect(pages.map((page) => page.split('/').pop())).toEqual([
      'a-port',
      'russia-rare-earths-offer',
    ]);
    for (const page of pages) expect((await fetch(page.trim())).status).toBe(200);
  });

  test('has an embedded page to try', async () => {
    const [page = ''] = service.output.match(/http\S+\/embed\/\S+/) ?? [];
    expect(await (await fetch(page)).text()).toContain('<table');
  });

  test('has two commands that work as they are printed', async () => {
    const commands = service.output.match(/^ {2}curl .*$/gm) ?? [];
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const [, url = ''] = /'(.*)'/.exec(command) ?? [];
      const answer = await fetch(url);
      expect(answer.status, command).toBe(200);
      expect((await answer.text()).length).toBeGreaterThan(100);
    }
    expect(commands[0]).toContain('actors=north,south&topics=port');
  });

  test('has an editor’s token that is good', async () => {
    const [, token = ''] = /Editor token for this run: (\S+)/.exec(service.output) ?? [];
    const args = ['src/cli/articles.ts', 'publish', `http://localhost:${port}`, '--token', token];
    const { stdout } = await promisify(execFile)('node', args, { cwd: copy.folder });
    expect(stdout).toBe('published a-port\npublished russia-rare-earths-offer\n');
  });

  test('is all that it prints, whatever is asked of it', async () => {
    const printed = service.output;
    const origin = `http://localhost:${port}`;
    for (const path of ['/', '/nothing', '/articles/a-port', '/v1/articles?limit=x']) {
      await (await fetch(origin + path)).text();
    }
    await fetch(`${origin}/v1/articles/a-port`, { method: 'PUT', body: '{' });
    const aborted = new AbortController();
    const cut = fetch(`${origin}/docs`, { signal: aborted.signal }).catch(() => null);
    aborted.abort();
    await cut;
    await sleep(500);
    expect(service.output).toBe(printed);
  });
});

describe('a start', () => {
  afterEach(async () => {
    for (const service of running.splice(0)) await service.kill(true);
  });

  test('is ready when the articles can be read, and answers nobody before', async () => {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const service = launch('node src/cli/start.js', {
      env: { PORT: String(port), STATE_DIR: newState() },
    });
    running.push(service);
    const seen: string[] = [];
    while (!service.output.includes('Stop with Ctrl-C')) {
      for (const path of ['/healthz', '/v1/articles/russia-rare-earths-offer']) {
        const answer = await fetch(origin + path).catch(() => null);
        if (answer !== null) seen.push(`${path} ${answer.status} ${await answer.text()}`);
      }
    }
    expect(seen.filter((line) => !line.includes(' 200 '))).toEqual([]);
    const article = await fetch(`${origin}/v1/articles/russia-rare-earths-offer`);
    expect(article.status).toBe(200);
  });

  test('opens no door but the service’s own, and keeps no trace of what is read', async () => {
    const port = await freePort();
    const state = newState();
    await start(port, state);
    const origin = `http://localhost:${port}`;
    for (const path of [
      '/cdn-cgi/explorer',
      '/cdn-cgi/explorer/api/storage/kv/namespaces',
      '/cdn-cgi/local/explorer',
      '/cdn-cgi/local/platform-proxy',
      '/cdn-cgi/local/scheduled',
      '/cdn-cgi/handler/scheduled',
      '/cdn-cgi/mf/scheduled',
      '/cdn-cgi/ProxyWorker/play',
      '/__scheduled',
    ]) {
      const answer = await fetch(origin + path, { headers: { 'MF-Op': 'GET' } });
      expect(answer.status, path).toBe(404);
      expect(await answer.json()).toMatchObject({ type: '/problems/not-found' });
    }
    const size = () =>
      readdirSync(state, { recursive: true, encoding: 'utf8' })
        .map((name) => `${name} ${statSync(join(state, name)).size}`)
        .toSorted();
    const read = async (times: number) => {
      for (let i = 0; i < times; i += 1)
        await (await fetch(`${origin}/articles/russia-rare-earths-offer`)).text();
    };
    await read(5);
    const before = size();
    await read(50);
    expect(size()).toEqual(before);
    expect(before.join()).not.toMatch(/observability|trace/);
  });

  test('listens on this machine alone, unless HOST says otherwise', async () => {
    const address = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    const port = await freePort();
    const answers = (host: string) =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, host);
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
        socket.unref();
      });
    const state = newState();
    const local = await start(port, state);
    expect(await answers('127.0.0.1')).toBe(true);
    if (address !== undefined) expect(await answers(address.address)).toBe(false);
    await local.kill(true);
    const open = await start(port, state, 'node src/cli/start.js', { env: { HOST: '0.0.0.0' } });
    expect(open.output).toContain('for other machines too');
    expect(await answers(address?.address ?? '127.0.0.1')).toBe(true);
  });

  test('limits the voters that a script here gets, whatever it says of itself', async () => {
    const port = await freePort();
    await start(port, newState());
    let given = 0;
    let status = 201;
    while (status === 201 && given < 1_000) {
      ({ status } = await fetch(`http://localhost:${port}/v1/voters`, { method: 'POST' }));
      given += 1;
    }
    expect(status).toBe(429);
  });
});
