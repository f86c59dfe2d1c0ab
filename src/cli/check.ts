import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import type { Article } from '../domain/article.ts';
import { parseArticle, parseDraft } from '../domain/parse-article.ts';
import type { ArticleFault, Result } from '../domain/problem.ts';
import { verifyArticle } from '../domain/verify-article.ts';
import { ARTICLES, type ArticleFile, readArticles, writeArticle } from './data.ts';

/** `articles check`: are the articles valid, and is every quotation in its source? */
export const check = defineCommand({
  meta: {
    name: 'check',
    description: 'Validate every article and verify its quotations against the source',
  },
  args: {
    source: { type: 'string', description: 'The article’s text; it is read, never stored' },
    article: { type: 'string', description: 'The id of the article to check; else all of them' },
    write: { type: 'boolean', description: 'Record in the file how each quotation was found' },
    folder: { type: 'string', description: 'Where the articles are', default: ARTICLES },
  },
  async run({ args }) {
    const all = await readArticles(args.folder);
    const files =
      args.article === undefined ? all : all.filter((file) => idOf(file) === args.article);
    if (files.length === 0) throw new Error('there is no such article to check');
    if (args.source !== undefined && files.length > 1) {
      throw new Error('several articles: name the one whose source this is with --article');
    }
    const source = args.source === undefined ? undefined : await readFile(args.source, 'utf8');
    let faults = 0;
    for (const file of files) {
      if (idOf(file) !== file.id) {
        const message = `must be “${file.id}”, as the file is called`;
        faults += report(file, [{ kind: 'schema', path: 'id', message }]);
      }
      faults += source === undefined ? checkOne(file) : await verifyOne(file, source, args.write);
    }
    if (faults > 0) {
      console.error(`\n${faults} thing(s) to mend.`);
      process.exitCode = 1;
    }
  },
});

const idOf = ({ content }: ArticleFile) =>
  typeof content === 'object' && content !== null && 'id' in content ? content.id : undefined;

/** What a file says that is no part of its article: where its schema is. */
const schemaOf = ({ content }: ArticleFile) =>
  typeof content === 'object' && content !== null && '$schema' in content
    ? { $schema: content.$schema }
    : {};

function checkOne(file: ArticleFile): number {
  const parsed = parseArticle(file.content);
  if (!parsed.ok) return report(file, faultsOf(parsed));
  console.log(`${file.name}: valid, ${countOf(parsed.value)}`);
  return 0;
}

async function verifyOne(file: ArticleFile, source: string, write = false): Promise<number> {
  const draft = parseDraft(file.content);
  if (!draft.ok) return report(file, faultsOf(draft));
  const sha256 = createHash('sha256').update(source).digest('hex');
  const { article, faults } = verifyArticle(draft.value, source, sha256);
  if (faults.length > 0) return report(file, faults);
  if (write) await writeArticle(file.path, { ...schemaOf(file), ...article });
  console.log(`${file.name}: valid, ${countOf(article)}`);
  return write ? 0 : report(file, faultsOf(parseArticle(file.content)));
}

function countOf({ positions }: Article): string {
  const found = positions.flatMap(({ evidence }) => evidence.map(({ verified }) => verified));
  const count = (kind: string) => found.filter((verified) => verified === kind).length;
  return `${found.length} quotations: ${count('exact')} exact, ${count('normalized')} normalized`;
}

function faultsOf(result: Result<unknown>): readonly ArticleFault[] {
  if (result.ok) return [];
  if (result.problem.tag !== 'invalid-article') throw new Error(result.problem.tag);
  return result.problem.faults;
}

function report({ name }: ArticleFile, faults: readonly ArticleFault[]): number {
  for (const { path, message, nearest } of faults) {
    console.error(`${name}: ${path}: ${message}`);
    if (nearest !== undefined) console.error(`  nearest in the source: “${nearest}”`);
  }
  return faults.length;
}
