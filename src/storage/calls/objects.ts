import type { BallotBox } from '../box/ballot-box.ts';
import type { Poll } from '../../domain/article.ts';
import type { Publisher } from '../publisher/publisher.ts';

/** A published poll and the name of its objects, `article/poll`. */
export interface NamedPoll {
  readonly name: string;
  readonly poll: Poll;
}

/** What of a poll is needed to vote in it: all of it, or its boxes where no more can be had. */
export interface Votable {
  readonly name: string;
  readonly poll: Poll | Pick<Poll, 'boxes'>;
}

/** The namespaces of the objects that the Worker calls. */
export interface Objects {
  readonly BALLOT_BOX: DurableObjectNamespace<BallotBox>;
  readonly SCOREBOARD: DurableObjectNamespace;
  readonly PUBLISHER: DurableObjectNamespace<Publisher>;
}
