import * as v from 'valibot';

type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
/** `unknown` when both are the same to the letter, optional fields too; else nothing fits. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? unknown : never;

/** Takes a schema that says exactly what the interface `T` says; any other does not compile. */
export const describing =
  <T>() =>
  <const S extends v.GenericSchema>(schema: S & Same<Plain<v.InferOutput<S>>, Plain<T>>): S =>
    schema;

/** An ISO 8601 time, UTC. */
export const time = v.pipe(v.string(), v.isoTimestamp());
export const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
