import * as v from 'valibot';
import { MAX_FAULTS, MAX_LINE, MAX_SLUG, MAX_TEXT } from './limits.ts';

/*
 * The forms that single fields of an article have. What a field is for is said to editors, in the
 * JSON Schema that their tools check and complete articles by.
 */

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Control characters and halves of surrogate pairs have no business in a text, and bidirectional overrides hide its order. */
// oxlint-disable-next-line no-control-regex -- the rule is about control characters
const NO_CONTROLS = /^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*$/u;
/** Something that is seen: no space, no control, no mark on nothing, none of what fonts leave out. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{C}\p{M}\p{Z}\u2800]/u;
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
    v.check((value) => VISIBLE.test(value), 'must not be empty'),
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
  v.check(isDay, 'must be on a day that there is'),
);
export const day = v.pipe(
  v.string(),
  v.isoDate('must be a date'),
  v.check(isDay, 'must be a day that there is'),
);
/** A position, as `actor/proposition`. */
export const reference = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'must be written actor/proposition'),
);
export const list = <const S extends v.GenericSchema>(item: S, max: number) =>
  v.pipe(array(item), v.maxLength(max, `must have at most ${max} entries`));

/** A list that is read no further once it has shown `MAX_FAULTS` faults, however long it is. */
export function array<const S extends v.GenericSchema>(item: S): v.ArraySchema<S, undefined> {
  const whole = v.array(item);
  return {
    ...whole,
    '~run': (dataset, config) => {
      // The dataset gathers the faults of the entries as they are read.
      const found: { readonly issues?: readonly unknown[] | undefined } = dataset;
      const own = {
        ...config,
        get abortEarly() {
          return (found.issues?.length ?? 0) >= MAX_FAULTS;
        },
      };
      return whole['~run'](dataset, own);
    },
  };
}

/** Whether the day that a text begins with is in the calendar: February has no 30th. */
function isDay(written: string): boolean {
  const date = written.slice(0, 10);
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
