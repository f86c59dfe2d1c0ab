import * as v from 'valibot';
import { about, line, list, prose, reference, slug, time } from './fields.ts';
import { DEFAULT_BOXES, MAX_ACTORS, MAX_BOXES, MAX_OUTCOMES } from './limits.ts';

const OutcomeSchema = v.strictObject({
  id: v.pipe(slug, about('Id', 'What ballots name the outcome by.')),
  label: v.pipe(line, about('Label', 'What a reader chooses.')),
  restsOn: v.pipe(
    list(reference, MAX_ACTORS),
    about('Rests on', 'The positions that move this outcome, each written actor/proposition.'),
  ),
});

const ResolutionSchema = v.strictObject({
  rule: v.pipe(
    prose,
    about(
      'Rule',
      'By what, from which sources and at what time the outcome is decided, and when the poll is void.',
    ),
  ),
});

/** One question with a closed, complete set of outcomes and a written resolution rule. */
export const PollSchema = v.strictObject({
  id: v.pipe(slug, about('Id', 'What addresses name the poll by; unique in the article.')),
  question: v.pipe(prose, about('Question', 'What readers are asked, with its time limit.')),
  asks: v.pipe(
    v.picklist(['expectation', 'preference']),
    about('Asks for', 'expectation: what will happen. preference: what should.'),
  ),
  outcomes: v.pipe(
    list(OutcomeSchema, MAX_OUTCOMES),
    v.minLength(2, 'must be at least two'),
    about(
      'Outcomes',
      'All that can happen, and no two of them at once. Fixed by the first ballot.',
    ),
  ),
  opens: v.exactOptional(
    v.pipe(time, about('Opens', 'When voting begins, in UTC; at publication if left out.')),
  ),
  closes: v.pipe(time, about('Closes', 'When voting ends, in UTC: 2027-03-01T00:00:00Z.')),
  reveal: v.pipe(
    v.optional(v.picklist(['always', 'after-vote', 'after-close']), 'always'),
    about(
      'Counts are shown',
      'always, to those who have voted, or to nobody before the poll closes.',
    ),
  ),
  boxes: v.pipe(
    v.optional(
      v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(1), v.maxValue(MAX_BOXES)),
      DEFAULT_BOXES,
    ),
    about(
      'Ballot boxes',
      'How many share the votes: each takes about a thousand a second. Fixed by the first ballot.',
    ),
  ),
  resolution: v.pipe(ResolutionSchema, about('Resolution', 'How the outcome will be decided.')),
});
