import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { defineCommand } from 'citty';
import type { Standings } from '../domain/standings.ts';

/** `articles recount`: adds a closed poll's ballot list up and compares it with its standings. */
export const recount = defineCommand({
  meta: { name: 'recount', description: 'Add a closed poll’s ballots up and find a receipt' },
  args: {
    poll: {
      type: 'positional',
      required: true,
      description: 'Such as http://localhost:8787/v1/articles/an-article/polls/a-poll',
    },
    receipt: { type: 'string', description: 'A receipt to find in the list' },
  },
  async run({ args }) {
    const base = args.poll.replace(/\/+$/, '');
    const standings = (await (await get(`${base}/standings`)).json()) as Standings;
    const list = await get(`${base}/ballots.csv`);
    const { counts, found, disorder } = await addUp(list, args.receipt);

    for (const { id, count } of standings.outcomes) {
      const counted = counts.get(id) ?? 0;
      counts.delete(id);
      const same = counted === count;
      console.log(
        `${same ? 'same     ' : 'DIFFERENT'} ${id}: ${counted} listed, ${count} in the standings`,
      );
      if (!same) process.exitCode = 1;
    }
    for (const [id, count] of counts) {
      console.log(`UNKNOWN   ${id}: ${count} listed`);
      process.exitCode = 1;
    }
    if (disorder !== null) {
      console.log(`DISORDER  at receipt ${disorder}: listed twice, or not in order`);
      process.exitCode = 1;
    }
    if (args.receipt === undefined) return;
    if (found === null) process.exitCode = 1;
    console.log(
      `receipt ${args.receipt}: ${found === null ? 'NOT FOUND' : `counted for ${found}`}`,
    );
  },
});

async function get(url: string): Promise<Response> {
  const response = await fetch(url).catch(() => null);
  if (response === null) throw new Error(`nothing answers at ${url}`);
  if (response.ok) return response;
  const { detail = '' } = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Error(`${url}: ${response.status} ${detail}`);
}

/** Reads the list as it comes; `disorder` is the first receipt that does not follow its predecessor. */
async function addUp({ body }: Response, wanted: string | undefined) {
  const counts = new Map<string, number>();
  let found: string | null = null;
  let disorder: string | null = null;
  let last = '';
  if (body === null) throw new Error('the ballot list is empty');
  const lines = createInterface({
    input: Readable.fromWeb(body),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    if (line === 'receipt,outcome' || line === '') continue;
    const [receipt = '', outcome = ''] = line.split(',');
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (receipt === wanted) found = outcome;
    if (receipt <= last) disorder ??= receipt;
    last = receipt;
  }
  return { counts, found, disorder };
}
