import type { Json } from '../../domain/json.ts';
import { fail, ok, type Result } from '../../domain/problem.ts';
import type { Ballot } from '../../domain/standings.ts';
import type { BallotBox, Wish } from '../box/ballot-box.ts';
import { boxOf } from '../../domain/box-of.ts';
import { boxName } from '../names.ts';
import type { NamedPoll, Objects } from './objects.ts';
import { reach } from './reach.ts';
import { SharedCalls } from './shared-calls.ts';

/** A ballot, ready to send, and whether it is the voter's first and not a change of it. */
interface CastBallot {
  readonly ballot: Json<Ballot>;
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
const send = (objects: Objects, box: string, wish: Wish): Promise<Answer> =>
  calls.ask(box, wish, async (wishes) => {
    const answers: Answers = await objects.BALLOT_BOX.getByName(box).cast(wishes);
    return answers.results.map((result) => ({ result, standings: answers.standings }));
  });

/** One voter's ballot in a poll; the box follows from the voter. */
export function ballotIn(objects: Objects, { name, poll }: NamedPoll, voter: string) {
  const box = boxName(name, boxOf(voter, poll.boxes));
  const wish = async (outcome: string | null) => {
    const reached = await reach(() => send(objects, box, { voter, outcome }));
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
      return ok({ ballot: ballot as Json<Ballot>, first: previous === null });
    },
    /** The ballot, or `no-ballot`. */
    find: async (): Promise<Result<Ballot>> => {
      const stub = () => objects.BALLOT_BOX.getByName(box);
      const found = await reach(async (): Promise<Result<Ballot>> => stub().find(voter));
      return found.ok ? found.value : found;
    },
    /** Takes the ballot back. Withdrawing what is not there changes nothing. */
    withdraw: async (): Promise<Result<null>> => {
      const granted = await wish(null);
      return granted.ok ? ok(null) : granted;
    },
  };
}

/**
 * The outcome that a receipt holds in a poll, or `receipt-not-found`. Which box has it only the
 * voter's id tells, so all of them are asked.
 */
export async function findReceipt(
  objects: Objects,
  poll: string,
  boxes: readonly number[],
  receipt: string,
): Promise<Result<string>> {
  const answers = await Promise.all(
    boxes.map((box) =>
      reach<string | null>(async () =>
        objects.BALLOT_BOX.getByName(boxName(poll, box)).listed(receipt),
      ),
    ),
  );
  for (const answer of answers) {
    if (!answer.ok) return answer;
    if (answer.value !== null) return ok(answer.value);
  }
  return fail({ tag: 'receipt-not-found' });
}
