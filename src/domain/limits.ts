/**
 * The sizes an article may have. They keep a published document inside one KV value, a comparison
 * readable, and the work of one request bounded.
 */
export const MAX_ACTORS = 40;
export const MAX_TOPICS = 12;
/** Propositions of one article, over all its topics. */
export const MAX_PROPOSITIONS = 60;
export const MAX_VOICES = 12;
/** Quotations that show one position. */
export const MAX_EVIDENCE = 8;
/** Words of one quotation: short enough to quote as evidence, long enough for a full sentence. */
export const MAX_QUOTATION_WORDS = 40;
/** Languages one quotation is translated into. */
export const MAX_TRANSLATIONS = 12;
export const MAX_POLLS = 10;
export const MAX_OUTCOMES = 12;
/** Ballot boxes of one poll: each takes about a thousand requests a second. */
export const MAX_BOXES = 64;
export const DEFAULT_BOXES = 4;
/** Origins that may frame one article: a response header must hold them all. */
export const MAX_EMBEDDERS = 40;
/** Characters of a slug: fewer than the 64 of a Durable Object id in hexadecimal. */
export const MAX_SLUG = 63;
/** Faults of one list, beyond which it is read no further: nobody mends a thousand one by one. */
export const MAX_FAULTS = 1_000;
/** How deep what is sent may be nested: levels. An article needs seven. */
export const MAX_DEPTH = 32;
/** Characters of a name, a title or a label. */
export const MAX_LINE = 200;
/** Characters of a summary, a rule or a quotation. */
export const MAX_TEXT = 2_000;
