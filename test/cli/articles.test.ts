import { Buffer } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
let folder = '';
let source = '';
const file = () => join(folder, 'an-article.json');

/** A short source of our own, and an article that quotes it. */
const SOURCE =
  'The north said: “We will open the port — soon.” The south has not answered. It is expected to refuse.\n';
const ARTICLE = {
  id: 'an-article',
  title: 'The port',
  titleBy: 'editor',
  language: 'en',
  actors: [{ id: 'north', name: 'North', kind: 'country', voices: [] }],
  topics: [
    {
      id: 'port',
      name: 'Port',
      propositions: [{ id: 'open', text: 'The port should open.', kind: 'policy' }],
      inferences: [
        {
          text: 'The south may be against it.',
          evidence: [{ exact: 'It is expected to refuse.', attribution: 'analysis' }],
        },
      ],
    },
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
      topics: [{ inferences: [{ evidence: [{ verified: 'exact' }] }] }],
    });
    expect(written).not.toContain('has not answered');
    expect(check()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('2 quotations: 1 exact, 1 normalized'),
    });
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
    expect(stderr).toContain('nearest in the source, line 1: ““We will open the port — soon.””');
  });

  test('looks up what is inferred too', () => {
    writeFileSync(file(), JSON.stringify(ARTICLE).replace('to refuse', 'to agree'));
    const { status, stderr } = check('--source', source);
    expect(status).toBe(1);
    expect(stderr).toContain('topics[0].inferences[0].evidence[0].exact');
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

  test('compares a changed text before anything is written, and records it only when told to', () => {
    const quotations = ['We will open', 'has not answered', 'said', 'The south', 'the port — soon'];
    const evidence = quotations.map((exact) => ({ exact, attribution: 'reported' }));
    const moved = { exact: 'answered', prefix: 'has not ', attribution: 'reported' };
    const positions = [{ ...ARTICLE.positions[0], evidence: [...evidence, moved] }];
    const topics = ARTICLE.topics.map((topic) => ({ ...topic, inferences: [] }));
    writeFileSync(file(), JSON.stringify({ ...ARTICLE, topics, positions }));
    expect(check('--source', source, '--write').status).toBe(0);
    const before = readFileSync(file(), 'utf8');

    writeFileSync(
      source,
      'The north said: “We will open the port – soon.” It said so. The South was silent, then answered.',
    );
    const { status, stdout, stderr } = check('--source', source, '--write', '--changed');
    expect(status).toBe(1);
    expect(stdout).toContain('the text has changed; of its quotations: 1 kept');
    for (const [i, became] of [
      [1, 'gone'],
      [2, 'now ambiguous'],
      [3, 'changed in typography only'],
      [4, 'changed in typography only'],
      [5, 'moved'],
    ])
      expect(stdout).toContain(`positions[0].evidence[${i}].exact: ${became}`);
    expect(stdout).not.toContain('evidence[0]');
    expect(stderr).toContain('4 thing(s) to mend');
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  test('takes a changed text that has every quotation, when told to', () => {
    check('--source', source, '--write');
    const before = readFileSync(file(), 'utf8');
    writeFileSync(source, `${SOURCE}And more.`);
    const unseen = check('--source', source, '--write');
    expect(unseen.status).toBe(1);
    expect(unseen.stdout).toContain('of its quotations: 2 kept');
    expect(unseen.stderr).toContain('source.sha256: is the hash of another text');
    expect(readFileSync(file(), 'utf8')).toBe(before);

    expect(check('--source', source, '--write', '--changed').status).toBe(0);
    expect(readFileSync(file(), 'utf8')).not.toBe(before);
    expect(check('--source', source).status).toBe(0);
  });

  test('records the hash of the file’s bytes, mark and line ends included', () => {
    const bytes = Buffer.from(`\ufeff${SOURCE.replace(' The', '\r\nThe')}`);
    writeFileSync(source, bytes);
    expect(check('--source', source, '--write').status).toBe(0);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ source: { sha256 } });
  });

  test('reads an article file with a byte order mark', () => {
    writeFileSync(file(), `\ufeff${JSON.stringify(ARTICLE)}`);
    expect(check('--source', source).stderr).toContain('has not been verified');
  });

  test.each([
    ['UTF-16LE', Buffer.from(SOURCE, 'utf16le')],
    ['ISO-8859-1', Buffer.from('The café said: We will open the port - soon.', 'latin1')],
    ['a PDF', Buffer.from('%PDF-1.7 …')],
  ])('refuses a source that is not UTF-8 and names what it probably is: %s', (name, bytes) => {
    writeFileSync(source, bytes);
    const { status, stderr } = check('--source', source);
    expect(status).toBe(2);
    expect(stderr).toContain(name);
    expect(stderr).toMatch(/convert it, for example with iconv|save it as plain text/);
  });

  test('refuses a source saved as markup at once, with the place', () => {
    writeFileSync(source, `The north\n<b>said</b>: ${SOURCE}`);
    const { status, stderr } = check('--source', source);
    expect(status).toBe(1);
    expect(stderr).toContain('source, line 2: is saved as HTML, with “<b>”: save it as plain text');
    expect(stderr).toContain('1 thing(s) to mend');
  });

  test('lists no more than a hundred faults and counts the rest', () => {
    const evidence = (i: number) => ({ exact: `Nobody said ${i}.`, attribution: 'direct' });
    const positions = Array.from({ length: 60 }, (_, i) => ({
      ...ARTICLE.positions[0],
      proposition: `p${i}`,
      evidence: [evidence(2 * i), evidence(2 * i + 1)],
    }));
    const propositions = positions.map(({ proposition: id }) => ({
      id,
      text: 'It is so.',
      kind: 'fact',
    }));
    const topics = [{ id: 'port', name: 'Port', propositions }];
    writeFileSync(file(), JSON.stringify({ ...ARTICLE, topics, positions }));
    const { status, stderr } = check('--source', source);
    expect(status).toBe(1);
    expect(stderr.match(/is not in the source/g)).toHaveLength(100);
    expect(stderr).toContain('and 20 more');
    expect(stderr).toContain('120 thing(s) to mend');
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
