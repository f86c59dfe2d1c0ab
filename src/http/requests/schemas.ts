import * as v from 'valibot';
import { slug, webAddress } from '../../domain/fields.ts';

/*
 * What requests may hold. The routes validate with these schemas and the contract documents them,
 * at build time and outside the Worker: hence nothing of the platform is imported here.
 */

/** Characters of a query parameter: room for every id an article may have. */
const MAX_PARAMETER = 4_096;
/** Articles on one page of the list. */
const PAGE = { standard: 50, max: 200 };
/** Bytes of an article that an editor sends: far more than the limits of an article allow. */
export const MAX_ARTICLE_BYTES = 4 * 1024 * 1024;
/** Bytes of a ballot. */
export const MAX_BALLOT_BYTES = 1024;
/** Bytes of a ballot's form. */
export const MAX_FORM_BYTES = 3_500;
/** Bytes of a resolution. */
export const MAX_RESOLUTION_BYTES = 8 * 1024;
/** Bytes of a solved challenge: Turnstile's tokens have at most 2,048 characters. */
export const MAX_CHALLENGE_BYTES = 4 * 1024;

/** CSS pixels of an embed where the consumer names no limit, and the largest that one may name. */
export const OEMBED_WIDTH = 800;
const MAX_SIZE = 10_000;
/** A query parameter that is given at most once. */
const once = v.pipe(
  v.string('is given more than once'),
  v.maxLength(MAX_PARAMETER, `is longer than ${MAX_PARAMETER} characters`),
);

/** A comma-separated list of ids; the contract says of a parameter what is made of its text. */
const ids = v.exactOptional(
  v.pipe(
    once,
    v.transform((list) => (list === '' ? [] : list.split(','))),
    v.array(v.string()),
  ),
);

/** A whole number from 1 to `max`. */
const count = (max: number, standard: number) =>
  v.optional(
    v.pipe(
      once,
      v.regex(/^[0-9]{1,6}$/, 'is not a whole number'),
      v.transform(Number),
      v.number(),
      v.integer(),
      v.minValue(1, 'is less than 1'),
      v.maxValue(max, `is more than ${max}`),
    ),
    String(standard),
  );

/** Why a cursor is refused, of its form or by the store. */
const FOREIGN_CURSOR = 'is none that an earlier answer gave';
/** An opaque text that an earlier answer gave: KV's are in one of the forms of base64. */
const opaque = v.exactOptional(v.pipe(once, v.regex(/^[\w+/=-]{1,1024}$/, FOREIGN_CURSOR)));

/** Which page of the list of articles. */
export const PageQuery = v.object({ limit: count(PAGE.max, PAGE.standard), cursor: opaque });
/** Which actors and topics; each a comma-separated list of ids. */
export const SelectionQuery = v.object({ actors: ids, topics: ids });
/** The id of an outcome: short and ASCII, as it travels in a header. */
const outcome = slug;
/** How a poll ended: with an outcome or void, and the address of what shows it. */
export const ResolutionSchema = v.union([
  v.strictObject({ outcome, evidence: webAddress }),
  v.strictObject({ void: v.literal(true), evidence: webAddress }),
]);
/** What a new voter sends where a challenge is set; nothing otherwise. */
export const ChallengeSchema = v.strictObject({ turnstile: v.pipe(v.string(), v.nonEmpty()) });
/** What a frame shows. */
export const EmbedQuery = v.object({
  ...SelectionQuery.entries,
  show: v.optional(v.picklist(['comparison', 'poll'], 'is comparison or poll'), 'comparison'),
  poll: v.exactOptional(v.string('is given more than once')),
});
/** What an oEmbed consumer asks: https://oembed.com, section 2.2. */
export const OembedQuery = v.object({
  url: v.pipe(v.string('is missing, or given more than once'), v.maxLength(4_096, 'is too long')),
  format: v.optional(v.string(), 'json'),
  maxwidth: count(MAX_SIZE, OEMBED_WIDTH),
  maxheight: count(MAX_SIZE, MAX_SIZE),
});
