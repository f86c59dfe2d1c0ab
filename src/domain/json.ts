declare const holds: unique symbol;

/**
 * Text, or bytes, that are the JSON of a `T`. Only the compiler knows: nothing of it is there at run
 * time. It lets what is prepared as text be answered with the type that its reader will find.
 */
export type Json<T, Form = string> = Form & { readonly [holds]: T };

/** Whether JSON is nested deeper than `max` levels; told from its text, before anything is made of it. */
export function isDeeper(text: string, max: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (quoted) {
      if (character === '\\') i += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > max) return true;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return false;
}

/** Writes a value as JSON. `T` must survive that: no dates, no `undefined` in lists. */
export const toJson = <T>(value: T): Json<T> => JSON.stringify(value) as Json<T>;
