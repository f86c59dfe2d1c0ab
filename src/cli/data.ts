import { readdir, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { readText } from './text-file.ts';

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

/** Reads every article of a folder, by name. Throws, naming the file, where one is not JSON in UTF-8. */
export async function readArticles(folder = ARTICLES): Promise<ArticleFile[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const name = relative(process.cwd(), path);
      const { text } = await readText(path, name);
      try {
        return { name, path, id: basename(file, '.json'), content: JSON.parse(text) as unknown };
      } catch (error) {
        throw new Error(`${name} is not JSON: ${String(error)}`, { cause: error });
      }
    }),
  );
}

export async function writeArticle(path: string, content: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
}
