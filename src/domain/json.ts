declare const holds: unique symbol;

/**
 * Text, or bytes, that are the JSON of a `T`. Only the compiler knows: nothing of it is there at run
 * time. It lets what is prepared as text be answered with the type that its reader will find.
 */
export type Json<T, Form = string> = Form & { readonly [holds]: T };

/** Writes a value as JSON. `T` must survive that: no dates, no `undefined` in lists. */
export const toJson = <T>(value: T): Json<T> => JSON.stringify(value) as Json<T>;
