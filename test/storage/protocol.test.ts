/**
 * The whole voting protocol against a model, over a network that delays, loses, repeats and reorders:
 * whatever happens in whatever order, the final standings are those of the ballots that were
 * acknowledged, and each vote is in them or was refused.
 */
import fc from 'fast-check';
import { test } from 'vitest';
import { live } from '../network/history.ts';
import { describe as worded, plans } from '../network/steps.ts';

/** `npm run histories` asks for more, or for one again: HISTORIES, SEED and PATH_TO of a failure. */
const { HISTORIES = '1000', SEED, SHRUNK_PATH } = process.env;

test('the final standings are the model’s, whatever the network does', async () => {
  await fc.assert(
    fc.asyncProperty(plans, (plan) => live(plan)),
    {
      numRuns: Number(HISTORIES),
      ...(SEED === undefined ? {} : { seed: Number(SEED) }),
      ...(SHRUNK_PATH === undefined ? {} : { path: SHRUNK_PATH }),
      reporter: (run) => {
        if (!run.failed) return;
        const [plan] = run.counterexample ?? [];
        const again = `SEED=${run.seed} SHRUNK_PATH=${run.counterexamplePath} npm run histories`;
        throw new Error(
          `after ${run.numRuns} histories, shrunk ${run.numShrinks} times: ${run.errorInstance}\n` +
            `${plan === undefined ? '' : worded(plan)}\nonce more: ${again}`,
          { cause: run.errorInstance },
        );
      },
    },
  );
});
