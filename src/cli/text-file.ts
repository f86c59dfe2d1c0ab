import { readFile } from 'node:fs/promises';
import { probableEncoding } from './encoding.ts';

/** A file's text without its byte order mark and with it, and its bytes. */
export interface TextFile {
  readonly text: string;
  readonly whole: string;
  readonly bytes: Uint8Array;
}

/** What a file is whose first bytes are these, where it is no text at all. */
const OTHER_FILES: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\u0003\u0004', 'a word processor’s or a zip file'],
  ['{\\rtf', 'an RTF file'],
  ['\u00d0\u00cf\u0011\u00e0', 'a Word file'],
];

/** Reads a file of UTF-8. Throws, naming the file and its probable encoding, where it is not. */
export async function readText(path: string, name = path): Promise<TextFile> {
  const bytes = new Uint8Array(await readFile(path));
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const other = OTHER_FILES.find(([signature]) => start.startsWith(signature));
  if (other !== undefined) throw new Error(`${name} is ${other[1]}: save it as plain text`);
  const encoding = probableEncoding(bytes);
  if (encoding !== 'UTF-8') {
    throw new Error(
      `${name} is not UTF-8 but probably ${encoding}: convert it, for example with iconv -f ${encoding} -t UTF-8`,
    );
  }
  const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  return { text: whole.replace(/^\ufeff/, ''), whole, bytes };
}
