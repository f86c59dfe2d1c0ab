/** Why the service does not start: one line for the person who started it, who can mend it. */
class Refusal extends Error {}

/** Stops the start. */
export function refuse(line: string): never {
  throw new Refusal(line);
}

/** Prints why something went wrong: the line of a refusal, or all there is about a fault of ours. */
export function complain(error: unknown): void {
  console.error(error instanceof Refusal ? error.message.replaceAll(/\s+/g, ' ') : error);
}
