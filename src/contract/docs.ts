import { html, raw } from 'hono/html';
import { OPERATIONS } from './operations.ts';
import type { Operation } from './operation.ts';
import {
  type AnsweredProblem,
  answeredProblems,
  type Described,
  type DescribedAnswer,
  type Document,
  openApi,
  type Parameter,
} from './openapi.ts';

type Html = ReturnType<typeof html>;

/** The pages about the contract, by file name: one about everything, one about each problem. */
export async function docs(): Promise<Record<string, string>> {
  const [document, problems] = await Promise.all([openApi(), answeredProblems()]);
  const pages: Record<string, string> = {
    'docs.html': await frame('Standpoint’s API', 'docs', overview(document, problems)),
  };
  for (const problem of problems) {
    pages[`problems/${problem.tag}.html`] = await frame(
      problem.title,
      'problem',
      aboutProblem(problem),
    );
  }
  return pages;
}

async function frame(title: string, kind: string, body: Html): Promise<string> {
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body class="${kind}">
${body}
</body>
</html>
`;
  return page.toString();
}

const each = <T>(items: readonly T[], item: (value: T) => Html) => items.map(item);
const problemLink = (tag: string) => html`<a href="/problems/${tag}"><code>${tag}</code></a>`;
const pretty = (value: unknown) => JSON.stringify(value, null, 2);
const described = (document: Document, { path, method }: Operation): Described | undefined =>
  document.paths[path]?.[method];

function overview(document: Document, problems: readonly AnsweredProblem[]): Html {
  const groups = document.tags.map((group) => ({
    ...group,
    operations: OPERATIONS.filter((operation) => operation.group === group.name),
  }));
  const introduction = String(document.info['description']).split('\n\n');
  return html`<nav aria-label="Contents">
<p><a href="/">Standpoint</a></p>
${each(
  groups,
  ({ name, operations }) => html`<h2>${name}</h2>
<ul>${each(operations, ({ id, method, path }) => html`<li><a href="#${id}"><b>${method.toUpperCase()}</b> ${breakable(path)}</a></li>`)}</ul>`,
)}
<h2>Reference</h2>
<ul><li><a href="#problems">Problems</a></li><li><a href="#forms">Forms</a></li></ul>
</nav>
<main>
<h1>Standpoint’s API</h1>
${each(introduction, (paragraph) => html`<p>${paragraph}</p>`)}
<p>All of this is at <a href="/openapi.json">/openapi.json</a> too, as OpenAPI 3.1.</p>
${each(
  groups,
  ({ name, description, operations }) => html`<h2>${name}</h2><p>${description}</p>
${each(operations, (operation) => section(operation, described(document, operation)))}`,
)}
<h2 id="problems">Problems</h2>
<p>Each <code>type</code> is the address of a page about it.</p>
<div class="scroll"><table><thead><tr><th>Status</th><th>Type</th><th>When</th></tr></thead><tbody>
${each(problems, ({ tag, status, means }) => html`<tr><td>${status}</td><td>${problemLink(tag)}</td><td>${means}</td></tr>`)}
</tbody></table></div>
<h2 id="forms">Forms</h2>
<p>JSON Schema 2020-12, as the document has them.</p>
${each(
  Object.entries(document.components.schemas).filter(([name]) => !name.endsWith('Problem')),
  ([name, schema]) =>
    html`<details id="form-${name}"><summary>${name}</summary><pre>${pretty(schema)}</pre></details>`,
)}
</main>`;
}

function section(operation: Operation, about: Described | undefined): Html {
  const { id, method, path, summary, details, who, body, asset, problems } = operation;
  return html`<section id="${id}">
<h3>${summary}</h3>
<p class="call"><b>${method.toUpperCase()}</b> <code>${breakable(path)}</code></p>
${details === undefined ? '' : html`<p>${details}</p>`}
${who === undefined ? '' : html`<p class="note">${WHO[who]}</p>`}
${parameters(about?.parameters ?? [])}
${body === undefined ? '' : html`<p>Body: JSON, ${form(body.schema)}, at most ${body.maxBytes} bytes.${body.neededWhen === undefined ? '' : ` Needed only where ${body.neededWhen}.`}</p>`}
<div class="scroll"><table><thead><tr><th>Status</th><th>Answer</th></tr></thead><tbody>
${each(Object.entries(about?.responses ?? {}), ([status, answer]) => answerRow(status, answer, operation))}
</tbody></table></div>
${problems.length === 0 || asset ? '' : html`<p>Problems: ${problems.map((tag, i) => html`${i === 0 ? '' : ', '}${problemLink(tag)}`)}.</p>`}
<pre>${example(operation)}</pre>
</section>`;
}

const WHO = {
  editor: 'For editors: send a token in Authorization: Bearer ….',
  voter: 'For voters: send a voter token in Standpoint-Voter.',
} as const;

const form = (name: string) => html`<a href="#form-${name}">${name}</a>`;

function parameters(all: readonly Parameter[]): Html | '' {
  if (all.length === 0) return '';
  return html`<div class="scroll"><table><thead><tr><th>Parameter</th><th>In</th><th>What it says</th></tr></thead><tbody>
${each(all, ({ name, in: place, required, description, schema: { enum: known } }) => html`<tr><td><code>${name}</code></td><td>${place}${required ? '' : ', optional'}</td><td>${description}${known === undefined ? '' : ` One of ${known.map(String).join(', ')}.`}</td></tr>`)}
</tbody></table></div>`;
}

function answerRow(status: string, answer: DescribedAnswer, operation: Operation): Html {
  const own = operation.answers[Number(status)];
  const types = Object.entries(own?.content ?? {}).map(([type, name]) =>
    name === 'text' ? html` <code>${type}</code>` : html` ${form(name)}`,
  );
  return html`<tr><td>${status}</td><td>${answer.description}${types}${own?.messages === undefined ? '' : html` ${form(own.messages)}`}</td></tr>`;
}

function aboutProblem({ tag, status, title, means, headers, body }: AnsweredProblem): Html {
  const users = OPERATIONS.filter((operation) => operation.problems.includes(tag));
  return html`<main>
<p><a href="/docs#problems">Problems</a></p>
<h1>${title}</h1>
<p class="call"><b>${status}</b> <code>/problems/${tag}</code></p>
<p>${means}</p>
<p>For example${headers.includes('Allow') ? ', with the header Allow' : ''}:</p>
<pre>${pretty(body)}</pre>
${
  users.length === 0
    ? html`<p>Any path may answer with it.</p>`
    : html`<p>Answered by:</p>
<ul>${each(users, ({ id, method, path, summary }) => html`<li><a href="/docs#${id}">${summary}</a>: <code>${method.toUpperCase()} ${breakable(path)}</code></li>`)}</ul>`
}
</main>`;
}

/** A path that a narrow screen may break after each slash. */
const breakable = (path: string) =>
  html`${path.split('/').map((part, i) => (i === 0 ? part : html`/${raw('<wbr>')}${part}`))}`;

/** The operation as a reader can try it: in a shell, or a WebSocket in a browser. */
function example({ path, method, who, headers = [], body, answers }: Operation): string {
  const where = path
    .replace('{article}', 'russia-rare-earths-offer')
    .replace('{poll}', 'who-signs')
    .replace('{format}', 'csv');
  if (answers[101] !== undefined) {
    return `new WebSocket('ws://localhost:8787${where}', ['standpoint'])`;
  }
  const parts = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}http://localhost:8787${where}`,
  ];
  if (who === 'editor') parts.push('-H "Authorization: Bearer $EDITOR_TOKEN"');
  if (who === 'voter') parts.push('-H "Standpoint-Voter: $TOKEN"');
  if (headers.includes('If-Match')) parts.push(`-H 'If-Match: "<the version it replaces>"'`);
  if (body !== undefined && body.neededWhen === undefined) {
    const data = body.example.startsWith('@') ? body.example : `'${body.example}'`;
    parts.push(`-H 'Content-Type: application/json' -d ${data}`);
  }
  return parts.join(' \\\n  ');
}
