import { problemResponse } from '../http/answers/problem.ts';
import { type DescribedAnswer, type MediaType, reference } from './document.ts';
import { type Answer, HEADERS, type HeaderName } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { ANYWHERE, PROBLEMS, type Tag } from './problems.ts';
import { problemName } from './schemas.ts';

/** One problem as it is answered: made by the service's own code, so that it is written once. */
export interface AnsweredProblem {
  readonly tag: Tag;
  readonly status: number;
  readonly title: string;
  readonly means: string;
  readonly headers: readonly HeaderName[];
  readonly body: unknown;
}

/** What is answered at all: some problems are only said from one object to another. */
const ANSWERED = new Set<Tag>([...ANYWHERE, ...OPERATIONS.flatMap(({ problems }) => problems)]);

/** Every problem as the service answers it, in the order of the contract. */
export async function answeredProblems(): Promise<AnsweredProblem[]> {
  return Promise.all(
    Object.values(PROBLEMS)
      .filter(({ example: { tag } }) => ANSWERED.has(tag))
      .map(async ({ example, means }) => {
        const { tag } = example;
        const response = problemResponse(example);
        const body = (await response.json()) as { title: string };
        const headers = (Object.keys(HEADERS) as HeaderName[]).filter((name) =>
          response.headers.has(name),
        );
        return { tag, status: response.status, title: body.title, means, headers, body };
      }),
  );
}

const headersOf = (names: readonly HeaderName[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        description: HEADERS[name],
        required: true,
        schema: name === 'Retry-After' ? { type: 'integer', minimum: 0 } : { type: 'string' },
      },
    ]),
  );

/** An answer that is no problem, with examples by media type. */
export function describedAnswer(
  { means, content, headers, messages }: Answer,
  examples: Readonly<Record<string, MediaType['examples']>>,
): DescribedAnswer {
  if (content === undefined) {
    return {
      description: means,
      headers: headersOf(headers),
      ...(messages === undefined ? {} : { 'x-messages': reference('schemas', messages) }),
    };
  }
  const types = Object.entries(content).map(([type, name]): [string, MediaType] => {
    const schema = name === 'text' ? textOf(type) : reference('schemas', name);
    const shown = examples[type];
    return [type, shown === undefined ? { schema } : { schema, examples: shown }];
  });
  return { description: means, headers: headersOf(headers), content: Object.fromEntries(types) };
}

/** What is no JSON is a text to JSON Schema; bytes say so by their media type. */
const textOf = (type: string) =>
  type.startsWith('text/')
    ? { type: 'string' as const }
    : { type: 'string' as const, contentMediaType: type };

/** The answer that several problems of one status share. */
export function problemAnswer(problems: readonly AnsweredProblem[]): DescribedAnswer {
  const names = problems.map(({ tag }) => reference('schemas', problemName(tag)));
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
