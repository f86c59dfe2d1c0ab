import * as v from 'valibot';
import { slug } from '../domain/fields.ts';
import type { Parameter } from './document.ts';
import { type Operation, PARAMETERS, PATH_PARAMETERS } from './operation.ts';
import { type JsonSchema, toSchema } from './schemas.ts';

type Name = keyof typeof PARAMETERS;

/** Values to try, where one cannot do without or sees the use by them. */
const EXAMPLES: Partial<Record<Name, Parameter['example']>> = {
  actors: ['united-states', 'europe'],
  topics: ['aid'],
  url: 'http://localhost:8787/articles/russia-rare-earths-offer',
};
/** What is read leniently: any other value counts as none. */
const LENIENT: Partial<Record<Name, JsonSchema>> = {
  theme: { type: 'string', enum: ['auto', 'light', 'dark'], default: 'auto' },
};
/** Headers that OpenAPI describes elsewhere: as media types, and as security. */
const NOT_PARAMETERS = new Set<Name>(['Accept', 'Standpoint-Voter']);

/** What an operation reads of path, query and headers. */
export function parametersOf({ path, query, reads = [], headers = [] }: Operation): Parameter[] {
  const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']): Parameter => {
    const { means, example, known } = PATH_PARAMETERS[name as keyof typeof PATH_PARAMETERS];
    const schema: JsonSchema =
      known === undefined ? toSchema(slug, 'input') : { type: 'string', enum: [...known] };
    return { name, in: 'path', required: true, description: means, schema, example };
  });
  const sentHeaders = headers.filter((name) => !NOT_PARAMETERS.has(name));
  return [
    ...inPath,
    ...(query === undefined ? [] : fieldsOf(query)),
    ...reads.map((name) => optional(name, 'query')),
    ...sentHeaders.map((name) => optional(name, 'header')),
  ];
}

const optional = (name: Name, place: Parameter['in']): Parameter => ({
  name,
  in: place,
  required: false,
  description: PARAMETERS[name],
  schema: LENIENT[name] ?? { type: 'string' },
});

/** The address that an operation's examples make: of its path, and of the query where it has some. */
export function exampleOf(path: string, parameters: readonly Parameter[]): string {
  const query = new URLSearchParams();
  let where = path;
  for (const { name, in: place, example } of parameters) {
    if (place === 'path') where = where.replace(`{${name}}`, String(example));
    else if (place === 'query' && example !== undefined) query.set(name, String(example));
  }
  return query.size === 0 ? where : `${where}?${query.toString().replaceAll('%2C', ',')}`;
}

/** The fields of a query: what the service makes of their text, which is what they mean. */
function fieldsOf(query: NonNullable<Operation['query']>): Parameter[] {
  return Object.entries(query.entries).map(([field, entry]): Parameter => {
    const name = field as Name;
    const required = entry.type !== 'optional' && entry.type !== 'exact_optional';
    const standard = v.safeParse(entry, undefined);
    const schema = toSchema(entry, 'output');
    if (standard.success) schema.default = standard.output as NonNullable<JsonSchema['default']>;
    return {
      name,
      in: 'query',
      required,
      description: PARAMETERS[name],
      schema,
      ...(schema.type === 'array' && { style: 'form', explode: false }),
      ...(EXAMPLES[name] !== undefined && { example: EXAMPLES[name] }),
    };
  });
}
