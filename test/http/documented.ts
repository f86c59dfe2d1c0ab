import { type Schema, Validator } from '@cfworker/json-schema';
import { expect } from 'vitest';
import type { DescribedAnswer } from '../../src/contract/document.ts';
import { openApi } from '../../src/contract/openapi.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { answeredProblems } from '../../src/contract/responses.ts';

export const [document, problems] = await Promise.all([openApi(), answeredProblems()]);

/** The schema as strict as it can be: a field that is not in the contract is drift. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([k, v]) => [k, closed(v)]));
  return 'properties' in inner ? { additionalProperties: false, ...inner } : inner;
}
const components = closed({ schemas: document.components.schemas });
const validators = new WeakMap<object, Validator>();
function validatorOf(schema: object): Validator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const whole = { ...(closed(schema) as object), components } as Schema;
  const made = new Validator(structuredClone(whole), '2020-12', false);
  validators.set(schema, made);
  return made;
}
/** What is wrong with a value by a schema of the document. */
export function faultsOf(schema: unknown, value: unknown): unknown[] {
  return validatorOf(schema as object).validate(value).errors;
}

/** The statuses that an operation answers, not counting what any path answers to what is not there. */
export function statusesOf({ answers, problems: tags }: Operation): string[] {
  const own = problems.filter(({ tag }) => [...tags, 'internal'].includes(tag));
  return [...Object.keys(answers), ...own.map(({ status }) => String(status))];
}

/** What the socket of an answer is sent first. */
async function firstMessage({ webSocket }: Response): Promise<string> {
  if (webSocket === null) throw new Error('the answer opens no socket');
  const message = new Promise<string>((resolve) => {
    webSocket.addEventListener('message', ({ data }) => resolve(String(data)), { once: true });
  });
  webSocket.accept();
  const text = await message;
  webSocket.close();
  return text;
}

/** Holds a real answer to what the document says of it; returns its media type. */
export async function hold(answer: Response, said: DescribedAnswer | undefined): Promise<string> {
  const [type = ''] = (answer.headers.get('Content-Type') ?? '').split(';');
  // Whatever it is: nobody guesses its type, and everyone knows how long it may be kept.
  const always = ['Cache-Control', 'X-Content-Type-Options'];
  for (const header of [...Object.keys(said?.headers ?? {}), ...always]) {
    expect(answer.headers.has(header), `the header ${header}`).toBe(true);
  }
  if (said?.['x-messages'] !== undefined) {
    expect(faultsOf(said['x-messages'], JSON.parse(await firstMessage(answer)))).toEqual([]);
    return type;
  }
  const text = new TextDecoder().decode(await answer.arrayBuffer()); // pictures are no text
  if (said?.content === undefined) {
    expect(text).toBe('');
    return type;
  }
  expect(Object.keys(said.content)).toContain(type);
  const body: unknown = type.endsWith('json') ? JSON.parse(text) : text;
  expect(faultsOf(said.content[type]?.schema, body)).toEqual([]);
  return type;
}
