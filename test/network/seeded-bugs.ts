/**
 * Puts each bug into a copy of the source and shows which test finds it: `npm run seeded-bugs`. With
 * names of bugs it tries those alone. Nothing of it is in the source itself.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Bug, BUGS, type Change } from './bugs.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const COPIED = ['src', 'test/network', 'data', 'package.json', 'tsconfig.json'];

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** Runs the tests of the network in a copy, perhaps with a bug; answers with those that fail. */
async function failing(bug?: Bug): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'standpoint-bug-'));
  try {
    for (const path of COPIED) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    for (const change of bug?.changes ?? []) plant(copy, change);
    const report = join(copy, 'report.json');
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const config = join(copy, 'test/network/vitest.config.ts');
    const args = ['run', '--config', config, '--reporter=json', `--outputFile=${report}`];
    // It ends with 1 where a test fails, which is what is hoped for.
    await promisify(execFile)(process.execPath, [vitest, ...args], { cwd: copy }).catch(() => null);
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const results = testResults.flatMap(({ assertionResults }) => assertionResults);
    if (results.length === 0) throw new Error('no test ran');
    return results.filter(({ status }) => status === 'failed').map(({ title }) => title);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function plant(copy: string, { file, from, to }: Change): void {
  const path = join(copy, file);
  const parts = readFileSync(path, 'utf8').split(from);
  if (parts.length !== 2) throw new Error(`${file} has other words now`);
  writeFileSync(path, parts.join(to));
}

const asked = process.argv.slice(2);
const bugs = BUGS.filter(({ name }) => asked.length === 0 || asked.includes(name));
const without = await failing();
if (without.length > 0) throw new Error(`without a bug there fail: ${without.join(', ')}`);
let missed = 0;
for (const bug of bugs) {
  const failed = await failing(bug);
  const caught = failed.includes(bug.caughtBy);
  if (!caught) missed += 1;
  const others = failed.length - (caught ? 1 : 0);
  const more = others === 0 ? '' : ` (and ${others} more)`;
  console.log(`${caught ? 'caught' : 'MISSED'}  ${bug.name}\n        by: ${bug.caughtBy}${more}`);
}
console.log(`${bugs.length - missed} of ${bugs.length} caught`);
process.exitCode = missed === 0 ? 0 : 1;
