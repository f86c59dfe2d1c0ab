/** What can be the matter with a part that is called. */
export type Fault = 'fails' | 'is empty' | 'hangs' | 'is slow' | 'throws' | 'is overloaded';

/** How long a slow part takes: ms; longer than a vote's answer waits for others. */
const SLOW = 400;

/** How long one that hangs does so: ms, much longer than anyone waits for it. */
const HANGS = 60_000;

const ERRORS = {
  fails: () => Object.assign(new Error('Network connection lost.'), { retryable: true }),
  throws: () => new Error('no such column'),
  'is overloaded': () =>
    Object.assign(new Error('Durable Object is overloaded.'), { overloaded: true }),
} as const;

type Method = (...args: unknown[]) => unknown;

/** The same part, but whatever is asked of it fares as `fault` says. `only` leaves the rest as it is. */
export function faulty<T extends object>(part: T, fault: Fault, only?: string): T {
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function' || typeof name === 'symbol') return value;
      // Called as a property, not bound: an object's stub takes `bind` for a method of the object.
      const method: Method = (...args) => Reflect.apply(value, target, args) as unknown;
      if (only !== undefined && name !== only) return method;
      return async (...args: unknown[]) => {
        if (fault === 'hangs') return new Promise(() => setTimeout(() => undefined, HANGS));
        if (fault === 'is empty') return null;
        if (fault !== 'is slow') throw ERRORS[fault]();
        await scheduler.wait(SLOW);
        return method(...args);
      };
    },
  });
}

/** A namespace whose objects fare so. */
export function faultyObjects<N extends object>(namespace: N, fault: Fault): N {
  return new Proxy(namespace, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const method = (value as Method).bind(target);
      const gives = name === 'get' || name === 'getByName';
      return (...args: unknown[]) =>
        gives ? faulty(method(...args) as object, fault) : method(...args);
    },
  });
}
