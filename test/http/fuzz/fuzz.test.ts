import { reset } from 'cloudflare:test';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answerOf, type Described } from '../../../src/contract/document.ts';
import { call, env, newVoter, publish } from '../../helpers.ts';
import { document, faultsOf, hold, problems } from '../documented.ts';
import { article, bytesOf, type Drawn, OWN, request, VOTERS } from './request.ts';

/**
 * Requests made from the contract, some as it says and some not, in any order: `npm run fuzz` sends
 * many, `npm test` a few. What fails is printed as small as it can be made, with what repeats it:
 * FUZZ_SEED=… FUZZ_PATH=… npm run fuzz.
 */
const { FUZZ_REQUESTS, FUZZ_SEED, FUZZ_PATH } = env as {
  FUZZ_REQUESTS?: string;
  FUZZ_SEED?: string;
  FUZZ_PATH?: string;
};
const REQUESTS = Number(FUZZ_REQUESTS || 300);
const SEED = Number(FUZZ_SEED || 20_261_125);
/** Requests of one run at most, which has an article of its own; two fifths of it on average. */
const MOST = 24;
/** What a refusal may weigh (characters), beside what of the request it quotes; any answer may take ms. */
const SMALL = 32_000;
const AT_ONCE = 10_000;

let tokens: Record<string, string> = {};
beforeAll(async () => {
  // A fault is found by its answer; the log would only repeat it.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  tokens = Object.fromEntries(
    await Promise.all(VOTERS.map(async (name) => [name, await newVoter()])),
  );
});
afterAll(async () => {
  vi.restoreAllMocks();
  await reset();
}, 120_000);

/** The operations that a path may be of: what is written there, and its braces as anything. */
const PATHS = Object.entries(document.paths).map(([template, methods]) => ({
  methods,
  pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
}));
function operationsAt(method: string, path: string): Described[] {
  const { pathname } = new URL(path, 'https://standpoint.test');
  const name = method === 'HEAD' ? 'get' : method.toLowerCase();
  const spellings = [pathname, pathname.replaceAll(/%2e/gi, '.')];
  return PATHS.filter(({ pattern }) => spellings.some((each) => pattern.test(each))).flatMap(
    ({ methods }) => methods[name] ?? [],
  );
}

/** What any path answers to what is not there. */
const NOT_THERE: Readonly<Record<string, readonly string[]>> = {
  404: ['not-found', 'article-not-found', 'poll-not-found', 'unknown-format'],
  405: ['method-not-allowed'],
};

async function holdAnswer(drawn: Drawn, answer: Response, took: number): Promise<void> {
  const { status } = answer;
  expect(status === 503 || status === 501 || status < 500, `${status}`).toBe(true);
  expect(took).toBeLessThan(AT_ONCE);
  expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(answer.headers.get('Cache-Control')).toBeTruthy();
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  const described = operationsAt(drawn.method, drawn.path);
  const [type = ''] = (answer.headers.get('Content-Type') ?? '').split(';');
  if (status >= 400) {
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const text = await answer.text();
    expect(text.length).toBeLessThan(SMALL + 3 * drawn.path.length);
    if (drawn.method === 'HEAD') return expect(text).toBe('');
    if (type === 'text/html') return expect(text).toMatch(/^<!doctype html>/);
    expect(type).toBe('application/problem+json');
    const body = JSON.parse(text) as { type: string; status: number };
    const tag = body.type.replace('/problems/', '');
    expect(body.status).toBe(status);
    const schema = problems.find((problem) => problem.tag === tag);
    expect(schema, tag).toBeDefined();
    const name = `${tag.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Problem`;
    expect(faultsOf(document.components.schemas[name], body)).toEqual([]);
    const own = described.some((operation) => operation.responses[status] !== undefined);
    expect(own || NOT_THERE[status]?.includes(tag), `${status} ${tag} is documented`).toBe(true);
    return;
  }
  if (drawn.method === 'OPTIONS') return expect(status).toBe(204);
  if (status === 308) return expect(answer.headers.get('Location')).toMatch(/^\/(?!\/)/);
  const said = described
    .map((operation) => answerOf(document, operation, String(status)))
    .find(
      (each) =>
        each !== undefined &&
        (each.content === undefined || type in each.content || drawn.method === 'HEAD'),
    );
  expect(said, `${status} is documented`).toBeDefined();
  if (drawn.method === 'HEAD') return expect(await answer.text()).toBe('');
  await hold(answer, said);
}

