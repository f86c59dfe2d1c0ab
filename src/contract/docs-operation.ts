import { html, raw } from 'hono/html';
import {
  answerOf,
  type Described,
  type DescribedAnswer,
  type Document,
  type Parameter,
} from './document.ts';
import type { Operation } from './operation.ts';
import { exampleOf } from './parameters.ts';
import type { JsonSchema } from './schemas.ts';

export type Html = ReturnType<typeof html>;

export const each = <T>(items: readonly T[], item: (value: T) => Html) => items.map(item);
export const pretty = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2);
export const problemLink = (tag: string) =>
  html`<a href="/problems/${tag}"><code>${tag}</code></a>`;
const form = (name: string) => html`<a href="#form-${name}">${name}</a>`;

/** A path that a narrow screen may break after each slash. */
export const breakable = (path: string) =>
  html`${path.split('/').map((part, i) => (i === 0 ? part : html`/${raw('<wbr>')}${part}`))}`;

/** One operation, as the document describes it. */
export function section(operation: Operation, document: Document): Html {
  const { id, method, path, summary, details, body, asset, problems } = operation;
  const about = document.paths[path]?.[method];
  return html`<section id="${id}">
<h3>${summary}</h3>
<p class="call"><b>${method.toUpperCase()}</b> <code>${breakable(path)}</code></p>
${details === undefined ? '' : html`<p>${details}</p>`}
${who(about?.security ?? [])}
${parameterTable(about?.parameters ?? [])}
${body === undefined ? '' : html`<p>Body: ${body.type ?? 'JSON'}, ${form(body.schema)}, at most ${body.maxBytes} bytes.${body.neededWhen === undefined ? '' : ` Needed only where ${body.neededWhen}.`}</p>`}
<div class="scroll"><table><thead><tr><th>Status</th><th>Answer</th></tr></thead><tbody>
${each(Object.keys(about?.responses ?? {}), (status) => answerRow(status, operation, document, about))}
</tbody></table></div>
${problems.length === 0 || asset ? '' : html`<p>Problems: ${problems.map((tag, i) => html`${i === 0 ? '' : ', '}${problemLink(tag)}`)}.</p>`}
<pre>${call(operation, about?.parameters ?? [])}</pre>
${examples(operation, document, about)}
</section>`;
}

const WHO: Readonly<Record<string, string>> = {
  Editor: 'For editors: send a token in Authorization: Bearer ….',
  Voter: 'For voters: send a voter token in Standpoint-Voter.',
  VoterCookie: 'A voter is known by the cookie of the service’s own pages.',
};

/** Who may ask, where that is not just anyone. */
function who(security: Described['security']): Html | '' {
  const [scheme] = security.flatMap((one) => Object.keys(one));
  if (scheme === undefined) return '';
  const others = security.length > 1 ? ' Anyone else may ask too.' : '';
  return html`<p class="note">${WHO[scheme]}${others}</p>`;
}

function parameterTable(all: readonly Parameter[]): Html | '' {
  if (all.length === 0) return '';
  return html`<div class="scroll"><table><thead><tr><th>Parameter</th><th>In</th><th>Form</th><th>What it says</th></tr></thead><tbody>
${each(all, ({ name, in: place, required, description, schema }) => html`<tr><td><code>${name}</code></td><td>${place}${required ? '' : ', optional'}</td><td>${formOf(schema)}</td><td>${description}</td></tr>`)}
</tbody></table></div>`;
}

/** What a value may be, in words: “integer, 1 to 200, else 50”. */
function formOf({ type, enum: known, minimum, maximum, default: standard }: JsonSchema): string {
  const words = { string: 'text', array: 'list, a,b', integer: 'integer' };
  return [
    known === undefined ? words[type as keyof typeof words] : known.map(String).join(' or '),
    ...(minimum === undefined ? [] : [`${minimum} to ${String(maximum)}`]),
    ...(standard === undefined ? [] : [`else ${JSON.stringify(standard).replaceAll('"', '')}`]),
  ].join(', ');
}

/** The headers worth a word: not those that every answer has. */
export const telling = (headers: readonly string[]) => headers.filter((name) => !USUAL.has(name));
const USUAL = new Set(['Cache-Control', 'X-Content-Type-Options', 'Content-Security-Policy']);

function answerRow(
  status: string,
  operation: Operation,
  document: Document,
  about: Described | undefined,
): Html {
  const answer = about && answerOf(document, about, status);
  const own = operation.answers[Number(status)];
  const types = Object.entries(own?.content ?? {}).map(([type, name]) =>
    name === 'text' ? html` <code>${type}</code>` : html` ${form(name)}`,
  );
  const headers = telling(Object.keys(answer?.headers ?? {}));
  return html`<tr><td>${status}</td><td>${answer?.description}${types}${own?.messages === undefined ? '' : html` ${form(own.messages)}`}${headers.length === 0 ? '' : html` <span class="note">with ${headers.join(', ')}</span>`}</td></tr>`;
}

/** What it answers when all goes well, to look at. */
function examples({ answers }: Operation, document: Document, about: Described | undefined) {
  const shown = Object.keys(answers).flatMap((status) => {
    const content = (about && answerOf(document, about, status)?.content) ?? {};
    return Object.entries(content).flatMap(([type, media]) =>
      valuesOf(media, document).map((value) => ({ status, type, value })),
    );
  });
  return each(
    shown,
    ({ status, type, value }) =>
      html`<details><summary>An answer: ${status}, ${type}</summary><pre>${pretty(value)}</pre></details>`,
  );
}

type MediaType = NonNullable<DescribedAnswer['content']>[string];
const valuesOf = ({ examples: named = {} }: MediaType, { components }: Document): unknown[] =>
  Object.values(named).map((example) =>
    '$ref' in example
      ? components.examples[example.$ref.replace('#/components/examples/', '')]?.value
      : example.value,
  );

/** The operation as a reader can try it: in a shell, or a WebSocket in a browser. */
function call(operation: Operation, parameters: readonly Parameter[]): string {
  const { path, method, who: caller, headers = [], body, answers } = operation;
  const where = exampleOf(path, parameters);
  if (answers[101] !== undefined) {
    return `new WebSocket('ws://localhost:8787${where}', ['standpoint'])`;
  }
  const parts = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'http://localhost:8787${where}'`,
  ];
  if (caller === 'editor') parts.push('-H "Authorization: Bearer $EDITOR_TOKEN"');
  if (caller === 'voter') parts.push('-H "Standpoint-Voter: $TOKEN"');
  if (headers.includes('If-Match')) parts.push(`-H 'If-Match: "<the version it replaces>"'`);
  if (body !== undefined && body.neededWhen === undefined) {
    const data = body.example.startsWith('@') ? body.example : `'${body.example}'`;
    parts.push(`-H 'Content-Type: ${body.type ?? 'application/json'}' -d ${data}`);
  }
  return parts.join(' \\\n  ');
}
