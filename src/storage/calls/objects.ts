import type { BallotBox } from '../box/ballot-box.ts';
import type { Publisher } from '../publisher/publisher.ts';

/** The namespaces of the objects that the Worker calls. */
export interface Objects {
  readonly BALLOT_BOX: DurableObjectNamespace<BallotBox>;
  readonly SCOREBOARD: DurableObjectNamespace;
  readonly PUBLISHER: DurableObjectNamespace<Publisher>;
}
