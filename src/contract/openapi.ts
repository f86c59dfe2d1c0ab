import { type Described, type Document, type MediaType, reference } from './document.ts';
import { answersOf, bodyOf, NAMED_EXAMPLES } from './examples.ts';
import { type Operation, PARAMETERS } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { parametersOf } from './parameters.ts';
import { ANYWHERE, type Tag } from './problems.ts';
import {
  type AnsweredProblem,
  answeredProblems,
  describedAnswer,
  problemAnswer,
} from './responses.ts';
import { problemName, problemSchema, schemas } from './schemas.ts';

const GROUPS: Readonly<Record<Operation['group'], string>> = {
  Articles: 'What is published: who stands where, by the article’s own words.',
  Polls: 'What readers think: polls, ballots and their counts.',
  Voters: 'Tokens for readers who vote.',
  Pages: 'What people read; it works without JavaScript.',
  Service: 'The service itself.',
};
const INTRODUCTION = `Who stands where in a news story, side by side and in the article’s own words, and what readers think will happen.

Anyone may read, from any origin. Every problem is application/problem+json (RFC 9457) with a stable type, which is also the address of a page about it. Parameters that are not known are ignored; fields of a body that are not known are refused. Fields may be added to answers. HEAD is answered where GET is. A slash at the end of a path under /v1 makes no difference. Any path may answer with ${ANYWHERE.map((tag) => `/problems/${tag}`).join(' or ')}.`;
const SCHEMES = {
  Editor: { type: 'http', scheme: 'bearer', description: 'An editor’s token.' },
  Voter: {
    type: 'apiKey',
    in: 'header',
    name: 'Standpoint-Voter',
    description: `A voter token, as POST /v1/voters gives it. ${PARAMETERS['Standpoint-Voter']}`,
  },
  VoterCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-standpoint-voter',
    description: 'What the pages of this service know a voter by where no script runs.',
  },
};

/** The contract as an OpenAPI 3.1 document. */
export async function openApi(): Promise<Document> {
  const problems = await answeredProblems();
  const shared = new Map<string, ReturnType<typeof problemAnswer>>();
  /** What problems of one status are answered with: each that is alone in one stands once. */
  const answerWith = (answered: readonly AnsweredProblem[]) => {
    const [first] = answered;
    if (first === undefined || answered.length > 1) return problemAnswer(answered);
    const name = problemName(first.tag);
    shared.set(name, problemAnswer(answered));
    return reference('responses', name);
  };
  const paths: Record<string, Record<string, Described>> = {};
  for (const operation of OPERATIONS) {
    const tags = problemsOf(operation);
    const own = problems.filter(({ tag }) => tags.includes(tag));
    const byStatus = Map.groupBy(own, ({ status }) => status);
    const refusals = [...byStatus].map(([status, of]) => [String(status), answerWith(of)]);
    (paths[operation.path] ??= {})[operation.method] = described(
      operation,
      Object.fromEntries(refusals) as Described['responses'],
    );
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
          problems.map(({ tag, status, title }) => [
            problemName(tag),
            problemSchema(tag, status, title),
          ]),
        ),
      },
      responses: Object.fromEntries(shared),
      examples: NAMED_EXAMPLES,
      securitySchemes: SCHEMES,
    },
  };
}

/** The problems that an operation may answer: its own, and what any path may. */
const problemsOf = ({ problems, asset }: Operation): readonly Tag[] =>
  asset ? ['not-found'] : [...problems, ...ANYWHERE];

function described(operation: Operation, refusals: Described['responses']): Described {
  const { id, summary, details, group } = operation;
  const parameters = parametersOf(operation);
  const answers = Object.entries(operation.answers).map(([status, answer]) => [
    status,
    describedAnswer(answer, answersOf(id, status)),
  ]);
  return {
    operationId: id,
    summary,
    ...(details === undefined ? {} : { description: details }),
    tags: [group],
    security: securityOf(operation),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBodyOf(operation),
    responses: { ...(Object.fromEntries(answers) as Described['responses']), ...refusals },
  };
}

function requestBodyOf({ body }: Operation): Pick<Described, 'requestBody'> {
  if (body === undefined) return {};
  const { schema, neededWhen, maxBytes, type = 'application/json' } = body;
  const content: MediaType = { schema: reference('schemas', schema), examples: bodyOf(body) };
  const needed = neededWhen === undefined ? '' : ` Needed only where ${neededWhen}.`;
  return {
    requestBody: {
      required: neededWhen === undefined,
      description: `At most ${maxBytes} bytes.${needed}`,
      content: { [type]: content },
    },
  };
}

/** Who may ask: one of the list; `{}` is anyone. */
function securityOf({ who, headers = [], voterCookie }: Operation): Described['security'] {
  if (who !== undefined) return [{ [who === 'editor' ? 'Editor' : 'Voter']: [] }];
  if (headers.includes('Standpoint-Voter')) return [{}, { Voter: [] }];
  return voterCookie ? [{}, { VoterCookie: [] }] : [];
}
