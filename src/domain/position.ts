import * as v from 'valibot';
import { about, language, line, list, prose, slug } from './fields.ts';
import { MAX_EVIDENCE, MAX_QUOTATION_WORDS, MAX_TRANSLATIONS } from './limits.ts';

const words = (text: string) => text.trim().split(/\s+/u).length;

const StanceSchema = v.pipe(
  v.picklist([
    'supports',
    'supports-with-conditions',
    'mixed',
    'opposes-with-conditions',
    'opposes',
  ]),
  about(
    'Stance',
    'Where the actor stands on the proposition. Write no position at all where the article says nothing of it: silence is not “mixed”.',
  ),
);

const TranslationSchema = v.strictObject({
  language: v.pipe(language, about('Language', 'A BCP 47 tag, such as uk or pt-BR.')),
  text: v.pipe(prose, about('Translation', 'The quotation in that language.')),
  by: v.pipe(line, about('Translated by', 'Who or what translated it.')),
});

/** `exact`, `prefix` and `suffix` are those of the W3C Web Annotation Data Model's TextQuoteSelector. */
const EvidenceSchema = v.strictObject({
  exact: v.pipe(
    prose,
    v.check(
      (value) => words(value) <= MAX_QUOTATION_WORDS,
      `must have at most ${MAX_QUOTATION_WORDS} words`,
    ),
    about('Quotation', `The words as they stand in the source, at most ${MAX_QUOTATION_WORDS}.`),
  ),
  prefix: v.exactOptional(
    v.pipe(
      prose,
      about('Words before', 'What stands right before them, where they occur more than once.'),
    ),
  ),
  suffix: v.exactOptional(
    v.pipe(
      prose,
      about('Words after', 'What stands right after them, where they occur more than once.'),
    ),
  ),
  speaker: v.exactOptional(v.pipe(line, about('Speaker', 'Who said it.'))),
  attribution: v.pipe(
    v.picklist(['direct', 'reported', 'analysis']),
    about(
      'Whose words',
      'direct: the actor’s own, in quotation marks or the first person. reported: the reporter’s paraphrase. analysis: the inference of the article or its experts.',
    ),
  ),
  verified: v.exactOptional(
    v.pipe(
      v.picklist(['exact', 'normalized']),
      about(
        'Found in the source',
        'Written by `articles check --source … --write`, not by hand. exact: to the letter. normalized: only typography differs. Nothing else is published.',
      ),
    ),
  ),
  translations: v.exactOptional(
    v.pipe(
      list(TranslationSchema, MAX_TRANSLATIONS),
      about('Translations', 'The same words in other languages.'),
    ),
  ),
});

/** One actor's stance on one proposition, with what shows it. */
export const PositionSchema = v.strictObject({
  actor: v.pipe(slug, about('Actor', 'The id of one of the actors.')),
  proposition: v.pipe(slug, about('Proposition', 'The id of one of the propositions.')),
  stance: StanceSchema,
  summary: v.pipe(prose, about('Summary', 'The position in a sentence of your own.')),
  conditions: v.exactOptional(
    v.pipe(prose, about('Conditions', 'Needed where the stance is one with conditions.')),
  ),
  evidence: v.pipe(
    list(EvidenceSchema, MAX_EVIDENCE),
    about('Evidence', 'The quotations that show it, at least one.'),
  ),
});
