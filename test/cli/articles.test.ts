import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
let folder = '';
let source = '';
const file = () => join(folder, 'an-article.json');

/** A short source of our own, and an article that quotes it. */
const SOURCE = 'The north said: “We will open the port — soon.” The south has not answered.\n';
const ARTICLE = {
  id: 'an-article',
  title: 'The port',
  titleBy: 'editor',
  language: 'en',
  actors: [{ id: 'north', name: 'North', kind: 'country', voices: [] }],
  topics: [
    { id: 'port', name: 'Port', propositions: [{ id: 'open', text: 'The port should open.' }] },
  ],
  positions: [
    {
      actor: 'north',
      proposition: 'open',
      stance: 'supports',
      summary: 'It will.',
      evidence: [{ exact: 'We will open the port - soon.', attribution: 'direct' }],
    },
  ],
  polls: [],
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'standpoint-'));
  source = join(folder, 'source.txt');
  writeFileSync(source, SOURCE);
  writeFileSync(file(), JSON.stringify(ARTICLE));
});
afterEach(() => rmSync(folder, { recursive: true }));

const articles = (...args: string[]) =>
  spawnSync('node', [join(ROOT, 'src/cli/articles.ts'), ...args], { encoding: 'utf8' });
const check = (...args: string[]) => articles('check', '--folder', folder, ...args);

describe('articles check', () => {
  test('refuses quotations that nobody has verified', () => {
    const { status, stderr } = check();
    expect(status).toBe(1);
    expect(stderr).toContain('positions[0].evidence[0].verified: has not been verified');
  });

  test('records how each quotation was found, and the source’s hash, never its text', () => {
    expect(check('--source', source, '--write').status).toBe(0);
    const written = readFileSync(file(), 'utf8');
    expect(JSON.parse(written)).toMatchObject({
      source: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      positions: [{ evidence: [{ verified: 'normalized' }] }],
    });
    expect(written).not.toContain('has not answered');
    expect(check()).toMatchObject({ status: 0, stdout: expect.stringContaining('1 normalized') });
    expect(check('--source', source).status).toBe(0);
  });

  test('leaves in the file what names its schema', () => {
    const $schema = '../article.schema.json';
    writeFileSync(file(), JSON.stringify({ $schema, ...ARTICLE }));
    expect(check('--source', source, '--write').status).toBe(0);
    const written = readFileSync(file(), 'utf8');
    expect(Object.entries(JSON.parse(written) as object)[0]).toEqual(['$schema', $schema]);
    expect(check().status).toBe(0);
  });

  test('holds the id to the name of the file', () => {
    check('--source', source, '--write');
    cpSync(file(), join(folder, 'another.json'));
    const { status, stderr } = check();
    expect(status).toBe(1);
    expect(stderr).toContain('another.json: id: must be “another”, as the file is called');
  });

  test('names the file that is not JSON', () => {
    writeFileSync(join(folder, 'broken.json'), '{');
    const { status, stderr } = check();
    expect(status).toBe(2);
    expect(stderr).toContain('broken.json is not JSON');
  });

  test('shows the passage that a changed word probably meant', () => {
    const changed = JSON.stringify(ARTICLE).replace('open the port', 'close the port');
    writeFileSync(file(), changed);
    const { status, stderr } = check('--source', source);
    expect(status).toBe(1);
    expect(stderr).toContain('positions[0].evidence[0].exact');
    expect(stderr).toContain('nearest in the source: ““We will open the port — soon.””');
  });

  test('says when the words are there, but not where the article says', () => {
    const [position] = ARTICLE.positions;
    const evidence = position?.evidence.map((each) => ({ ...each, prefix: 'The south said: “' }));
    writeFileSync(file(), JSON.stringify({ ...ARTICLE, positions: [{ ...position, evidence }] }));
    const { status, stderr } = check('--source', source);
    expect(status).toBe(1);
    expect(stderr).toContain('is in the source, but not right beside its prefix');
  });

  test('notices that the source is another one', () => {
    check('--source', source, '--write');
    writeFileSync(source, `${SOURCE} And more.`);
    const { status, stderr } = check('--source', source);
    expect(status).toBe(1);
    expect(stderr).toContain('source.sha256: is the hash of another text');
  });

  test.each([
    [['--article', 'nothing'], 'there is no such article'],
    [['--source', '/does/not/exist'], 'ENOENT'],
  ])('says in a line what is wrong with %j', (args, message) => {
    const { status, stderr } = check(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  test('passes for the articles that the project comes with', () => {
    cpSync(join(ROOT, 'data/articles'), join(folder, 'data'), { recursive: true });
    expect(articles('check', '--folder', join(folder, 'data')).status).toBe(0);
  });
});
