import { ok, type Result } from '../../domain/problem.ts';
import type { Ballot } from '../../domain/standings.ts';
import type { BallotBox, Wish } from '../box/ballot-box.ts';
import { boxOf } from '../../domain/box-of.ts';
import type { Objects } from './objects.ts';
import { reach, type Reaching } from './reach.ts';
import { SharedCalls } from './shared-calls.ts';

/** A ballot as JSON, ready to send, and whether it is the voter's first and not a change of it. */
interface CastBallot {
  readonly ballot: string;
  readonly first: boolean;
}

/** What a box answers to a call, and of that what one wish is answered. */
type Answers = Awaited<ReturnType<BallotBox['cast']>>;
interface Answer {
  readonly result: Answers['results'][number];
  readonly standings: string;
}

const calls = new SharedCalls<Wish, Answer>();

/** Sends a wish together with those of other requests: a crowd in one isolate is few calls. */
const send = (objects: Objects, poll: string, box: number, wish: Wish): Promise<Answer> =>
  calls.ask(`${poll}/${box}`, wish, async (wishes) => {
    const stub = objects.BALLOT_BOX.getByName(`${poll}/${box}`);
    const answers: Answers = await stub.cast(poll, box, wishes);
    return answers.results.map((result) => ({ result, standings: answers.standings }));
  });

/** One voter's ballot in a poll, `article/poll`, that has `boxes`; the box follows from the voter. */
export function ballotIn(objects: Objects, poll: string, boxes: number, voter: string) {
  const box = boxOf(voter, boxes);
  const wish = async (outcome: string | null) => {
    const reached = await reach(() => send(objects, poll, box, { voter, outcome }));
    if (!reached.ok) return reached;
    const { result, standings } = reached.value;
    return result.ok ? ok({ ...result.value, standings }) : result;
  };
  return {
    /** Casts or changes the ballot. Sending the same again changes nothing. */
    cast: async (outcome: string): Promise<Result<CastBallot>> => {
      const granted = await wish(outcome);
      if (!granted.ok) return granted;
      const { receipt, previous, standings } = granted.value;
      const [chosen, known] = [outcome, receipt].map((text) => JSON.stringify(text));
      const ballot = `{"outcome":${chosen},"receipt":${known},"standings":${standings}}`;
      return ok({ ballot, first: previous === null });
    },
    /** The ballot, or `no-ballot`. */
    find: async (reaching?: Reaching): Promise<Result<Ballot>> => {
      const stub = () => objects.BALLOT_BOX.getByName(`${poll}/${box}`);
      const find = async (): Promise<Result<Ballot>> => stub().find(poll, box, voter);
      const found = await reach(find, reaching);
      return found.ok ? found.value : found;
    },
    /** Takes the ballot back. Withdrawing what is not there changes nothing. */
    withdraw: async (): Promise<Result<null>> => {
      const granted = await wish(null);
      return granted.ok ? ok(null) : granted;
    },
  };
}
