import type { Poll } from '../../domain/article.ts';
import type { Life, PollEvent, Resolution } from '../../domain/poll-life.ts';
import type { Standings } from '../../domain/standings.ts';

/** What happened to a poll, as answers tell the time: ISO 8601, UTC. */
type Dated<T> = Omit<T, 'at'> & { readonly at: string };

/** A poll as it is published, with where it stands and how it ended. */
export interface DescribedPoll extends Omit<Poll, 'resolution'> {
  readonly resolution: Poll['resolution'] &
    Partial<Dated<NonNullable<Resolution>>> & { readonly log: readonly Dated<PollEvent>[] };
  readonly standings: Standings;
}

export function describe(poll: Poll, { standings, resolution, log }: Life): DescribedPoll {
  const dated = <T extends { readonly at: number }>(event: T): Dated<T> => ({
    ...event,
    at: new Date(event.at).toISOString(),
  });
  return {
    ...poll,
    resolution: { ...poll.resolution, ...(resolution && dated(resolution)), log: log.map(dated) },
    standings,
  };
}
