/**
 * Kills the service again and again while votes come, and shows that each acknowledged vote is in the
 * final counts once: `npm run crash`.
 */
import { Targets } from '../bench/targets.ts';
import { endure, faultsOf, type Ordeal, stoppingService } from './ordeal.ts';

const KILLS = ['publishing', 'voting', 'at random', 'voting', 'at random', 'closing'] as const;
const BOXES = [1, 2, 4, 8, 16, 64, 1, 4, 8, 32];
const ORDEALS: readonly Ordeal[] = BOXES.map((boxes) => ({ boxes, kills: KILLS, enough: 1_500 }));

const targets = new Targets();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void targets.removeAll().then(() => process.exit(1)));
}
const sum = { kills: 0, attempted: 0, acknowledged: 0, refused: 0, unknown: 0 };
let faults = 0;
try {
  const service = await stoppingService(targets);
  for (const ordeal of ORDEALS) {
    const outcome = await endure(service, ordeal);
    for (const key of ['kills', 'attempted', 'acknowledged', 'refused', 'unknown'] as const) {
      sum[key] += outcome[key];
    }
    const found = faultsOf(outcome);
    faults += found.length;
    const { kills, acknowledged, unknown, refused, final } = outcome;
    console.log(
      `${String(ordeal.boxes).padStart(2)} boxes  ${kills} kills  ${acknowledged} acknowledged  ${unknown} unknown  ${refused} refused  ${final.total} in the final counts  ${found.length === 0 ? 'exact' : found.join('; ')}`,
    );
  }
} finally {
  await targets.removeAll();
}
console.log(
  `${sum.kills} kills, ${sum.attempted} attempted: ${sum.acknowledged} acknowledged, ${sum.refused} refused, ${sum.unknown} unknown`,
);
console.log(faults === 0 ? 'none lost, none doubled' : `${faults} FAULTS`);
process.exitCode = faults === 0 ? 0 : 1;
