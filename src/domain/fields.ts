import * as v from 'valibot';
import { MAX_LINE, MAX_SLUG, MAX_TEXT } from './limits.ts';

/*
 * The forms that single fields of an article have. What a field is for is said to editors, in the
 * JSON Schema that their tools check and complete articles by.
 */

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Control characters and halves of surrogate pairs have no business in a text, and bidirectional overrides hide its order. */
// oxlint-disable-next-line no-control-regex -- the rule is about control characters
const NO_CONTROLS = /^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*$/u;
/** BCP 47 in the forms articles use: a language, perhaps a script, perhaps a region. */
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/;

/** What a field is, in an editor's words. */
export const about = <T>(
  title: string,
  description: string,
): v.MetadataAction<T, { title: string; description: string }> =>
  v.metadata({ title, description });

export const slug = v.pipe(
  v.string(),
  v.regex(SLUG, 'must be lower-case letters and digits, in groups joined by single hyphens'),
  v.maxLength(MAX_SLUG, `must have at most ${MAX_SLUG} characters`),
);
const text = (max: number) =>
  v.pipe(
    v.string(),
    v.check((value) => value.trim() !== '', 'must not be empty'),
    v.metadata({ minLength: 1 }),
    v.maxLength(max, `must have at most ${max} characters`),
    v.regex(NO_CONTROLS, 'must not contain control characters'),
  );
/** A name, a title or a label. */
export const line = text(MAX_LINE);
/** A sentence or a few. */
export const prose = text(MAX_TEXT);
/** An http or https URL; nothing else is ever made a link. */
export const webAddress = v.pipe(
  v.string(),
  v.url('must be an absolute URL'),
  v.regex(/^https?:\/\/[^\s<>]+$/i, 'must be an http or https URL'),
  v.maxLength(MAX_TEXT),
);
export const origin = v.pipe(
  v.string(),
  v.regex(
    /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?$/,
    'must be an https origin in lower case, such as https://paper.example',
  ),
  v.maxLength(MAX_LINE),
);
export const language = v.pipe(v.string(), v.regex(LANGUAGE, 'must be a BCP 47 language tag'));
export const time = v.pipe(
  v.string(),
  v.isoTimestamp('must be an ISO 8601 time in UTC, such as 2027-03-01T00:00:00Z'),
  v.endsWith('Z', 'must be in UTC, ending in Z'),
);
/** A position, as `actor/proposition`. */
export const reference = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'must be written actor/proposition'),
);
export const list = <const S extends v.GenericSchema>(item: S, max: number) =>
  v.pipe(v.array(item), v.maxLength(max, `must have at most ${max} entries`));
