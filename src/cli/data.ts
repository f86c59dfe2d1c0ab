import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Article } from '../domain/article.ts';
import { parseArticle } from '../domain/parse-article.ts';
import type { Problem } from '../domain/problem.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Where reviewed articles are kept, one a file. */
export const ARTICLES = join(ROOT, 'data/articles');

/** One file of reviewed content; what is in it has not been checked yet. */
export interface ArticleFile {
  /** As a person would name it. */
  readonly name: string;
  readonly path: string;
  /** The id its article must have: the file's name without the suffix. */
  readonly id: string;
  readonly content: unknown;
}

/** Reads every article of a folder, by name. Throws, naming the file, where one is not JSON. */
export async function readArticles(folder = ARTICLES): Promise<ArticleFile[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const name = relative(process.cwd(), path);
      const text = await readFile(path, 'utf8');
      try {
        return { name, path, id: basename(file, '.json'), content: JSON.parse(text) as unknown };
      } catch (error) {
        throw new Error(`${name} is not JSON: ${(error as Error).message}`, { cause: error });
      }
    }),
  );
}

/**
 * The articles of a folder, by name. Throws a line that names the file and the first thing to mend,
 * where one is not valid, or where there is none.
 */
export async function validArticles(folder = ARTICLES): Promise<Article[]> {
  const files = await readArticles(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (files.length === 0) throw new Error(`There is no article in ${folder}. Put one there.`);
  return files.map(({ name, id, content }) => {
    const parsed = parseArticle(content);
    if (parsed.ok && parsed.value.id === id) return parsed.value;
    const [first, ...more] = parsed.ok ? [MISNAMED] : faultsOf(parsed.problem);
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    throw new Error(
      `${name}: ${first?.path} ${first?.message}${rest}. All of it: npm run articles -- check`,
    );
  });
}

/** What is wrong with an article whose id is not its file's name. */
const MISNAMED = { path: 'id', message: 'is not what the file is called' };

const faultsOf = (problem: Problem) => (problem.tag === 'invalid-article' ? problem.faults : []);

export async function writeArticle(path: string, content: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
}
