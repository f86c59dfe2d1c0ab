import { fromBase64Url } from './keys.ts';

/** The box, of `boxes`, that a voter always lands in: it follows from the random id alone. */
export function boxOf(voter: string, boxes: number): number {
  const bytes = fromBase64Url(voter.slice(0, 8)); // no more than is needed: every vote asks this
  return new DataView(bytes.buffer).getUint32(0) % boxes;
}
