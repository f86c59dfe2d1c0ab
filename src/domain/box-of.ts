const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Digits of base64url that a box follows from: 30 random bits. */
const LENGTH = 5;

/**
 * The box, of `boxes`, that a voter always lands in: it follows from the random id alone, which is in
 * base64url. Read without decoding it, as this is asked twice for each vote.
 */
export function boxOf(voter: string, boxes: number): number {
  let number = 0;
  for (const digit of voter.slice(0, LENGTH)) number = number * 64 + DIGITS.indexOf(digit);
  return number % boxes;
}
