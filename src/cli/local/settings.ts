import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { faultsOf, readConfig, type Settings } from '../../config.ts';
import { refuse } from './refusal.ts';

/** What a run sets itself. */
type OurName = 'EDITOR_TOKEN_HASHES' | 'REVIEWED_TOKEN_HASHES';
/** What is read; a setting that is new does not compile until it is here. */
const NAMES: { readonly [Name in Exclude<keyof Settings, OurName>]-?: true } = {
  VOTER_KEYS: true,
  TURNSTILE_SECRET: true,
  TURNSTILE_SITE_KEY: true,
  PUBLIC_ORIGIN: true,
};

/**
 * What is set for a local run: by the environment, else by `.dev.vars` in `root`, else as `ours` say.
 * Stops the start where something is wrong with it.
 */
export function readSettings(root: string, ours: Settings): Settings {
  const file = ensureSecrets(root);
  const known = readSecrets(file);
  const names = Object.keys(NAMES);
  const set = names.flatMap((name) => {
    const value = process.env[name] ?? known[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const settings: Settings = { ...ours, ...Object.fromEntries(set) };
  const [fault] = faultsOf(readConfig(settings));
  if (fault !== undefined) {
    const inEnvironment = names.some((name) => fault.includes(name) && name in process.env);
    const place = inEnvironment ? `the environment, which goes before ${file}` : file;
    refuse(`${fault}. Mend it in ${place}, as .dev.vars.example describes.`);
  }
  return settings;
}

function readSecrets(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse(
      `${file} cannot be read (${code}). Take it away, and npm start makes another one.`,
    );
  }
}

/** Voter tokens outlive a restart, so the key that signs them is made once and kept. */
function ensureSecrets(root: string): string {
  const file = join(root, '.dev.vars');
  if (existsSync(file)) return file;
  const example = readFileSync(`${file}.example`, 'utf8');
  const secret = randomBytes(32).toString('base64url');
  const made = `${file}.${process.pid}`;
  try {
    // Whole or not at all, and never over the key of a start that was a moment faster.
    writeFileSync(made, example.replace('REPLACE-ME', secret), { mode: 0o600 });
    linkSync(made, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') refuse(`${file}, where the key of voters is kept, cannot be written`);
  } finally {
    rmSync(made, { force: true });
  }
  return file;
}
