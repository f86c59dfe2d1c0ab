import * as v from 'valibot';
import { fail, ok, type Result } from '../../domain/problem.ts';
import { configOf, type Env } from '../../env.ts';

const SITEVERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
/** How long Cloudflare may take to answer: ms. */
const PATIENCE = 5_000;
/** What the challenge is solved for; Cloudflare signs it into the token. */
const CHALLENGE_ACTION = 'vote';

const AnswerSchema = v.object({
  success: v.boolean(),
  hostname: v.optional(v.string()),
  action: v.optional(v.string()),
});

/** The challenge that new voters are set; `null` where there is none. */
export const challengeOf = (env: Env) => configOf(env).turnstile;

/** The site key with which our pages show it; `null` where there is none to show. */
export function siteKeyOf(env: Env): string | null {
  const challenge = challengeOf(env);
  return challenge.ok ? (challenge.value?.siteKey ?? null) : null;
}

/**
 * Asks Cloudflare about a Turnstile token; it is told nothing of the reader. A token that was solved
 * on another host or for something else is none. Where Cloudflare does not answer in time, or not
 * sensibly, nobody is let in: `challenge-unavailable`.
 */
export async function checkChallenge(
  secret: string,
  response: string,
  hostname: string,
): Promise<Result<null>> {
  const body = new URLSearchParams({ secret, response });
  let answer: unknown;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    answer = await (await fetch(SITEVERIFY, { method: 'POST', body, signal })).json();
  } catch {
    return fail({ tag: 'challenge-unavailable' });
  }
  const read = v.safeParse(AnswerSchema, answer);
  if (!read.success) return fail({ tag: 'challenge-unavailable' });
  const { success, hostname: host, action } = read.output;
  const solved = success && host === hostname && action === CHALLENGE_ACTION;
  return solved ? ok(null) : fail({ tag: 'challenge-failed' });
}
