import { createHash } from 'node:crypto';
import { defineCommand } from 'citty';
import type { Article } from '../domain/article.ts';
import { evidenceOf } from '../domain/evidence.ts';
import { parseArticle, parseDraft } from '../domain/parse-article.ts';
import type { ArticleFault, Result } from '../domain/problem.ts';
import { type Change, verifyArticle } from '../domain/verify-article.ts';
import { ARTICLES, type ArticleFile, readArticles, writeArticle } from './data.ts';
import { readText, type TextFile } from './text-file.ts';

/** How many faults are listed; a person mends these first. */
const MAX_LISTED = 100;

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
    changed: {
      type: 'boolean',
      description: 'The source is another text than the one recorded: with --write, record it',
    },
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
    const source = args.source === undefined ? undefined : await readText(args.source);
    const faults: Reported[] = [];
    for (const file of files) {
      if (idOf(file) !== file.id) {
        const message = `must be “${file.id}”, as the file is called`;
        faults.push({ file, fault: { kind: 'schema', path: 'id', message } });
      }
      const found = source === undefined ? checkOne(file) : await verifyOne(file, source, args);
      faults.push(...found.map((fault) => ({ file, fault })));
    }
    report(faults);
  },
});

interface Reported {
  readonly file: ArticleFile;
  readonly fault: ArticleFault;
}

const idOf = ({ content }: ArticleFile) =>
  typeof content === 'object' && content !== null && 'id' in content ? content.id : undefined;

/** What a file says that is no part of its article: where its schema is. */
const schemaOf = ({ content }: ArticleFile) =>
  typeof content === 'object' && content !== null && '$schema' in content
    ? { $schema: content.$schema }
    : {};

function checkOne(file: ArticleFile): readonly ArticleFault[] {
  const parsed = parseArticle(file.content);
  if (parsed.ok) console.log(`${file.name}: valid, ${countOf(parsed.value)}`);
  return faultsOf(parsed);
}

async function verifyOne(
  file: ArticleFile,
  source: TextFile,
  {
    write = false,
    changed = false,
  }: { write?: boolean | undefined; changed?: boolean | undefined },
): Promise<readonly ArticleFault[]> {
  const draft = parseDraft(file.content);
  if (!draft.ok) return faultsOf(draft);
  // Of the bytes, so that sha256sum says the same.
  const sha256 = createHash('sha256').update(source.bytes).digest('hex');
  const { article, faults, changes } = verifyArticle(draft.value, source.text, sha256);
  if (changes.length > 0) tell(file, changes);
  const left = faults.filter(({ kind }) => !changed || kind !== 'source-changed');
  if (left.length > 0) return left;
  if (write) await writeArticle(file.path, { ...schemaOf(file), ...article });
  console.log(`${file.name}: valid, ${countOf(article)}`);
  return write ? [] : faultsOf(parseArticle(file.content));
}

/** Says what became of the quotations in a changed text: how many of each, and which are not as they were. */
function tell({ name }: ArticleFile, changes: readonly Change[]): void {
  const counts = Map.groupBy(changes, ({ change }) => change);
  const parts = [...counts].map(([change, those]) => `${those.length} ${CHANGES[change]}`);
  console.log(`${name}: the text has changed; of its quotations: ${parts.join(', ')}`);
  const others = changes.filter(({ change }) => change !== 'kept');
  for (const { path, change } of others.slice(0, MAX_LISTED))
    console.log(`  ${path}: ${CHANGES[change]}`);
  if (others.length > MAX_LISTED) console.log(`  and ${others.length - MAX_LISTED} more`);
}

const CHANGES: Readonly<Record<Change['change'], string>> = {
  kept: 'kept',
  moved: 'moved: no longer beside its prefix and suffix',
  typography: 'changed in typography only',
  gone: 'gone',
  ambiguous: 'now ambiguous',
};

function countOf(article: Article): string {
  const found = evidenceOf(article).map(({ evidence: { verified } }) => verified);
  const count = (kind: string) => found.filter((verified) => verified === kind).length;
  return `${found.length} quotations: ${count('exact')} exact, ${count('normalized')} normalized`;
}

function faultsOf(result: Result<unknown>): readonly ArticleFault[] {
  if (result.ok) return [];
  if (result.problem.tag !== 'invalid-article') throw new Error(result.problem.tag);
  return result.problem.faults;
}

function report(faults: readonly Reported[]): void {
  if (faults.length === 0) return;
  for (const { file, fault } of faults.slice(0, MAX_LISTED)) {
    const { path, message, nearest, line } = fault;
    const where = line === undefined ? '' : `, line ${line}`;
    if (nearest === undefined) console.error(`${file.name}: ${path}${where}: ${message}`);
    else {
      console.error(`${file.name}: ${path}: ${message}`);
      console.error(`  nearest in the source${where}: “${nearest}”`);
    }
  }
  if (faults.length > MAX_LISTED) console.error(`and ${faults.length - MAX_LISTED} more`);
  console.error(`\n${faults.length} thing(s) to mend.`);
  process.exitCode = 1;
}
