/**
 * `npm run bench -- [part …] [--rounds 21] [--seconds 0.5]`: measures the built bundle on workerd
 * against baselines in the same run, prints a Markdown table and a line of JSON, and
 * keeps each part's table in test/bench/results. It never fails
 * for a missed aim: a ratio is to be read, on a machine that one knows.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { boxes } from './boxes.ts';
import { flood } from './flood.ts';
import { reads } from './reads.ts';
import type { Settings } from './settings.ts';
import { markdown, type Row } from './table.ts';
import { Targets } from './targets.ts';
import { votes } from './votes.ts';
import { watched } from './watched.ts';

const PARTS: Record<string, (targets: Targets, settings: Settings) => Promise<Row[]>> = {
  reads,
  votes,
  boxes,
  watched,
  flood,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '21' },
    seconds: { type: 'string', default: '0.5' },
    connections: { type: 'string', default: '64' },
  },
});
const settings: Settings = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  connections: Number(values.connections),
};
const unknown = positionals.filter((part) => !(part in PARTS));
if (unknown.length > 0 || Object.values(settings).some((value) => !(value > 0))) {
  console.error(
    `npm run bench -- [${Object.keys(PARTS).join(' | ')}] [--rounds 21] [--seconds 0.5]`,
  );
  process.exit(2);
}

const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`;
const effort = `${settings.connections} connections, ${settings.rounds} rounds of ${settings.seconds} s`;
console.log(`${machine}; ${effort}\n`);
const RESULTS = join(import.meta.dirname, 'results');
await mkdir(RESULTS, { recursive: true });
const chosen = positionals.length > 0 ? positionals : Object.keys(PARTS);
const results: Record<string, Row[]> = {};
for (const part of chosen) {
  const targets = new Targets();
  // Nothing may stay behind: on Ctrl-C the processes are killed before this one ends.
  const interrupted = () => void targets.removeAll().then(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const rows = (await PARTS[part]?.(targets, settings)) ?? [];
    results[part] = rows;
    const table = markdown(rows);
    console.log(`## ${part}\n\n${table}\n`);
    // What else the machine does tells how far the figures can be trusted.
    const load = (loadavg()[1] ?? 0).toFixed(1);
    const how = `${machine}, load ${load} of five minutes; ${effort}.`;
    await writeFile(join(RESULTS, `${part}.md`), `${how}\n\n${table}\n`);
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await targets.removeAll();
  }
}
console.log(JSON.stringify({ machine, settings, results }));
