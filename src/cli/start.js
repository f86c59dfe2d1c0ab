/**
 * What `npm start` runs: plain JavaScript that any Node reads, since only the Node that `npm ci`
 * installs is sure to read the TypeScript it leads to.
 */
import { readFileSync } from 'node:fs';

/** The oldest Node whose npm installs what package-lock.json names. */
const OLDEST = 20;
/** The oldest Node that runs TypeScript as it is. */
const TYPESCRIPT = [22, 18];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const needed = packagesOf('package-lock.json');
const installed = packagesOf('node_modules/.package-lock.json');

if (major < OLDEST) {
  stop(`Node ${process.versions.node} is too old: install Node ${OLDEST} or newer (nodejs.org).`);
} else if (installed === null) {
  stop('Nothing is installed yet. Run: npm ci && npm start');
} else if (major < TYPESCRIPT[0] || (major === TYPESCRIPT[0] && minor < TYPESCRIPT[1])) {
  stop(
    `Node ${process.versions.node} is too old for this. Run: npm ci && npm start (its own Node)`,
  );
} else if (Object.entries(needed ?? {}).some(([path, { version }]) => lacks(path, version))) {
  stop('What is installed is not what this version needs. Run: npm ci && npm start');
} else {
  void import('./start.ts');
}

/**
 * The packages of a lock file, by where they are put; `null` where there is no such file.
 *
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean }> | null}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Whether a package is missing or another than it should be. What is for other machines may be.
 *
 * @param {string} path
 * @param {string} version
 */
function lacks(path, version) {
  const { optional, devOptional } = needed[path];
  return path !== '' && !optional && !devOptional && installed[path]?.version !== version;
}

/** @param {string} message What to do, in one line. */
function stop(message) {
  console.error(message);
  process.exitCode = 1;
}
