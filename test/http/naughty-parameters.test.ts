import { reset } from 'cloudflare:test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATIONS } from '../../src/contract/operations.ts';
import { ARTICLE, call, EDITOR, newVoter, publish, realArticle } from '../helpers.ts';
import { document, statusesOf } from './documented.ts';
import { each, encoded, inHeaders, texts } from './naughty.ts';

let voter = '';
beforeAll(async () => {
  await publish();
  const positions = realArticle().positions.slice(0, 1);
  await publish(realArticle({ id: 'small', positions, polls: [] }));
  voter = await newVoter();
});
afterAll(() => reset());

const BODIES = {
  ArticleToPublish: realArticle(),
  BallotToCast: { outcome: 'both' },
  ResolutionToPublish: { void: true, evidence: 'https://gov.example/agreement' },
  SolvedChallenge: { turnstile: 'solved' },
  BallotForm: {},
} as const;
/** Every place in which an operation takes something: of its path, its query and its headers. */
const places = OPERATIONS.filter(({ asset }) => asset !== true).flatMap((operation) => {
  const { parameters = [] } = document.paths[operation.path]?.[operation.method] ?? {};
  const described = parameters.filter(({ in: where }) => where !== 'header');
  const secret = { editor: ['Authorization'], voter: ['Standpoint-Voter'] } as const;
  const headers = new Set<string>([
    ...(operation.headers ?? []),
    ...(operation.who === undefined ? [] : secret[operation.who]),
    ...(operation.body === undefined ? [] : ['Content-Type']),
    ...(operation.id === 'ballotForm' ? ['Cookie', 'Origin'] : []),
  ]);
  return [...described, ...[...headers].map((name) => ({ in: 'header' as const, name }))].map(
    ({ in: where, name }) => ({ operation, where, name }),
  );
});

/** A request that an operation would take, with `text` in one place. */
function fill({ operation, where, name }: (typeof places)[number], text: string) {
  const { method, path, who, body, id } = operation;
  // A small article without polls makes pages that are made fast.
  const usual: Record<string, string> = {
    article: path.includes('{poll}') ? ARTICLE : 'small',
    poll: 'who-signs',
    format: 'html',
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, part: string) =>
    where === 'path' && part === name ? encoded(text) : (usual[part] ?? ''),
  );
  const query = new URLSearchParams(
    id === 'oembed' ? { url: `https://standpoint.test/articles/${ARTICLE}` } : {},
  );
  if (where === 'query') query.set(name, text.toWellFormed());
  const form = id === 'ballotForm';
  const headers: Record<string, string> = {
    ...(who === 'editor' ? EDITOR : {}),
    ...(who === 'voter' ? { 'Standpoint-Voter': voter } : {}),
    ...(body === undefined ? {} : { 'Content-Type': body.type ?? 'application/json' }),
    ...(form
      ? { Origin: 'https://standpoint.test', Cookie: `__Host-standpoint-voter=${voter}` }
      : {}),
    ...(where === 'header'
      ? { [name]: name === 'Cookie' ? `__Host-standpoint-voter=${text}` : text }
      : {}),
  };
  const content = form ? 'nothing=1' : body && JSON.stringify(BODIES[body.schema]);
  return call(`${filled}?${query.toString()}`, {
    method: method.toUpperCase(),
    headers,
    ...(content === undefined ? {} : { body: content }),
  });
}

test.each(
  places.map((place) => ({
    place,
    title: `${place.where} ${place.name} of ${place.operation.id}`,
  })),
)('any text will do in $title, and the answer is documented', async ({ place }) => {
  const { operation, where } = place;
  const all = where === 'header' ? inHeaders : texts;
  await each(async (text) => {
    const answer = await fill(place, text);
    // A path with another text in it may be no path of ours.
    const anywhere = where === 'path' ? ['404', '405'] : [];
    expect([...statusesOf(operation), ...anywhere], text).toContain(String(answer.status));
    return answer;
  }, all);
});