/** What of its article a run could change: the article itself, and each poll. */
const PARTS = ['version', 'open', 'secret', 'late'] as const;
type Part = (typeof PARTS)[number];
/** The parts that a request to a path may change: those it names, or any. */
const partsAt = (path: string) => {
  const named = PARTS.filter((part) => path.includes(`/${part}/`));
  return named.length === 0 ? PARTS : named;
};
interface PollState {
  readonly resolution?: unknown;
  readonly ballots: readonly { outcome?: string; receipt?: string }[];
}

/** How a part stands, exactly: of a poll what each voter chose, as counts follow within a second. */
async function stateOf(id: string, part: Part, voters: readonly string[]): Promise<string> {
  if (part === 'version') return (await call(`/v1/articles/${id}`)).headers.get('ETag') ?? '';
  const path = `/v1/articles/${id}/polls/${part}`;
  const { resolution } = await (await call(path)).json<{ resolution?: unknown }>();
  const ballots = await Promise.all(
    voters.map(async (token) => {
      const answer = await call(`${path}/ballot`, { headers: { 'Standpoint-Voter': token } });
      const { outcome, receipt } = await answer.json<PollState['ballots'][number]>();
      return { ...(outcome && { outcome }), ...(receipt && { receipt }) };
    }),
  );
  return JSON.stringify({ resolution, ballots } satisfies PollState);
}

test('whatever is sent in whatever order, answers are as documented and refusals change nothing', async () => {
  let asked = 0;
  let runs = 0;
  const statuses = new Map<number, number>();
  const acknowledged = new Map<string, number>();
  const sent = new Map<string, readonly Drawn[]>();

  const run = async (requests: readonly Drawn[]) => {
    const id = `fuzz-${(runs += 1)}`;
    sent.set(id, requests);
    await publish({ ...article(), id });
    const own = (text: string) =>
      Object.entries({ [OWN]: id, ...tokens }).reduce(
        (all, [name, value]) => all.replaceAll(name, value),
        text,
      );
    const known = Object.values(tokens);
    const state = new Map<Part, string>();
    const note = async (parts: readonly Part[]) => {
      for (const part of parts) state.set(part, await stateOf(id, part, known));
    };
    const holdState = async (parts: readonly Part[], what: string) => {
      for (const part of parts) {
        expect(await stateOf(id, part, known), `${what} changed nothing: ${part}`).toBe(
          state.get(part),
        );
      }
    };
    await note(PARTS);
    for (const drawn of requests) {
      const { method, headers, body } = drawn;
      const path = own(drawn.path);
      const before = performance.now();
      const answer = await call(path, {
        method,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, text]) => [name, own(text)]),
        ),
        ...(body === undefined ? {} : { body: bytesOf({ ...body, text: own(body.text) }) }),
      });
      asked += 1;
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const [, minted] =
        /^__Host-standpoint-voter=([^;]+)/.exec(answer.headers.get('Set-Cookie') ?? '') ?? [];
      await holdAnswer({ ...drawn, path }, answer, performance.now() - before);
      const changes = !['GET', 'HEAD', 'OPTIONS'].includes(method);
      if (minted !== undefined) {
        known.push(minted);
        await note(PARTS);
      } else if (changes && answer.status < 400) await note(partsAt(drawn.path));
      else if (changes) await holdState(partsAt(drawn.path), 'what was refused');
    }
    await holdState(PARTS, 'what was read, or of another part,');
    const { ballots } = JSON.parse(state.get('open') ?? '') as PollState;
    acknowledged.set(id, ballots.filter(({ outcome }) => outcome !== undefined).length);
  };

  const sequence = fc.array(request, { minLength: 1, maxLength: MOST, size: 'max' });
  await fc.assert(fc.asyncProperty(sequence, run), {
    seed: SEED,
    numRuns: Math.ceil(REQUESTS / (MOST / 2.4)),
    ...(FUZZ_PATH === undefined || FUZZ_PATH === '' ? {} : { path: FUZZ_PATH }),
    endOnFailure: false,
  });
  for (const [id, ballots] of acknowledged) {
    const path = `/v1/articles/${id}/polls/open/standings`;
    const total = async () => {
      const answer = await call(path);
      return answer.status === 404 ? ballots : (await answer.json<{ total: number }>()).total;
    };
    await expect
      .poll(total, { timeout: 10_000, message: JSON.stringify(sent.get(id)) })
      .toBe(ballots);
  }
  const told = [...statuses].toSorted(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
  const figures = `${asked} requests in ${runs} runs (seed ${SEED}): ${told.join(', ')}`;
  // oxlint-disable-next-line no-console -- the figures are what it is run for
  if (FUZZ_REQUESTS) console.log(figures);
  if (!FUZZ_PATH) expect(asked).toBeGreaterThanOrEqual(REQUESTS);
}, 3_600_000);
