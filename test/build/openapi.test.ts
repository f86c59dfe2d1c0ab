import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import type { Document, Parameter } from '../../src/contract/document.ts';

const built = readFileSync(resolve(import.meta.dirname, '../../dist/assets/openapi.json'), 'utf8');
const { paths, components } = JSON.parse(built) as Document;
const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
const parameters = operations.flatMap((operation) => operation.parameters ?? []);
const parameterOf = (id: string, name: string): Parameter | undefined =>
  operations
    .find(({ operationId }) => operationId === id)
    ?.parameters?.find((parameter) => parameter.name === name);

/** What the linter would have and the service has not, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'watchStandings operation-2xx-response': 'a WebSocket is opened with 101',
};

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(built);
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('the linter has no more to say than what there are reasons for', async () => {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const faults = await lintFromString({ source: built, absoluteRef: '/openapi.json', config });
  const said = faults.map(({ ruleId, location: [at], message }) => {
    const [, , path = '', method = ''] = at?.pointer?.split('/') ?? [];
    const plain = path.replaceAll('~1', '/').replaceAll('~0', '~');
    const id = paths[plain]?.[method]?.operationId;
    return id === undefined ? `${at?.pointer} ${ruleId}: ${message}` : `${id} ${ruleId}`;
  });
  expect(said.toSorted()).toEqual(Object.keys(EXCEPTIONS).toSorted());
});

test('every parameter is described', () => {
  expect(parameters.length).toBeGreaterThan(10);
  expect(parameters.filter(({ description }) => !description)).toEqual([]);
});

test('a number is a number, with its bounds and what it is if left out', () => {
  const [limit, maxwidth] = [
    parameterOf('listArticles', 'limit'),
    parameterOf('oembed', 'maxwidth'),
  ];
  expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 200, default: 50 });
  expect(maxwidth?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 10_000, default: 800 });
});

test('a number that is not whole is a measure between two bounds', () => {
  const measures = numbersIn(components);
  expect(measures.length).toBeGreaterThan(3);
  for (const measure of measures) {
    expect(measure).toMatchObject({
      minimum: expect.any(Number) as number,
      maximum: expect.any(Number) as number,
    });
  }
});

/** Every schema of a number that may have a fraction, however deep it lies. */
function numbersIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  const within = Object.values(value).flatMap(numbersIn);
  return 'type' in value && value.type === 'number' ? [value, ...within] : within;
}

test('who has voted is told more by whatever says more to them', () => {
  const told = operations.filter(({ operationId }) =>
    ['readPoll', 'readStandings', 'readHistory', 'readIntegrity'].includes(operationId),
  );
  expect(told.map(({ security }) => security)).toEqual(told.map(() => [{}, { Voter: [] }]));
  expect(told).toHaveLength(4);
});

test('a list in a query is a list, written with commas', () => {
  expect(parameterOf('readComparison', 'actors')).toMatchObject({
    schema: { type: 'array', items: { type: 'string' } },
    style: 'form',
    explode: false,
  });
});

describe('every schema', () => {
  type Schema = Readonly<Record<string, unknown>>;
  /** A schema and all that it holds, by where each stands. */
  function walk(schema: Schema | undefined, at: string): [string, Schema][] {
    if (typeof schema !== 'object') return [];
    const inner = (value: unknown) => Object.entries((value ?? {}) as Record<string, Schema>);
    return [
      [at, schema] as [string, Schema],
      ...inner(schema['properties']).flatMap(([name, of]) => walk(of, `${at}/${name}`)),
      ...['anyOf', 'oneOf', 'prefixItems'].flatMap((key) =>
        inner(schema[key]).flatMap(([i, of]) => walk(of, `${at}/${key}/${i}`)),
      ),
      ...['items', 'additionalProperties', 'propertyNames'].flatMap((key) =>
        walk(schema[key] as Schema | undefined, `${at}/${key}`),
      ),
    ];
  }
  const all = [
    ...Object.entries(components.schemas).flatMap(([name, of]) => walk(of as Schema, name)),
    ...parameters.flatMap(({ name, schema }) => walk(schema as Schema, `?${name}`)),
  ];

  test('says its type', () => {
    expect(all.length).toBeGreaterThan(300);
    const says = ['type', '$ref', 'anyOf', 'oneOf'];
    expect(all.filter(([, schema]) => !says.some((key) => key in schema))).toEqual([]);
  });

  test('of a list says what it lists', () => {
    const lists = all.filter(([, { type }]) => type === 'array');
    expect(lists.length).toBeGreaterThan(20);
    expect(lists.filter(([, { items }]) => typeof items !== 'object')).toEqual([]);
  });
});

describe('every operation', () => {
  test('says who may ask', () => {
    const open = operations.filter(({ security }) => security.length === 0);
    expect(open.length).toBeGreaterThan(10);
    const schemes = new Set(Object.keys(components.securitySchemes));
    for (const { security } of operations) {
      for (const name of security.flatMap((each) => Object.keys(each)))
        expect(schemes).toContain(name);
    }
  });

  test('of an editor or a voter says so', () => {
    const asking = (scheme: string) =>
      operations
        .filter(({ security }) => JSON.stringify(security) === `[{"${scheme}":[]}]`)
        .map(({ operationId }) => operationId);
    expect(asking('Editor')).toContain('publishArticle');
    expect(asking('Voter')).toContain('castBallot');
    for (const { operationId, security, responses } of operations) {
      const refuses = JSON.stringify(responses[401] ?? '');
      if (asking('Editor').includes(operationId)) expect(refuses).toContain('EditorUnauthorized');
      if (asking('Voter').includes(operationId)) expect(refuses).toContain('InvalidVoter');
      if (security.length === 0) expect(refuses).toBe('""');
    }
  });

  test('that is refused with 401 says how to authenticate', () => {
    const { headers } = components.responses['EditorUnauthorizedProblem'] ?? {};
    expect(Object.keys(headers ?? {})).toContain('WWW-Authenticate');
  });
});
