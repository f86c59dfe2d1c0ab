import * as fc from 'fast-check';
import type { Parameter } from '../../../src/contract/document.ts';
import { OPERATIONS } from '../../../src/contract/operations.ts';
import { realArticle } from '../../helpers.ts';
import { document } from '../documented.ts';
import { texts } from '../naughty.ts';

/** What stands for the article of a run, the voters and the editor until a request is sent. */
export const OWN = 'own-article';
export const VOTERS = ['first-voter', 'second-voter'] as const;

/** A request as it is drawn and printed: small, whatever its size when it is sent. */
export interface Drawn {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
}
/** A text with `fill`, repeated, in place of its `…`; as UTF-8 unless it says otherwise. */
interface Body {
  readonly text: string;
  readonly fill?: readonly [piece: string, times: number];
  readonly as?: 'utf-16' | 'latin-1' | 'bom';
}

const POLLS = ['open', 'secret', 'late'];
const [first] = realArticle().polls;
/** The article of a run: one poll whose counts all see, one for those who have voted, one that is over. */
export const article = () => {
  if (first === undefined) throw new Error('the real article has a poll');
  const positions = realArticle().positions.slice(0, 2);
  const outcomes = first.outcomes.map((outcome) => ({ ...outcome, restsOn: [] }));
  const poll = { ...first, outcomes };
  const polls = [
    { ...poll, id: 'open' },
    { ...poll, id: 'secret', reveal: 'after-vote' as const },
    { ...poll, id: 'late', closes: '2020-01-01T00:00:00Z' },
  ];
  return realArticle({ id: OWN, positions, polls });
};
const outcomes = [...(first?.outcomes ?? []).map(({ id }) => id), 'martians'];

/** Mostly what a client that means well sends, at times what nobody should. */
const mostly = <T>(good: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: good, weight: 9 }, { arbitrary: odd, weight: 1 });
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    ...texts.filter((text) => text.length < 300),
    '..',
    '%',
    '%ff',
    '%00',
    '%2e%2e%2f',
  ),
  fc.constantFrom(
    '0'.repeat(64),
    'a'.repeat(600),
    '__proto__',
    'constructor',
    'open.html',
    '{}',
    '*',
  ),
);
const headerText = oddText
  .map((text) => text.replaceAll(/[^\t\x20-\x7e]/g, '?').trim())
  .filter((text) => text !== '');

const IN_PATH: Readonly<Record<string, readonly string[]>> = {
  article: [OWN],
  poll: POLLS,
  receipt: ['0'.repeat(32)],
};
const knownIds = [...realArticle().actors, ...realArticle().topics, ...realArticle().polls];
/** What a parameter may be sent as: by its schema, or not. */
function valueOf({ name, in: where, schema }: Parameter): fc.Arbitrary<string> {
  const { type, enum: known, minimum = 0, maximum = 9 } = schema;
  const good = () => {
    if (where === 'path') return fc.constantFrom(...((known as string[]) ?? IN_PATH[name] ?? []));
    if (known !== undefined) return fc.constantFrom(...known.map(String));
    if (type === 'integer' || type === 'number') {
      return fc.integer({ min: minimum - 1, max: maximum + 1 }).map(String);
    }
    if (type === 'array') {
      return fc
        .subarray(
          knownIds.map(({ id }) => id),
          { maxLength: 3 },
        )
        .map((ids) => ids.join(','));
    }
    if (name === 'url') return fc.constantFrom(`https://standpoint.test/articles/${OWN}`, '/x');
    return fc.constantFrom('*', 'W/"x"', 'uk', 'standpoint', 'open', 'secret', 'eHl6', '""');
  };
  return mostly(good(), where === 'header' ? headerText : oddText);
}

const GOOD: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ArticleToPublish: fc
    .constantFrom('A title', realArticle().title)
    .map((title) => ({ ...article(), title })),
  BallotToCast: fc.constantFrom(...outcomes).map((outcome) => ({ outcome })),
  ResolutionToPublish: fc.constantFrom(
    { outcome: outcomes[0], evidence: 'https://gov.example/' },
    { void: true, evidence: 'https://gov.example/' },
  ),
  SolvedChallenge: fc.constant({ turnstile: 'solved' }),
};

/** The same JSON with something else in one place: another type, nothing, more, too much. */
const spoilt = (good: unknown) =>
  fc
    .tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 }), fc.nat({ max: 5 }))
    .map(([at, junk, how]): Body => {
      const places: { holder: Record<string, unknown>; key: string }[] = [];
      const copy: Record<string, unknown> = structuredClone({ whole: good });
      const visit = (holder: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(holder)) {
          places.push({ holder, key });
          if (typeof value === 'object' && value !== null) visit(value as Record<string, unknown>);
        }
      };
      visit(copy);
      const { holder, key } = places[at % places.length] ?? { holder: copy, key: 'whole' };
      const write = () => JSON.stringify(copy['whole'] ?? null);
      if (how === 0) return delete holder[key], { text: write() };
      if (how === 1) return (holder['unknown'] = junk), { text: write() };
      holder[key] = how < 4 ? junk : '…';
      if (how < 4) return { text: write() };
      const piece = how === 4 ? '[' : '{},';
      return { text: write().replace('"…"', '[…{}]'), fill: [piece, 20_000] };
    });

