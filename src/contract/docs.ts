import { html } from 'hono/html';
import type { Document } from './document.ts';
import {
  breakable,
  each,
  type Html,
  pretty,
  problemLink,
  section,
  telling,
} from './docs-operation.ts';
import { openApi } from './openapi.ts';
import { OPERATIONS } from './operations.ts';
import { type AnsweredProblem, answeredProblems } from './responses.ts';
import { aboutVerification } from './sameness.ts';

/**
 * The pages about the contract, by file name: one about everything, one about each problem, one about
 * what “verified” says.
 */
export async function docs(): Promise<Record<string, string>> {
  const [document, problems] = await Promise.all([openApi(), answeredProblems()]);
  const pages: Record<string, string> = {
    'docs.html': await frame('Standpoint’s API', 'docs', overview(document, problems)),
    'docs/verification.html': await frame('What “verified” says', 'problem', aboutVerification()),
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
<ul><li><a href="#problems">Problems</a></li><li><a href="#forms">Forms</a></li><li><a href="/docs/verification">What “verified” says</a></li></ul>
</nav>
<main>
<h1>Standpoint’s API</h1>
${each(introduction, (paragraph) => html`<p>${paragraph}</p>`)}
<p>All of this is at <a href="/openapi.json">/openapi.json</a> too, as OpenAPI 3.1.</p>
${each(
  groups,
  ({ name, description, operations }) => html`<h2>${name}</h2><p>${description}</p>
${each(operations, (operation) => section(operation, document))}`,
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

function aboutProblem({ tag, status, title, means, headers, body }: AnsweredProblem): Html {
  const users = OPERATIONS.filter((operation) => operation.problems.includes(tag));
  return html`<main>
<p><a href="/docs#problems">Problems</a></p>
<h1>${title}</h1>
<p class="call"><b>${status}</b> <code>/problems/${tag}</code></p>
<p>${means}</p>
<p>For example${telling(headers).map((name, i) => `${i === 0 ? ', with' : ' and'} the header ${name}`)}:</p>
<pre>${pretty(body)}</pre>
${
  users.length === 0
    ? html`<p>Any path may answer with it.</p>`
    : html`<p>Answered by:</p>
<ul>${each(users, ({ id, method, path, summary }) => html`<li><a href="/docs#${id}">${summary}</a>: <code>${method.toUpperCase()} ${breakable(path)}</code></li>`)}</ul>`
}
</main>`;
}
