import { afterAll, beforeAll, expect, test } from 'vitest';
import { Targets } from '../bench/targets.ts';
import type { Workerd } from '../bench/workerd.ts';
import { endure, faultsOf, type Ordeal, stoppingService } from './ordeal.ts';

/** `npm run crash` does the same for longer. */
const ORDEALS: readonly Ordeal[] = [
  { boxes: 1, kills: ['publishing', 'at random', 'closing'], enough: 300 },
  { boxes: 4, kills: ['voting', 'at random', 'voting', 'closing'], enough: 300 },
];

const targets = new Targets();
let service: Workerd;
beforeAll(async () => {
  service = await stoppingService(targets);
});
afterAll(() => targets.removeAll());

test.each(ORDEALS)(
  'of votes in $boxes boxes none that was acknowledged is lost and none counts twice, killed while $kills',
  async (ordeal) => {
    const outcome = await endure(service, ordeal);
    expect(faultsOf(outcome)).toEqual([]);
    expect(outcome.kills).toBe(ordeal.kills.length);
    expect(outcome.acknowledged).toBeGreaterThanOrEqual(ordeal.enough);
    expect(outcome.refused).toBeGreaterThan(0);
  },
  120_000,
);
