import { reset } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answerOf, type MediaType } from '../../src/contract/document.ts';
import type { Operation } from '../../src/contract/operation.ts';
import { OPERATIONS } from '../../src/contract/operations.ts';
import { exampleOf } from '../../src/contract/parameters.ts';
import { callJson, castBallot, EDITOR, newVoter, pollPath } from '../helpers.ts';
import { document, faultsOf } from './documented.ts';

/** Where the document's own examples have the service. */
const SERVICE = 'http://localhost:8787';

const RECEIPT = '5f1d7a84db00d2fce00b31a7fc73224f';
/** What of an answer is another each time, and what stands for it in the document. */
const CHANGES: readonly [RegExp, string][] = [
  [/\b\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z/g, '2026-12-01T09:30:00.000Z'],
  [/\d+ \w+ \d{4} at \d\d:\d\d UTC/g, '1 December 2026 at 09:30 UTC'],
  [/"[0-9a-f]{32}"/g, `"${RECEIPT}"`],
  [
    /"k2\.[^"]+"/g,
    '"k2.mJ0cGf3vR1yT5wZ8aQ2bXw.1827394200.7uSx0hR4qkE2vYd1nPz9tLw6gCb3mJf8aQe5oWi0sKx"',
  ],
];
const steady = (text: string) =>
  CHANGES.reduce((out, [now, shown]) => out.replace(now, shown), text);

const answers: Record<string, Record<string, Record<string, unknown>>> = {};
let voter = '';
/** Of that voter's ballot. */
let receipt = '';

const operationOf = (id: string): Operation => {
  const found = OPERATIONS.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`there is no operation ${id}`);
  return found;
};
const valueOf = (media: MediaType | undefined): unknown => {
  const [example] = Object.values(media?.examples ?? {});
  if (example === undefined || 'value' in example) return example?.value;
  return document.components.examples[example.$ref.replace('#/components/examples/', '')]?.value;
};

/** Asks as the document's examples do, and keeps the answer. `more` is what only some would send. */
async function ask(id: string, more: Readonly<Record<string, string>> = {}, format = 'csv') {
  const { path, method, who, body } = operationOf(id);
  const described = document.paths[path]?.[method];
  const where = exampleOf(
    path.replace('{format}', format).replace('{receipt}', receipt),
    described?.parameters ?? [],
  );
  const [sent] = Object.values(described?.requestBody?.content ?? {});
  const needed = body !== undefined && body.neededWhen === undefined;
  const request = new Request(SERVICE + where, {
    method: method.toUpperCase(),
    headers: {
      ...(who === 'editor' ? EDITOR : {}),
      ...(who === 'voter' ? { 'Standpoint-Voter': voter } : {}),
      ...(needed ? { 'Content-Type': 'application/json' } : {}),
      ...more,
    },
    ...(needed ? { body: JSON.stringify(valueOf(sent)) } : {}),
  });
  const answer = await exports.default.fetch(request);
  const [type = ''] = (answer.headers.get('Content-Type') ?? '').split(';');
  const text = steady(await answer.text());
  const value: unknown = type.endsWith('json') ? JSON.parse(text) : text;
  ((answers[id] ??= {})[answer.status] ??= {})[type] = value;
}

/** Waits until the standings have every ballot: they are up to a second behind. */
const counted = (total: number) =>
  vi.waitFor(
    async () => {
      const { body } = await callJson(pollPath('/standings'));
      expect(body['total']).toBe(total);
    },
    { timeout: 10_000, interval: 100 },
  );

/** How many snapshots lie between the first and the last is a matter of time. */
function thinHistory(): void {
  const history = answers['readHistory']?.['200']?.['application/json'] as
    | { snapshots: unknown[] }
    | undefined;
  history?.snapshots.splice(1, history.snapshots.length - 2);
}

/** Ballots stand in the order of their receipts, and those are drawn anew each time. */
function sortBallots(): void {
  const list = answers['listBallots']?.['200'] ?? {};
  const [head, ...rows] = String(list['text/csv']).trimEnd().split('\r\n');
  const outcomes = rows.map((row) => row.replace(/^.*,/, '')).toSorted();
  const lines = outcomes.map((outcome, i) => `${i + 4}${RECEIPT.slice(1)},${outcome}`);
  list['text/csv'] = [head, ...lines, ''].join('\r\n');
}

/** All that the document shows, from the first publication on. */
beforeAll(async () => {
  await ask('publishArticle');
  await ask('publishArticle');
  for (const id of ['listArticles', 'readArticle', 'readComparison', 'readAgreement', 'oembed']) {
    await ask(id);
  }
  await ask('exportComparison');
  await ask('exportComparison', {}, 'md');
  await ask('createVoter');
  voter = await newVoter();
  await ask('createVoter', { 'Standpoint-Voter': voter });
  await ask('castBallot');
  await ask('castBallot');
  await ask('readBallot');
  const own = { headers: { 'Standpoint-Voter': voter } };
  receipt = String((await callJson(pollPath('/ballot'), own)).body['receipt']);
  await counted(1);
  await callJson(pollPath('/history')); // where counts that have changed become a snapshot
  for (const outcome of ['both', 'both', 'ukraine-only'])
    await castBallot(await newVoter(), outcome);
  await counted(4);
  for (const id of ['readPoll', 'readStandings', 'readIntegrity', 'closePoll']) await ask(id);
  for (const id of ['pollCsv', 'pollMarkdown']) await ask(id);
  for (const id of ['readHistory', 'listBallots', 'findBallot', 'resolvePoll', 'undoResolution'])
    await ask(id);
  thinHistory();
  sortBallots();
  await ask('readHealth');
});
afterAll(() => reset());

test('the document shows what the service answers', async () => {
  const { readArticle, ...shown } = answers;
  const { path, method } = operationOf('readArticle');
  const article = document.paths[path]?.[method];
  const said = article && answerOf(document, article, '200');
  expect(readArticle?.[200]?.['application/json']).toEqual(
    valueOf(said?.content?.['application/json']),
  );
  const text = `${JSON.stringify(shown, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../src/contract/examples.json');
});

test('no answer to a program is without an example', () => {
  const without = OPERATIONS.filter(({ asset }) => asset !== true).flatMap((operation) => {
    const described = document.paths[operation.path]?.[operation.method];
    return Object.keys(operation.answers).flatMap((status) => {
      const { content = {} } = (described && answerOf(document, described, status)) ?? {};
      return Object.entries(content)
        .filter(([type, media]) => !['text/html', 'image/png'].includes(type) && !media.examples)
        .map(([type]) => `${operation.id} ${status} ${type}`);
    });
  });
  expect(without).toEqual([]);
});

test('every example is of the form it is an example of', () => {
  let seen = 0;
  const hold = (at: string, content: Readonly<Record<string, MediaType>> = {}) => {
    for (const [type, media] of Object.entries(content)) {
      if (media.examples === undefined) continue;
      seen += 1;
      expect(faultsOf(media.schema, valueOf(media)), `${at} ${type}`).toEqual([]);
    }
  };
  for (const methods of Object.values(document.paths)) {
    for (const described of Object.values(methods)) {
      const { operationId: id, requestBody, responses, parameters = [] } = described;
      hold(id, requestBody?.content);
      for (const status of Object.keys(responses)) {
        hold(`${id} ${status}`, answerOf(document, described, status)?.content);
      }
      for (const { name, schema, example } of parameters) {
        if (example !== undefined) expect(faultsOf(schema, example), `${id} ${name}`).toEqual([]);
      }
    }
  }
  expect(seen).toBeGreaterThan(100);
});
