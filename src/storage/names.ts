/*
 * How objects are named: a poll's scoreboard `article/poll`, its boxes `article/poll/number`, a
 * publisher `article`. An object reads its own name, so no call carries what the name says.
 */

/** A box's name. */
export const boxName = (poll: string, number: number): string => `${poll}/${number}`;

/** The poll and the number that a box's name says. */
export function readBoxName(name: string): { readonly poll: string; readonly number: number } {
  const end = name.lastIndexOf('/');
  return { poll: name.slice(0, end), number: Number(name.slice(end + 1)) };
}

/** The name an object was reached by, in its alarms too. */
export function ownName({ id }: DurableObjectState): string {
  if (id.name === undefined) throw new Error('objects here are reached by name alone');
  return id.name;
}
