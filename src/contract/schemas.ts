import { type JsonSchema, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { BallotSchema } from '../domain/standings.ts';
import { ChallengeSchema, PublicationSchema, ResolutionSchema } from '../http/requests/schemas.ts';
import { ANSWERS } from './answers.ts';
import type { RequestName } from './operation.ts';
import { PROBLEMS, type Tag } from './problems.ts';

export type { JsonSchema };

type Config = NonNullable<Parameters<typeof toJsonSchema>[1]>;

/** What is sent, by the name the document gives it. */
const REQUESTS = {
  ArticleToPublish: PublicationSchema,
  BallotToCast: BallotSchema,
  ResolutionToPublish: ResolutionSchema,
  SolvedChallenge: ChallengeSchema,
  BallotForm: v.object({
    outcome: v.exactOptional(BallotSchema.entries.outcome),
    action: v.exactOptional(v.literal('withdraw')),
    from: v.exactOptional(v.literal('frame')),
    'cf-turnstile-response': v.exactOptional(v.string()),
  }),
} satisfies Record<RequestName, v.GenericSchema>;

/** Rules that JSON Schema cannot say, such as a number of words, are left to `invalid-body`. */
const CONFIG = {
  target: 'draft-2020-12',
  errorMode: 'ignore',
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  // A pattern cannot ignore case; the format beside it still says what is meant.
  overrideAction: ({ valibotAction, jsonSchema: { pattern: _pattern, ...others } }) =>
    valibotAction.type === 'regex' &&
    'requirement' in valibotAction &&
    valibotAction.requirement instanceof RegExp &&
    valibotAction.requirement.ignoreCase
      ? others
      : undefined,
  overrideSchema: ({ jsonSchema }) => {
    if ('const' in jsonSchema) {
      const type = Number.isInteger(jsonSchema.const) ? 'integer' : typeof jsonSchema.const;
      return { type, ...jsonSchema } as JsonSchema;
    }
    // A pair of the same: every tool understands a list of two.
    const { prefixItems, ...list } = jsonSchema;
    const [items] = prefixItems ?? [];
    return items === undefined ? undefined : { ...list, items, maxItems: prefixItems?.length };
  },
} satisfies Config;

/** The named schemas of answers, requests and problems. */
export const schemas = (): Record<string, JsonSchema> => ({
  ...toJsonSchemaDefs(ANSWERS, { ...CONFIG, typeMode: 'output' }),
  ...toJsonSchemaDefs(REQUESTS, { ...CONFIG, typeMode: 'input' }),
});

/** The schema of what is sent (`input`), or of what the service makes of it (`output`). */
export function toSchema(schema: v.GenericSchema, typeMode: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...form } = toJsonSchema(schema, { ...CONFIG, typeMode });
  return form;
}

/** The schema of one problem's answer (RFC 9457, section 3.1). */
export function problemSchema(tag: Tag, status: number, title: string): JsonSchema {
  const members = {
    type: v.literal(`/problems/${tag}`),
    title: v.literal(title),
    status: v.literal(status),
    detail: v.string(),
    ...PROBLEMS[tag].members,
  };
  return toSchema(v.object(members), 'output');
}

/** The name a problem's schema has in the document: `ArticleNotFoundProblem`. */
export const problemName = (tag: Tag) =>
  `${tag.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Problem`;
