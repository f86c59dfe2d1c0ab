/** How long a service may take to answer: ms. */
const PATIENCE = 30_000;

/** Asks a service; throws a line where none answers in time. */
export async function ask(url: URL | string, init: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(url, { signal, ...init }).catch(() => null);
  if (answer === null) throw new Error(`nothing answers at ${new URL(url).origin}`);
  return answer;
}

/** Throws a line with what is wrong, as the service says it, where an answer is a problem. */
export async function mustBeOk(answer: Response, about: string): Promise<Response> {
  if (answer.ok) return answer;
  const { detail = '' } = (await answer.json().catch(() => ({}))) as { detail?: string };
  throw new Error(`${about}: ${answer.status} ${detail}`);
}

/** The JSON at an address; throws a line where it is not there. */
export const askJson = async <T>(url: string): Promise<T> =>
  (await mustBeOk(await ask(url), url)).json() as Promise<T>;
