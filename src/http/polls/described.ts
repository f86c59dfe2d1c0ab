import { type Method, methodOf } from '../../domain/method.ts';
import type { Poll } from '../../domain/article.ts';
import type { Life, PollEvent, Resolution } from '../../domain/poll-life.ts';
import type { Standings } from '../../domain/standings.ts';

/** What happened to a poll, as answers tell the time: ISO 8601, UTC. */
type Dated<T> = Omit<T, 'at'> & { readonly at: string };

/** A poll as it is published, with where it stands, how it ended, and what must be said of it. */
export interface DescribedPoll extends Omit<Poll, 'resolution'> {
  readonly resolution: Poll['resolution'] &
    Partial<Dated<NonNullable<Resolution>>> & { readonly log: readonly Dated<PollEvent>[] };
  readonly standings: Standings;
  readonly method: Method;
}

const dated = <T extends { readonly at: number }>(event: T): Dated<T> => ({
  ...event,
  at: new Date(event.at).toISOString(),
});

/** When a poll was closed, which may be before its time: ISO 8601. */
export const closedAt = (log: Life['log']): string | undefined =>
  log.map(dated).find(({ event }) => event === 'closed')?.at;

/** A poll described, as far as who asks may see its life. */
export const describe = (
  poll: Poll,
  { standings, resolution, log, firstVote }: Life,
): DescribedPoll => ({
  ...poll,
  resolution: { ...poll.resolution, ...(resolution && dated(resolution)), log: log.map(dated) },
  standings,
  method: methodOf(poll, standings, firstVote, closedAt(log)),
});
