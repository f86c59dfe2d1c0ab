import { createDurable, proxyDurable } from 'itty-durable';

/** What itty-durable gives an object: its state, with the environment attached, and its `fetch`. */
interface DurableBase<E> {
  readonly state: DurableObjectState & { readonly env: E };
  fetch(request: Request): Promise<Response>;
}

/**
 * The base of an object that is called through itty-durable. It runs without options: nothing is
 * persisted or returned behind our back, all state is in SQL and in `#private` fields.
 */
export const Durable = createDurable() as unknown as abstract new <E>(
  state: DurableObjectState,
  env: E,
) => DurableBase<E>;

/** `T` when it is made of JSON alone; anything else becomes `never` and does not compile. */
type Jsonable<T> = T extends string | number | boolean | null
  ? T
  : T extends (...args: never[]) => unknown
    ? never
    : T extends object
      ? { [K in keyof T]: Jsonable<T[K]> }
      : never;

type LifecycleHandler = 'alarm' | 'webSocketMessage' | 'webSocketClose' | 'webSocketError';

/** The methods of `T` as a caller elsewhere sees them. `fetch` and alarms are not for callers. */
export type Remote<T> = {
  readonly [K in Exclude<keyof T, keyof DurableBase<unknown> | LifecycleHandler>]: T[K] extends (
    ...args: infer A
  ) => infer R
    ? A extends Jsonable<A>
      ? (...args: A) => Promise<Jsonable<Awaited<R>>>
      : never
    : never;
};

/**
 * Calls the object called `name`. Arguments travel as JSON in a header, so they are ids and
 * numbers; never await the returned proxy itself, it answers every property name.
 */
export function remote<T>(namespace: DurableObjectNamespace, name: string): Remote<T> {
  return proxyDurable(namespace, { parse: true }).get(name) as Remote<T>;
}
