/** What is wrong in one place of an article; `path` is written as in `positions[3].actor`. */
export interface ArticleFault {
  readonly kind:
    | 'schema'
    | 'duplicate'
    | 'unknown-actor'
    | 'unknown-proposition'
    | 'unknown-position'
    | 'evidence-missing'
    | 'conditions-missing'
    | 'id-looks-like-object-id'
    | 'too-many'
    | 'unverified'
    | 'quotation-absent'
    | 'quotation-ambiguous'
    | 'source-changed';
  readonly path: string;
  readonly message: string;
  /** A passage of the source that may have been meant. */
  readonly nearest?: string;
}

/** What is wrong in one place of a request body. */
export interface BodyFault {
  readonly path: string;
  readonly message: string;
}

/** Everything that can go wrong, one tag each. The HTTP layer turns each into one response. */
export type Problem =
  | { readonly tag: 'not-found'; readonly path: string }
  | { readonly tag: 'article-not-found'; readonly article: string }
  | { readonly tag: 'poll-not-found'; readonly article: string; readonly poll: string }
  | { readonly tag: 'unknown-format'; readonly format: string; readonly known: readonly string[] }
  | {
      readonly tag: 'format-not-implemented';
      readonly format: string;
      readonly known: readonly string[];
    }
  | { readonly tag: 'foreign-form' }
  | { readonly tag: 'foreign-page'; readonly article: string }
  | { readonly tag: 'not-acceptable'; readonly type: string }
  | { readonly tag: 'method-not-allowed'; readonly allow: readonly string[] }
  | {
      readonly tag: 'invalid-parameter';
      readonly parameter: string;
      readonly reason: string;
      readonly known?: readonly string[];
    }
  | { readonly tag: 'invalid-body'; readonly faults: readonly BodyFault[] }
  | { readonly tag: 'body-too-large'; readonly limit: number }
  | { readonly tag: 'unsupported-media-type'; readonly expected: string }
  | { readonly tag: 'invalid-article'; readonly faults: readonly ArticleFault[] }
  | { readonly tag: 'editor-unauthorized' }
  | { readonly tag: 'precondition-required'; readonly current: string }
  | { readonly tag: 'precondition-failed'; readonly current: string | null }
  | {
      readonly tag: 'invalid-voter';
      readonly reason: 'missing' | 'malformed' | 'forged' | 'expired';
    }
  | {
      readonly tag: 'unknown-outcome';
      readonly outcome: string;
      readonly known: readonly string[];
    }
  | { readonly tag: 'poll-not-open'; readonly opens: string }
  | { readonly tag: 'poll-closed'; readonly closes: string }
  | { readonly tag: 'poll-not-closed'; readonly state: string }
  | { readonly tag: 'poll-fixed'; readonly poll: string }
  | { readonly tag: 'poll-stale'; readonly boxes: number }
  | { readonly tag: 'too-many-voters' }
  | { readonly tag: 'too-many-ballots' }
  | { readonly tag: 'challenge-failed' }
  | { readonly tag: 'challenge-unavailable' }
  | { readonly tag: 'too-many-sockets' }
  | { readonly tag: 'upgrade-required' }
  | { readonly tag: 'overloaded' }
  | { readonly tag: 'unconfirmed' }
  | { readonly tag: 'unreachable' }
  | { readonly tag: 'no-ballot' }
  | { readonly tag: 'receipt-not-found' }
  /** What an operator set, or forgot, keeps the service from doing this. */
  | { readonly tag: 'misconfigured'; readonly setting: string; readonly reason: string }
  /** What the service cannot do its job for, by part; only parts that fail are there. */
  | {
      readonly tag: 'not-ready';
      readonly parts: {
        readonly configuration?: string;
        readonly store?: string;
        readonly articles?: string;
      };
    }
  | { readonly tag: 'internal'; readonly instance: string };

/** A value, or the problem that stood in its way. Domain functions return it; they do not throw. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (problem: Problem): Result<never> => ({ ok: false, problem });
