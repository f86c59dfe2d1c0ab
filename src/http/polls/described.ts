import type { Poll } from '../../domain/article.ts';
import type { Life } from '../../storage/scoreboard/view.ts';

/** A poll as it is published, with where it stands and how it ended. */
export function describe(poll: Poll, { standings, resolution, log }: Life) {
  const dated = <T extends { readonly at: number }>(event: T) => ({
    ...event,
    at: new Date(event.at).toISOString(),
  });
  return {
    ...poll,
    resolution: { ...poll.resolution, ...(resolution && dated(resolution)), log: log.map(dated) },
    standings,
  };
}
