import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { Hono } from 'hono/tiny';
import type * as v from 'valibot';
import type { App } from '../context.ts';
import { unwrap } from '../answers/problem.ts';
import { answers } from '../requests/accept.ts';
import { EVERYWHERE } from '../answers/headers.ts';
import { CACHE, JSON_TYPE } from '../answers/send.ts';
import { ChallengeSchema, MAX_CHALLENGE_BYTES } from '../requests/schemas.ts';
import { json, jsonBody } from '../requests/validate.ts';
import { challengeOf } from './challenge.ts';
import { issueVoter, knownVoter } from './issue.ts';

/** Reads the body only where one is needed: of a new voter, where a challenge is set. */
const ofNewVoters = (middleware: MiddlewareHandler) =>
  createMiddleware<App>(async (c, next) => {
    const needed = unwrap(challengeOf(c.env)) !== null && (await knownVoter(c)) === null;
    return needed ? middleware(c, next) : next();
  });

const solvedIn = (c: Context): string | undefined =>
  (c.req.valid('json' as never) as v.InferOutput<typeof ChallengeSchema> | undefined)?.turnstile;

/** Tokens for voters. */
export const voters = new Hono<App>().post(
  '/',
  answers(JSON_TYPE),
  ofNewVoters(jsonBody(MAX_CHALLENGE_BYTES)),
  ofNewVoters(json(ChallengeSchema)),
  async (c) => {
    const { token, expires, isNew } = unwrap(await issueVoter(c, solvedIn(c)));
    // Not by `send`, which leaves out what was set on the way: a cookie may have been.
    return c.json({ token, expires }, isNew ? 201 : 200, {
      ...EVERYWHERE,
      'Content-Type': JSON_TYPE,
      'Cache-Control': CACHE.private,
    });
  },
);
