import { sValidator } from '@hono/standard-validator';
import type { Context, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import type { App } from '../context.ts';
import { raise } from '../answers/problem.ts';

type Path = readonly (PropertyKey | { readonly key: PropertyKey })[];
const dotted = (path: Path = []) =>
  path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');

/** Reads the query by a schema; the first fault becomes `invalid-parameter`. */
export const query = <S extends v.GenericSchema<Record<string, unknown>>>(schema: S) => {
  const read = sValidator('query', schema, (result) => {
    if (result.success) return;
    const [issue] = result.error;
    if (issue === undefined) return;
    raise({
      tag: 'invalid-parameter',
      parameter: dotted(issue.path),
      reason: issue.message,
    });
  });
  const empty = v.safeParse(schema, {});
  // What is read most has no query: what that means is known beforehand.
  return ((c: Context, next: Next) => {
    if (!empty.success || c.req.url.includes('?')) return read(c, next);
    c.req.addValidatedData('query', empty.output);
    return next();
  }) as typeof read;
};

/** Reads a JSON body by a schema; every fault is named in `invalid-body`. */
export const json = <S extends v.GenericSchema>(schema: S) =>
  sValidator('json', schema, (result) => {
    if (result.success) return;
    const faults = result.error.map(({ path, message }) => ({ path: dotted(path), message }));
    raise({ tag: 'invalid-body', faults });
  });

/** Accepts a body of at most `maxSize` bytes that says it is JSON: else 413 and 415. */
export const jsonBody = (maxSize: number) => {
  const limit = bodyLimit({
    maxSize,
    onError: () => raise({ tag: 'body-too-large', limit: maxSize }),
  });
  return createMiddleware<App>(async (c, next) => {
    const expected = 'application/json';
    const [type = ''] = (c.req.header('Content-Type') ?? '').split(';');
    if (type.trim().toLowerCase() !== expected) raise({ tag: 'unsupported-media-type', expected });
    // What says its length needs no look into the stream, which every vote would pay for.
    const { headers } = c.req.raw;
    const length = headers.get('Content-Length');
    const short = length !== null && Number(length) <= maxSize && !headers.has('Transfer-Encoding');
    return short ? next() : limit(c, next);
  });
};
