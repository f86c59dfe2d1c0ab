/**
 * The whole voting protocol against a model, over a network that delays, loses, repeats and reorders:
 * whatever happens in whatever order, the final standings are those of the ballots that were
 * acknowledged, and each vote is in them or was refused.
 */
import fc from 'fast-check';
import { test } from 'vitest';
import { live } from '../network/history.ts';
import { describe as worded, plans } from '../network/steps.ts';

const { LONG, HISTORIES, SEED, SHRUNK_PATH } = process.env;
/** `npm run histories` tries more, and others each time; SEED and SHRUNK_PATH try one once more. */
const NUMBER = Number(HISTORIES ?? (LONG === undefined ? 1_000 : 20_000));
const CHOSEN = Number(SEED ?? (LONG === undefined ? 1 : Date.now() % 2 ** 31));
/** How long one history may take on a machine that others use: ms. */
const PATIENCE = 600;

test(
  'the final standings are the model’s, whatever the network does',
  async () => {
    await fc.assert(
      fc.asyncProperty(plans, (plan) => live(plan)),
      {
        numRuns: NUMBER,
        seed: CHOSEN,
        ...(SHRUNK_PATH === undefined ? {} : { path: SHRUNK_PATH }),
        reporter: (run) => {
          if (!run.failed) return;
          const [plan] = run.counterexample ?? [];
          const again = `SEED=${run.seed} SHRUNK_PATH=${run.counterexamplePath} npm run histories`;
          throw new Error(
            `after ${run.numRuns} histories, shrunk ${run.numShrinks} times: ${String(run.errorInstance)}\n` +
              `${plan === undefined ? '' : worded(plan)}\nonce more: ${again}`,
            { cause: run.errorInstance },
          );
        },
      },
    );
  },
  NUMBER * PATIENCE,
);
