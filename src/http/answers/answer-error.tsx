import type { Context } from 'hono';
import * as v from 'valibot';
import { ArticleSchema } from '../../domain/article.ts';
import type { Problem } from '../../domain/problem.ts';
import { i18nFor } from '../../views/i18n.ts';
import { readTheme } from '../../views/page/embed-choice.ts';
import { ProblemPage } from '../../views/page/problem-page.tsx';
import type { App } from '../context.ts';
import { prefersHtml } from '../requests/accept.ts';
import { readLanguage } from '../requests/language.ts';
import { anyOriginOf } from '../requests/origin.ts';
import { documentHeaders, framePolicy, PAGE_POLICY, render } from './html.ts';
import { KIND_OF } from './problem-kind.ts';
import { problemHeaders, problemOf, problemResponse } from './problem.ts';
import { wording } from './problem-wording.ts';
import { HTML_TYPE } from './send.ts';

/** Answers whatever was thrown. */
export async function answerError(error: Error, c: Context<App>): Promise<Response> {
  // Whatever it came to: no page is made for a host that is none.
  if (!URL.canParse(c.req.url)) return problemResponse(FOREIGN_HOST);
  return answerProblem(problemOf(error, c.req.header('CF-Ray')), c);
}

const FOREIGN_HOST = {
  tag: 'invalid-parameter',
  parameter: 'Host',
  reason: 'names no host',
} as const;

/** Answers with a problem: programs with JSON, people with a page in their language. */
export async function answerProblem(problem: Problem, c: Context<App>): Promise<Response> {
  if (!prefersHtml(c.req.header('Accept'))) return problemResponse(problem);
  const { status } = wording(problem);
  const language = readLanguage(c) ?? 'en';
  const framed = c.req.path.startsWith('/embed/');
  const page = (
    <ProblemPage
      kind={KIND_OF[problem.tag]}
      status={status}
      tag={problem.tag}
      i18n={i18nFor(language)}
      theme={readTheme(c.req.query('theme'))}
      article={articleOf(c.req.path, problem)}
      reference={problem.tag === 'internal' ? problem.instance : undefined}
      framed={framed}
    />
  );
  return new Response(`<!doctype html>${await render(page)}`, {
    status,
    headers: {
      ...problemHeaders(problem),
      // What it says is wrong is seen where it is wrong: in any frame.
      ...documentHeaders(framed ? framePolicy(anyOriginOf(c), undefined) : PAGE_POLICY),
      'Content-Type': HTML_TYPE,
      'Content-Language': language,
    },
  });
}

/** The article that an address names, unless the problem is that there is none. */
function articleOf(path: string, { tag }: Problem): string | undefined {
  const [, id] = /^\/(?:v1\/articles|articles|embed)\/([^/]+)/.exec(path) ?? [];
  const there = tag !== 'article-not-found' && tag !== 'not-found';
  return there && v.is(ArticleSchema.entries.id, id) ? id : undefined;
}
