import { type Ends, endsOf, W } from './ends.ts';
import { type Markup, markupIn } from './markup.ts';
import { paragraphStarts } from './paragraphs.ts';
import { type Reading, readingsOf } from './reading.ts';

/** A source text, read once so that many quotations can be looked for in it. */
export interface Source {
  readonly text: string;
  /** Why it is no plain text, if it is none. */
  readonly markup: Markup | null;
  /** Where its paragraphs begin, but the first. */
  readonly paragraphs: readonly number[];
  readonly readings: readonly SourceReading[];
}

export interface SourceReading extends Reading {
  readonly ends: Ends;
  readonly words: Words;
}

/** The words of a text in their order, and for each word the numbers of its places in that order. */
export interface Words {
  readonly all: readonly Word[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

export interface Word {
  /** In small letters. */
  readonly key: string;
  readonly at: number;
  readonly end: number;
}

/** A word, or one character where a script has no spaces: what a dictionary says depends on the rest. */
const WORD = new RegExp(String.raw`${W}+|[\p{L}\p{M}\p{Nd}\p{Nl}]`, 'gv');

export const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    key: word.toLowerCase(),
    at: index,
    end: index + word.length,
  }));

/** Reads a source text; the work is linear in its length. */
export function readSource(text: string): Source {
  const readings = readingsOf(text).map((reading) => {
    const all = wordsOf(reading.text);
    const places = new Map<string, number[]>();
    for (const [i, { key }] of all.entries()) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [i]);
      else known.push(i);
    }
    return { ...reading, ends: endsOf(reading.seen), words: { all, places } };
  });
  return { text, markup: markupIn(text), paragraphs: paragraphStarts(text), readings };
}
