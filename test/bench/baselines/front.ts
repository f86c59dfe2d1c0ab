import { Hono } from 'hono/tiny';
import { BallotSchema } from '../../../src/domain/standings.ts';
import type { App } from '../../../src/http/context.ts';
import { answerError } from '../../../src/http/answers/answer-error.tsx';
import { MAX_BALLOT_BYTES } from '../../../src/http/requests/schemas.ts';
import { privately, send } from '../../../src/http/answers/send.ts';
import { json, jsonBody } from '../../../src/http/requests/validate.ts';
import { voter } from '../../../src/http/voters/token.ts';

/** What stands behind the front: takes a voter's id and an outcome, answers with what is counted. */
type Count<E> = (env: E, voter: string, outcome: string) => Promise<unknown>;

/**
 * The service's own way to a vote, up to where it is counted: the route, the voter token's check and
 * the body's. So what a ratio compares is the counting and nothing else.
 */
export const front = <E>(count: Count<E>) =>
  new Hono<App>()
    .onError(answerError)
    .put(
      '/v1/articles/:article/polls/:poll/ballot',
      voter(),
      jsonBody(MAX_BALLOT_BYTES),
      json(BallotSchema),
      async (c) => {
        const counted = count(c.env as unknown as E, c.get('voter'), c.req.valid('json').outcome);
        return send(c, privately(await counted), 201);
      },
    );
