import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './local-service.ts';

/** What a start reads, beside what is installed. */
const PARTS = [
  'src',
  'data',
  'package.json',
  'package-lock.json',
  'wrangler.toml',
  '.dev.vars.example',
  'tsconfig.json',
];

/** A copy of the project, to be changed and removed; what is installed is shared with it. */
export function copyProject(installed = true): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-copy-'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  if (installed) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
