import type { Env } from '../../env.ts';
import { boxName } from '../../storage/names.ts';

interface ListedBallot {
  readonly receipt: string;
  readonly outcome: string;
}

const encoder = new TextEncoder();
/** Rows that are sent in one piece. */
const ROWS = 1_000;
/** Rows that a box is asked for at once: about 1 MB on the way. */
const PAGE = 20_000;
/** Rows of all boxes that are held at once: about 100 bytes each, of the isolate's 128 MB. */
const HELD = 160_000;

/**
 * The public ballot list of a closed poll: receipt and outcome, in receipt order, so that its order
 * tells nothing of when anyone voted. It is streamed, a page of each box at a time.
 */
export function ballotsCsv(env: Env, poll: string, boxes: readonly number[]): ReadableStream {
  const limit = Math.min(PAGE, Math.floor(HELD / boxes.length));
  const ballots = merge(boxes.map((box) => pages(env, boxName(poll, box), limit)));
  let started = false;
  const pull = async (controller: ReadableStreamDefaultController) => {
    let text = started ? '' : 'receipt,outcome\r\n';
    started = true;
    for (let row = 0; row < ROWS; row += 1) {
      const { value, done } = await ballots.next();
      if (done === true) {
        controller.enqueue(encoder.encode(text));
        controller.close();
        return;
      }
      text += `${value.receipt},${value.outcome}\r\n`;
    }
    controller.enqueue(encoder.encode(text));
  };
  // Nothing is fetched for who asks for the headers alone.
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

/** A box's ballots in receipt order, fetched `limit` at a time. */
async function* pages(
  env: Env,
  name: string,
  limit: number,
): AsyncGenerator<ListedBallot, undefined> {
  for (let after = ''; ; ) {
    const page = await env.BALLOT_BOX.getByName(name).list(after, limit);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    after = last.receipt;
  }
}

/** Merges lists that are in receipt order into one that is. */
async function* merge(
  lists: readonly AsyncGenerator<ListedBallot, undefined>[],
): AsyncGenerator<ListedBallot, undefined> {
  const heads = await Promise.all(lists.map(async (list) => ({ list, head: await list.next() })));
  for (;;) {
    let least: { head: IteratorYieldResult<ListedBallot>; at: number } | undefined;
    heads.forEach(({ head }, at) => {
      if (head.done === true) return;
      if (least === undefined || head.value.receipt < least.head.value.receipt)
        least = { head, at };
    });
    if (least === undefined) return;
    yield least.head.value;
    const source = heads[least.at];
    if (source !== undefined) source.head = await source.list.next();
  }
}
