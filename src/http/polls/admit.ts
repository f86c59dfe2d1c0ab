import { waitUntil } from 'cloudflare:workers';
import { createMiddleware } from 'hono/factory';
import { Turnstile } from '../../storage/calls/turnstile.ts';
import { raise } from '../answers/problem.ts';
import type { App } from '../context.ts';

const turnstile = new Turnstile();

/** Lets a request about a poll's ballots in when its turn comes, or refuses it before anything is done for it. */
export const admit = () =>
  createMiddleware<App>(async (c, next) => {
    const poll = `${c.req.param('article')}/${c.req.param('poll')}`;
    const passed = turnstile.pass(poll, async () => {
      await next();
      return true;
    });
    // It goes on when its client has gone, so that it is counted out and others have their turn.
    waitUntil(passed);
    if ((await passed) === null) raise({ tag: 'overloaded' });
  });
