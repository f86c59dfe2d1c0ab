import { SourceMap } from 'node:module';
import { relative, resolve } from 'node:path';

/** Where a bundle is in a stack trace: its name, line and column. */
const PLACE = /(?:file:\/\/)?[^\s()]*\bindex\.js:(\d+):(\d+)/g;

/**
 * Names the files of ours in a stack trace of a bundle, as Cloudflare does with the source map that
 * is uploaded. `folder` is where the bundle was made, `root` what files are named from.
 */
export function sourceNamer(map: string, folder: string, root: string): (stack: string) => string {
  const sourceMap = new SourceMap(JSON.parse(map) as ConstructorParameters<typeof SourceMap>[0]);
  return (stack) =>
    stack.replaceAll(PLACE, (place, line: string, column: string) => {
      const origin = sourceMap.findOrigin(Number(line), Number(column));
      if (!('fileName' in origin)) return place;
      const file = relative(root, resolve(folder, origin.fileName));
      return `${file}:${origin.lineNumber}:${origin.columnNumber}`;
    });
}
