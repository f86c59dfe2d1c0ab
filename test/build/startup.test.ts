import { afterAll, expect, test } from 'vitest';
import { Targets } from '../bench/targets.ts';
import type { Workerd } from '../bench/workerd.ts';

/** The most work that starting the Worker may be: ms of processor time. Cloudflare refuses 1,000. */
const LIMIT = 30;
const STARTS = 8;

const targets = new Targets();
afterAll(() => targets.removeAll());

/** The processor time until a process listens, with its Worker loaded and run once. */
async function startOf(workerd: Workerd): Promise<number> {
  await workerd.stop();
  await workerd.start();
  return workerd.processorTime;
}

/**
 * What the Worker adds to the start of workerd. Processor time, not the clock's: it hardly grows
 * while others use the machine. Of several starts the one that was disturbed least, in turn with a
 * Worker that does nothing, so that what workerd itself takes here falls out.
 */
test.skipIf(process.platform !== 'linux')(
  'the Worker starts with little work',
  async () => {
    const service = await targets.service();
    const bare = await targets.baseline('bare', { vars: { HEADERS: '{}' } });
    const took: { service: number; bare: number }[] = [];
    for (let i = 0; i < STARTS; i += 1) {
      took.push({ service: await startOf(service), bare: await startOf(bare) });
    }
    const least = (of: 'service' | 'bare') => Math.min(...took.map((each) => each[of]));
    const work = least('service') - least('bare');
    expect(work, JSON.stringify(took)).toBeGreaterThan(1);
    expect(work, JSON.stringify(took)).toBeLessThan(LIMIT);
  },
  120_000,
);
