import * as v from 'valibot';
import { ArticleSchema } from '../../domain/article.ts';
import { slug, webAddress } from '../../domain/fields.ts';
import type { History } from '../../domain/history.ts';
import type { ShownIntegrity } from '../../domain/integrity.ts';
import type { Method } from '../../domain/method.ts';
import type { Ballot, PollState, Standings } from '../../domain/standings.ts';
import type { DescribedPoll } from '../../http/polls/described.ts';
import { describing, share, time, whole } from './describing.ts';

export const PollStateAnswer = describing<PollState>()(
  v.picklist(['scheduled', 'open', 'closed', 'resolved', 'void']),
);

export const StandingsAnswer = describing<Standings>()(
  v.object({
    poll: v.pipe(v.string(), v.description('article/poll')),
    state: PollStateAnswer,
    revealed: v.boolean(),
    version: v.pipe(whole, v.description('It only grows; 0 while not revealed.')),
    total: v.nullable(whole),
    outcomes: v.array(v.object({ id: slug, count: v.nullable(whole), share: v.nullable(share) })),
    final: v.pipe(v.boolean(), v.description('Whether nothing will change any more.')),
    asOf: time,
  }),
);

const MethodAnswer = describing<Method>()(
  v.object({
    question: v.string(),
    votes: v.pipe(v.nullable(whole), v.description('Cast, which is not how many people voted.')),
    from: v.pipe(
      v.nullable(time),
      v.description('When it opened; where that was never said, when the first vote was counted.'),
    ),
    until: time,
    participation: v.literal('open-to-anyone'),
    representative: v.literal(false),
    repeatVotes: v.literal('stopped-per-browser-only'),
  }),
);

const poll = ArticleSchema.entries.polls.item.entries;
const evidence = v.pipe(webAddress, v.description('The address of what shows it.'));

export const PollAnswer = describing<DescribedPoll>()(
  v.object({
    ...poll,
    resolution: v.object({
      ...poll.resolution.entries,
      outcome: v.exactOptional(
        v.pipe(slug, v.description('Left out while not resolved, and when the poll is void.')),
      ),
      evidence: v.exactOptional(evidence),
      at: v.exactOptional(time),
      log: v.pipe(
        v.array(
          v.object({
            at: time,
            event: v.picklist(['closed', 'final', 'resolved', 'voided', 'undone']),
            outcome: v.exactOptional(slug),
            evidence: v.exactOptional(evidence),
          }),
        ),
        v.description('What happened to the poll, the oldest first.'),
      ),
    }),
    standings: StandingsAnswer,
    method: v.pipe(MethodAnswer, v.description('What is to be said with the result.')),
  }),
);

const receipt = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{32}$/),
  v.description('To find the ballot by in the public ballot list.'),
);

export const ListedBallotAnswer = v.object({ receipt, outcome: slug });

export const BallotAnswer = describing<Ballot>()(
  v.object({
    outcome: slug,
    receipt,
    standings: v.pipe(
      v.nullable(StandingsAnswer),
      v.description('null while the counts are not revealed.'),
    ),
  }),
);

export const HistoryAnswer = describing<History>()(
  v.object({
    poll: v.pipe(v.string(), v.description('article/poll')),
    outcomes: v.array(slug),
    snapshots: v.array(
      v.object({
        at: time,
        version: whole,
        total: whole,
        counts: v.pipe(v.array(whole), v.description('In the order of outcomes.')),
      }),
    ),
  }),
);

export const IntegrityAnswer = describing<ShownIntegrity>()(
  v.object({
    accepted: v.pipe(
      v.nullable(whole),
      v.description(
        'First ballots, also again after a withdrawal; null, as are changed and withdrawn, while the counts are not revealed.',
      ),
    ),
    changed: v.nullable(whole),
    withdrawn: v.nullable(whole),
    refused: v.pipe(
      v.record(v.string(), whole),
      v.description('By the last part of the problem’s type.'),
    ),
  }),
);
