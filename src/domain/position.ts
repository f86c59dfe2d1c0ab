import * as v from 'valibot';
import { about, beside, language, line, list, prose, quotation, slug } from './fields.ts';
import { MAX_EVIDENCE, MAX_TRANSLATIONS } from './limits.ts';

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
export const EvidenceSchema = v.strictObject({
  exact: quotation,
  prefix: v.exactOptional(
    beside('Words before', 'What stands right before them, where they occur more than once.'),
  ),
  suffix: v.exactOptional(
    beside('Words after', 'What stands right after them, where they occur more than once.'),
  ),
  paragraphs: v.exactOptional(
    v.pipe(
      v.literal(true),
      about(
        'Over paragraphs',
        'That the quotation runs over the ends of paragraphs: it has a blank line at each.',
      ),
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