/** Bodies for an operation that takes one, good and odd, of sizes around what is accepted. */
function bodyOf(schema: string, maxBytes: number): fc.Arbitrary<Body> {
  const form = schema === 'BallotForm';
  const good = form
    ? fc
        .constantFrom(...outcomes.map((id) => `outcome=${id}`), 'action=withdraw')
        .map((text) => ({ text }))
    : (GOOD[schema] ?? fc.constant({})).map((json) => ({ text: JSON.stringify(json) }));
  const sized = fc.tuple(good, fc.integer({ min: -2, max: 3 })).map(([{ text }, more]): Body => {
    const room = maxBytes - new TextEncoder().encode(text).length + more;
    return { text: `…${text}`, fill: [form ? '&' : ' ', Math.max(0, room)] };
  });
  const odd: fc.Arbitrary<Body>[] = [
    oddText.map((text) => ({ text })),
    fc.tuple(good, fc.nat({ max: 40 })).map(([{ text }, end]) => ({ text: text.slice(0, end) })),
    fc
      .tuple(good, fc.constantFrom('utf-16', 'latin-1', 'bom'))
      .map(([{ text }, as]) => ({ text, as })),
    fc.constant({ text: '--x\r\nContent-Disposition: form-data\r\n\r\n--x--' }),
  ];
  return fc.oneof(
    { arbitrary: good, weight: 14 },
    { arbitrary: form ? good : (GOOD[schema] ?? fc.constant({})).chain(spoilt), weight: 6 },
    { arbitrary: fc.oneof(...odd), weight: 3 },
    { arbitrary: sized, weight: 1 },
  );
}

const TYPES = [
  'application/json; charset=utf-8',
  'APPLICATION/JSON',
  'text/plain',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json, text/html',
];
const ACCEPTS = [
  ...Array<string>(8).fill('*/*'),
  'application/json',
  'text/html',
  'text/csv;q=0.1, */*;q=0.1',
  'image/x-no',
  '*/*;q=0',
];
const EVERYWHERE = [
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'Forwarded',
  'Range',
  'X-HTTP-Method-Override',
];
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'];

const given = (headers: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;

/** Requests for each operation of the document that the Worker answers. */
export const request: fc.Arbitrary<Drawn> = fc.oneof(
  ...OPERATIONS.filter(({ asset }) => asset !== true).map((operation) => {
    const described = document.paths[operation.path]?.[operation.method];
    const parameters = described?.parameters ?? [];
    const within = (place: Parameter['in']) => parameters.filter((each) => each.in === place);
    const path = fc.record(
      Object.fromEntries(within('path').map((each) => [each.name, valueOf(each)])),
    );
    const query = fc.record(
      Object.fromEntries([
        ...within('query').map(
          (each) => [each.name, each.required ? valueOf(each) : sometimes(valueOf(each))] as const,
        ),
        ['unknown', fc.option(oddText, { nil: undefined, freq: 20 })] as const,
      ]),
    );
    const [scheme = {}] = described?.security.toReversed() ?? [];
    const token = fc.constantFrom<string>(...VOTERS);
    const headers = fc.record({
      ...Object.fromEntries(within('header').map((each) => [each.name, sometimes(valueOf(each))])),
      Accept: sometimes(mostly(fc.constantFrom(...ACCEPTS), headerText)),
      Authorization:
        'Editor' in scheme
          ? mostly(fc.constant('Bearer editor-token'), headerText)
          : fc.constant(undefined),
      'Standpoint-Voter': 'Voter' in scheme ? mostly(token, headerText) : fc.constant(undefined),
      Cookie:
        'VoterCookie' in scheme
          ? sometimes(mostly(token, headerText).map((text) => `__Host-standpoint-voter=${text}`))
          : fc.constant(undefined),
      Origin:
        operation.id === 'ballotForm'
          ? mostly(fc.constant('https://standpoint.test'), headerText)
          : sometimes(headerText),
      Upgrade:
        operation.id === 'watchStandings'
          ? mostly(fc.constant('websocket'), headerText)
          : fc.constant(undefined),
      'Content-Type':
        operation.body === undefined
          ? fc.constant(undefined)
          : mostly(
              fc.constant<string | undefined>(operation.body.type ?? 'application/json'),
              fc.constantFrom(undefined, ...TYPES),
            ),
    });
    const more = fc.dictionary(fc.constantFrom(...EVERYWHERE), headerText, { maxKeys: 1 });
    const body =
      operation.body === undefined
        ? fc.constant(undefined)
        : fc.option(bodyOf(operation.body.schema, operation.body.maxBytes), {
            nil: undefined,
            freq: 20,
          });
    const method = mostly(fc.constant(operation.method.toUpperCase()), fc.constantFrom(...METHODS));
    return fc
      .record({ method, path, query, headers, more, body, raw: fc.boolean() })
      .map((drawn): Drawn => {
        const write = (text: string) =>
          drawn.raw ? text : encodeURIComponent(text.toWellFormed());
        const where = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          write(drawn.path[name] ?? ''),
        );
        const pairs = Object.entries(given(drawn.query)).map(
          ([name, value]) => `${name}=${write(value)}`,
        );
        return {
          method: drawn.method,
          path: pairs.length === 0 ? where : `${where}?${pairs.join('&')}`,
          headers: given({
            ...drawn.more,
            ...drawn.headers,
            // workerd asks for a WebSocket by GET, whatever the method.
            ...(drawn.method !== 'GET' && { Upgrade: undefined }),
          }),
          ...(drawn.body === undefined || ['GET', 'HEAD'].includes(drawn.method)
            ? {}
            : { body: drawn.body }),
        };
      });
  }),
);

/** The bytes of a body. */
export function bytesOf({ text, fill, as }: Body): BodyInit {
  const whole = fill === undefined ? text : text.replace('…', () => fill[0].repeat(fill[1]));
  if (as === 'utf-16')
    return new Uint8Array(Uint16Array.from(whole, (c) => c.charCodeAt(0)).buffer);
  if (as === 'latin-1') return Uint8Array.from(`${whole}é`, (c) => c.charCodeAt(0));
  return new TextEncoder().encode(as === 'bom' ? `\ufeff${whole}` : whole);
}
