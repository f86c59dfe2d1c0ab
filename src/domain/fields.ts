import * as v from 'valibot';
import { countWords } from './count-words.ts';
import { MAX_FAULTS, MAX_LINE, MAX_QUOTATION_WORDS, MAX_SLUG, MAX_TEXT } from './limits.ts';

/*
 * The forms that single fields of an article have. What a field is for is said to editors, in the
 * JSON Schema that their tools check and complete articles by.
 */

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Control characters and halves of surrogate pairs have no business in a text, and bidirectional overrides hide its order. */
// oxlint-disable-next-line no-control-regex -- the rule is about control characters
const NO_CONTROLS = /^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*$/u;
const NO_CONTROLS_RULE = 'must not contain control characters';
/** What annotation tools export with a quotation: how it was embedded in other directions. */
const EMBEDDINGS = /[\u202a-\u202c\u2066-\u2069]/g;
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
    v.regex(NO_CONTROLS, NO_CONTROLS_RULE),
  );
/** A name, a title or a label. */
export const line = text(MAX_LINE);
/** A sentence or a few. */
export const prose = text(MAX_TEXT);
/** Words of a source as they were copied: the end of a paragraph is a blank line, other breaks are spaces. */
const copied = (input: string) =>
  input
    .replace(EMBEDDINGS, '')
    .replace(/\s+/g, (gap) =>
      /\n\s*\n|\u2029/.test(gap) ? '\n\n' : /[\t\n\r]/.test(gap) ? ' ' : gap,
    );
const copy = (title: string, description: string) =>
  v.pipe(
    v.string(),
    v.metadata({ minLength: 1 }),
    v.maxLength(MAX_TEXT, `must have at most ${MAX_TEXT} characters`),
    about(title, description),
    v.transform(copied),
  );
/** Words of a source, over the ends of paragraphs too. */
export const quotation = v.pipe(
  copy('Quotation', `The words as they stand in the source, at most ${MAX_QUOTATION_WORDS}.`),
  v.check((value) => NO_CONTROLS.test(value.replaceAll('\n\n', '')), NO_CONTROLS_RULE),
  v.check((value) => {
    const words = countWords(value);
    return words > 0 && words <= MAX_QUOTATION_WORDS;
  }, `must have 1 to ${MAX_QUOTATION_WORDS} words`),
);
/** What stands right before or after a quotation. */
export const beside = (title: string, description: string) =>
  v.pipe(
    copy(title, description),
    v.transform((input) => input.replaceAll('\n\n', ' ')),
    prose,
  );
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
/** SHA-256 in hexadecimal. */
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256'));
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
