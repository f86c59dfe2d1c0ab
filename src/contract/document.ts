import type { JsonSchema } from './schemas.ts';

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
    readonly examples: Readonly<Record<string, Example>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}
export interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** One of these; `{}` is nothing, and none at all means that nobody asks. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly description: string;
    readonly content: Readonly<Record<string, MediaType>>;
  };
  readonly responses: Readonly<Record<string, DescribedAnswer | Reference>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  /** How a list is written: `a,b`. */
  readonly style?: 'form';
  readonly explode?: false;
  readonly example?: string | readonly string[];
}
export interface DescribedAnswer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, MediaType>>;
  /** What each message of a WebSocket holds; OpenAPI has no word for it. */
  readonly 'x-messages'?: JsonSchema;
}
export interface MediaType {
  readonly schema: JsonSchema;
  readonly examples?: Readonly<Record<string, Example | Reference>>;
}
export interface Example {
  readonly value: unknown;
}
export interface Reference {
  readonly $ref: string;
}

type Component = Exclude<keyof Document['components'], 'securitySchemes'>;

/** Where a part of the document stands that several name. */
export const reference = (kind: Component, name: string): Reference => ({
  $ref: `#/components/${kind}/${name}`,
});

/** What an operation answers with a status. */
export function answerOf(document: Document, operation: Described, status: string) {
  const said = operation.responses[status];
  if (said === undefined || !('$ref' in said)) return said;
  return document.components.responses[said.$ref.replace('#/components/responses/', '')];
}
