import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where reviewed articles are kept, one a file. */
const ARTICLES = join(import.meta.dirname, '../../data/articles');

/** Reads every file of `data/articles`, by name, as JSON that has not been checked yet. */
export async function readArticles(): Promise<{ file: string; content: unknown }[]> {
  const files = (await readdir(ARTICLES)).filter((file) => file.endsWith('.json')).toSorted();
  return Promise.all(
    files.map(async (file) => ({
      file: join('data/articles', file),
      content: JSON.parse(await readFile(join(ARTICLES, file), 'utf8')) as unknown,
    })),
  );
}
