import { problemResponse } from '../http/answers/problem.ts';
import {
  type Answer,
  HEADERS,
  type HeaderName,
  type Operation,
  PARAMETERS,
  PATH_PARAMETERS,
} from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { ANYWHERE, PROBLEMS, type Tag } from './problems.ts';
import { fieldsOf, type JsonSchema, problemName, problemSchema, schemas } from './schemas.ts';

/** The part of OpenAPI 3.1 that is used here. */
export interface Document {
  readonly openapi: '3.1.1';
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly responses: Readonly<Record<string, DescribedAnswer>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}
export interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example?: string;
}
export interface DescribedAnswer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, MediaType>>;
  /** What each message of a WebSocket holds; OpenAPI has no word for it. */
  readonly 'x-messages'?: JsonSchema;
}
interface MediaType {
  readonly schema: JsonSchema;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** One problem as it is answered: made by the service's own code, so that it is written once. */
export interface AnsweredProblem {
  readonly tag: Tag;
  readonly status: number;
  readonly title: string;
  readonly means: string;
  readonly headers: readonly HeaderName[];
  readonly body: unknown;
}

const GROUPS: Readonly<Record<Operation['group'], string>> = {
  Articles: 'What is published: who stands where, by the article’s own words.',
  Polls: 'What readers think: polls, ballots and their counts.',
  Voters: 'Tokens for readers who vote.',
  Pages: 'What people read; it works without JavaScript.',
  Service: 'The service itself.',
};
const INTRODUCTION = `Who stands where in a news story, side by side and in the article’s own words, and what readers think will happen.

Anyone may read, from any origin. Every problem is application/problem+json (RFC 9457) with a stable type, which is also the address of a page about it. Parameters that are not known are ignored; fields of a body that are not known are refused. Fields may be added to answers. HEAD is answered where GET is. Any path may answer with ${ANYWHERE.map((tag) => `/problems/${tag}`).join(' or ')}.`;
const SCHEMES = { editor: 'Editor', voter: 'Voter' } as const;

/** Every problem as the service answers it, in the order of the contract. */
export async function answeredProblems(): Promise<AnsweredProblem[]> {
  return Promise.all(
    (Object.keys(PROBLEMS) as Tag[]).map(async (tag) => {
      const { example, means } = PROBLEMS[tag];
      const response = problemResponse(example);
      const body = (await response.json()) as { title: string };
      const headers = (Object.keys(HEADERS) as HeaderName[]).filter((name) =>
        response.headers.has(name),
      );
      return { tag, status: response.status, title: body.title, means, headers, body };
    }),
  );
}

/** The contract as an OpenAPI 3.1 document. */
export async function openApi(): Promise<Document> {
  const problems = new Map((await answeredProblems()).map((problem) => [problem.tag, problem]));
  const problemsOf = (tags: readonly Tag[]) => tags.flatMap((tag) => problems.get(tag) ?? []);
  const paths: Record<string, Record<string, Described>> = {};
  for (const operation of OPERATIONS) {
    const tags: readonly Tag[] = operation.asset ? [] : [...operation.problems, 'internal'];
    (paths[operation.path] ??= {})[operation.method] = described(operation, problemsOf(tags));
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Standpoint',
      version: '1',
      summary: 'Who stands where in a news story, side by side.',
      description: INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(GROUPS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: {
        ...schemas(),
        ...Object.fromEntries(
          [...problems.values()].map(({ tag, status, title }) => [
            problemName(tag),
            problemSchema(tag, status, title),
          ]),
        ),
      },
      responses: Object.fromEntries(
        problemsOf(ANYWHERE).map((problem) => [problemName(problem.tag), problemAnswer([problem])]),
      ),
      securitySchemes: {
        Editor: { type: 'http', scheme: 'bearer', description: 'An editor’s token.' },
        Voter: {
          type: 'apiKey',
          in: 'header',
          name: 'Standpoint-Voter',
          description: 'A voter token, as POST /v1/voters gives it.',
        },
      },
    },
  };
}

function described(operation: Operation, problems: readonly AnsweredProblem[]): Described {
  const { id, summary, details, group, who, body } = operation;
  const parameters = parametersOf(operation);
  const answers = Object.entries(operation.answers).map(([status, answer]) => [
    status,
    describedAnswer(answer),
  ]);
  const statuses = [...new Set(problems.map(({ status }) => status))].toSorted((a, b) => a - b);
  const refusals = statuses.map((status) => [
    String(status),
    problemAnswer(problems.filter((problem) => problem.status === status)),
  ]);
  return {
    operationId: id,
    summary,
    ...(details === undefined ? {} : { description: details }),
    tags: [group],
    ...(who === undefined ? {} : { security: [{ [SCHEMES[who]]: [] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: body.neededWhen === undefined,
            description: `At most ${body.maxBytes} bytes.${body.neededWhen === undefined ? '' : ` Needed only where ${body.neededWhen}.`}`,
            content: { 'application/json': { schema: reference(body.schema) } },
          },
        }),
    responses: Object.fromEntries([...answers, ...refusals]) as Described['responses'],
  };
}

function parametersOf({ path, query, reads = [], headers = [] }: Operation): Parameter[] {
  const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']): Parameter => {
    const { means, example, known } = PATH_PARAMETERS[name as keyof typeof PATH_PARAMETERS];
    const schema: JsonSchema = {
      type: 'string',
      ...(known === undefined ? {} : { enum: [...known] }),
    };
    return { name, in: 'path', required: true, description: means, schema, example };
  });
  const inQuery = (query === undefined ? [] : fieldsOf(query)).map(
    ({ name, required, schema }): Parameter => {
      const description = PARAMETERS[name as keyof typeof PARAMETERS];
      return { name, in: 'query', required, description, schema };
    },
  );
  const optional = (place: 'query' | 'header') => (name: keyof typeof PARAMETERS) =>
    ({
      name,
      in: place,
      required: false,
      description: PARAMETERS[name],
      schema: { type: 'string' },
    }) as const;
  return [
    ...inPath,
    ...inQuery,
    ...reads.map(optional('query')),
    ...headers.map(optional('header')),
  ];
}

const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

const headersOf = (names: readonly HeaderName[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      { description: HEADERS[name], required: true, schema: { type: 'string' } },
    ]),
  );

function describedAnswer({ means, content, headers, messages }: Answer): DescribedAnswer {
  if (content === undefined) {
    return {
      description: means,
      headers: headersOf(headers),
      ...(messages === undefined ? {} : { 'x-messages': reference(messages) }),
    };
  }
  const types = Object.entries(content).map(([type, name]): [string, MediaType] => [
    type,
    { schema: name === 'text' ? { type: 'string' } : reference(name) },
  ]);
  return { description: means, headers: headersOf(headers), content: Object.fromEntries(types) };
}

function problemAnswer(problems: readonly AnsweredProblem[]): DescribedAnswer {
  const names = problems.map(({ tag }) => reference(problemName(tag)));
  const [only = {}] = names;
  const always = problems
    .map(({ headers }) => headers)
    .reduce((all, headers) => all.filter((name) => headers.includes(name)));
  return {
    description: problems.map(({ title }) => title).join('; or: '),
    headers: headersOf(always),
    content: {
      'application/problem+json': {
        schema: names.length === 1 ? only : { oneOf: names },
        examples: Object.fromEntries(problems.map(({ tag, body }) => [tag, { value: body }])),
      },
    },
  };
}
