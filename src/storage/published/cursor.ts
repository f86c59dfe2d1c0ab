import { sha256 } from '../../crypto.ts';

/** Characters of the check sum that stands before KV's own cursor. */
const SUM = 16;

/**
 * A cursor to give out. KV refuses one that is none of its own on Cloudflare, and begins somewhere
 * here: with a sum before it, what no answer gave is refused everywhere.
 */
export const sealCursor = async (cursor: string): Promise<string> =>
  `${(await sha256(`cursor ${cursor}`)).slice(0, SUM)}${cursor}`;

/** KV's own cursor in one that was given out; `null` where no answer gave it. */
export async function openCursor(sealed: string): Promise<string | null> {
  const cursor = sealed.slice(SUM);
  return sealed === (await sealCursor(cursor)) ? cursor : null;
}
