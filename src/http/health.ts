import { faultsOf } from '../config.ts';
import { fail, ok, type Problem, type Result } from '../domain/problem.ts';
import { configOf, type Env } from '../env.ts';
import { isAnythingPublished } from '../storage/published/published.ts';

/** How long KV may take to answer before it counts as not answering: ms. */
const PATIENCE = 2_000;

/** What keeps the service from its job, a sentence for each part that does not do its own. */
type Parts = Extract<Problem, { tag: 'not-ready' }>['parts'];

/** Whether the service can do its job: what is set is whole, KV answers, and there is an article. */
export async function healthOf(env: Env): Promise<Result<null>> {
  const faults = faultsOf(configOf(env));
  const parts: Parts = {
    ...(faults.length === 0 ? {} : { configuration: faults.join('; ') }),
    ...(await published(env.POSITIONS)),
  };
  return Object.keys(parts).length === 0 ? ok(null) : fail({ tag: 'not-ready', parts });
}

async function published(kv: KVNamespace): Promise<Parts> {
  try {
    const late = scheduler.wait(PATIENCE).then(() => null);
    const any = await Promise.race([isAnythingPublished(kv), late]);
    if (any === null) return { store: `KV has not answered within ${PATIENCE} ms` };
    return any ? {} : { articles: 'none is published' };
  } catch (error) {
    console.error(error);
    return { store: 'KV answers with an error' };
  }
}
