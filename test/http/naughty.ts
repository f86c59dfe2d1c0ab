// As text: workerd's module loader refuses the list itself.
import list from 'big-list-of-naughty-strings/blns.json?raw';
import { expect } from 'vitest';

/** Requests under way at once. */
const AT_ONCE = 20;
export const LONG = 'a'.repeat(10_000);
export const texts = [...(JSON.parse(list) as string[]), LONG, '', '.', '..', '\u0000', '\ud800'];

/** Holds an answer to what any input may get: never a 500, and every refusal is a problem. */
export async function hold(answer: Response, input: string): Promise<number> {
  if (answer.webSocket !== null) {
    answer.webSocket.accept();
    answer.webSocket.close();
    return answer.status;
  }
  const body = await answer.text();
  const said = `${JSON.stringify(input.slice(0, 100))}: ${answer.status} ${body.slice(0, 200)}`;
  // oEmbed's own answer to a format that is not made.
  if (answer.status !== 501) expect(answer.status, said).toBeLessThan(500);
  expect(answer.headers.get('Cache-Control'), said).toBeTruthy();
  if (answer.status >= 400) {
    expect(answer.headers.get('Content-Type'), said).toBe('application/problem+json');
    const problem = JSON.parse(body) as Record<string, unknown>;
    expect(problem['type'], said).toMatch(/^\/problems\/[a-z-]+$/);
    expect(problem['status'], said).toBe(answer.status);
    // What is refused may be quoted once, not multiplied.
    expect(body.length, said).toBeLessThan(5_000 + 2 * input.length);
  }
  return answer.status;
}

export async function each(
  send: (text: string) => Promise<Response>,
  all: readonly string[] = texts,
): Promise<void> {
  for (let i = 0; i < all.length; i += AT_ONCE) {
    await Promise.all(all.slice(i, i + AT_ONCE).map(async (text) => hold(await send(text), text)));
  }
}

export const encoded = (text: string) => encodeURIComponent(text.toWellFormed());
/** What a header can carry; of the rest one is enough, since workerd warns of each. */
export const inHeaders = [
  ...texts.filter((text) => /^[\t\x20-\x7e]*$/.test(text)),
  '田中さんにあげて下さい',
];
