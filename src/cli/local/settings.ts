import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { faultsOf, readConfig, type Settings } from '../../config.ts';
import { refuse } from './refusal.ts';

const NAMES = ['VOTER_KEYS', 'TURNSTILE_SECRET', 'TURNSTILE_SITE_KEY', 'PUBLIC_ORIGIN'] as const;

/**
 * What is set for a local run: by the environment, else by `.dev.vars` in `root`, else as `ours` say.
 * Stops the start where something is wrong with it.
 */
export function readSettings(root: string, ours: Settings): Settings {
  const file = ensureSecrets(root);
  const known = parseEnv(readFileSync(file, 'utf8'));
  const set = NAMES.flatMap((name) => {
    const value = process.env[name] ?? known[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const settings: Settings = { ...ours, ...Object.fromEntries(set) };
  const [fault] = faultsOf(readConfig(settings));
  if (fault !== undefined) {
    refuse(`${fault}. Mend it in ${file}, which .dev.vars.example describes.`);
  }
  return settings;
}

/** Voter tokens outlive a restart, so the key that signs them is made once and kept. */
function ensureSecrets(root: string): string {
  const file = join(root, '.dev.vars');
  if (existsSync(file)) return file;
  const example = readFileSync(`${file}.example`, 'utf8');
  const secret = randomBytes(32).toString('base64url');
  try {
    // Whole or not at all, and not over the key of a start that was a moment faster.
    writeFileSync(file, example.replace('REPLACE-ME', secret), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') refuse(`${file}, where the key of voters is kept, cannot be written`);
  }
  return file;
}
