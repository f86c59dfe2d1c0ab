import type { Json } from '../../domain/json.ts';
import { boxOf } from '../../domain/box-of.ts';
import type { Wish } from '../../domain/poll-rules.ts';
import { fail, ok, type Result } from '../../domain/problem.ts';
import type { Ballot } from '../../domain/standings.ts';
import type { BallotBox } from '../box/ballot-box.ts';
import { boxName } from '../names.ts';
import type { Objects, Votable } from './objects.ts';
import { reach, type Reaching } from './reach.ts';
import { askDefined } from './scoreboard.ts';
import { SharedCalls } from './shared-calls.ts';

/** A ballot, ready to send, and whether it is the voter's first and not a change of it. */
interface CastBallot {
  readonly ballot: Json<Ballot>;
  readonly first: boolean;
}

/** What a box answers to a call, and of that what one wish is answered. */
type Answers = NonNullable<Awaited<ReturnType<BallotBox['cast']>>>;
interface Answer {
  readonly result: Answers['results'][number];
  readonly standings: string;
}

/** A wish that was granted, with what its voter may see of the standings, as JSON. */
interface Granted {
  readonly receipt: string;
  readonly previous: string | null;
  readonly standings: string;
}

const calls = new SharedCalls<Wish, Answer | null>();

/** Sends a wish together with those of other requests: a crowd in one isolate is few calls. */
const send = (objects: Objects, box: string, wish: Wish): Promise<Answer | null> =>
  calls.ask(box, wish, async (wishes) => {
    const answers: Answers | null = await objects.BALLOT_BOX.getByName(box).cast(wishes);
    return wishes.map((_, i) => {
      const result = answers?.results[i];
      return answers === null || result === undefined
        ? null
        : { result, standings: answers.standings };
    });
  });

/** One voter's ballot in a poll; the box follows from the voter. */
export function ballotIn(objects: Objects, named: Votable, voter: string) {
  /** Asks the voter's box, and where KV here is behind the one that is theirs by the poll's rules. */
  const ask = async <T>(
    call: (box: string) => Promise<Result<T> | null>,
    reaching?: Reaching,
  ): Promise<Result<T>> => {
    const among = async (boxes: number) => {
      const box = boxName(named.name, boxOf(voter, boxes));
      const answer = await askDefined(objects, named, () => reach(() => call(box), reaching));
      return answer.ok ? answer.value : answer;
    };
    const answer = await among(named.poll.boxes);
    const stale = !answer.ok && answer.problem.tag === 'poll-stale' ? answer.problem : null;
    if (stale === null || stale.boxes === named.poll.boxes) return answer;
    const again = await among(stale.boxes);
    const moved =
      !again.ok && again.problem.tag === 'poll-stale' && again.problem.boxes !== stale.boxes;
    return moved ? fail({ tag: 'overloaded' }) : again;
  };
  const find = (reaching?: Reaching): Promise<Result<Ballot>> =>
    ask(
      async (box): Promise<Result<Ballot> | null> => objects.BALLOT_BOX.getByName(box).find(voter),
      reaching,
    );
  const wish = async (outcome: string | null): Promise<Result<Granted>> => {
    let times = 0;
    const answer = await ask(async (box): Promise<Result<Granted> | null> => {
      times += 1;
      const shared = await send(objects, box, { voter, outcome });
      if (shared === null) return null;
      const { result, standings } = shared;
      return result.ok ? ok({ ...result.value, standings }) : result;
    });
    if (answer.ok || times === 1) return answer;
    // What is refused now may have been granted before, in an answer that was lost.
    const held = await find();
    if (!held.ok && held.problem.tag !== 'no-ballot') return held;
    if ((held.ok ? held.value.outcome : null) !== outcome) return answer;
    const { receipt, standings } = held.ok ? held.value : { receipt: '', standings: null };
    return ok({ receipt, previous: outcome, standings: JSON.stringify(standings) });
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
    find,
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
