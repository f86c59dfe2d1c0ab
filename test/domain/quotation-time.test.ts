import { expect, test } from 'vitest';
import { findQuotation } from '../../src/domain/quotation.ts';
import { readSource } from '../../src/domain/source.ts';

const QUOTATIONS = 400;
const RUNS = 3;

/** A text of so many characters in which no sentence is there twice, and sentences of it. */
function textOf(characters: number) {
  const sentences: string[] = [];
  for (let length = 0; length < characters; length += sentences.at(-1)?.length ?? 0) {
    const n = sentences.length;
    sentences.push(`Speaker ${n} said that the port’s ${n * 7} gates would open - or not.\n`);
  }
  const step = Math.floor(sentences.length / QUOTATIONS);
  const quoted = Array.from({ length: QUOTATIONS }, (_, i) => sentences[i * step]?.trim() ?? '');
  return { text: sentences.join(''), quoted };
}

/** The processor time to find all of them, in ms: of several runs the one disturbed least. */
function timeOf({ text, quoted }: ReturnType<typeof textOf>): number {
  const took = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    const source = readSource(text);
    const found = quoted.map((exact) => findQuotation(source, { exact }).kind);
    const { user, system } = process.cpuUsage(before);
    expect(new Set(found)).toEqual(new Set(['found']));
    return (user + system) / 1_000;
  });
  return Math.min(...took);
}

test('the work is linear: 400 quotations in a text of 2 MB', () => {
  const [quarter, whole] = [timeOf(textOf(500_000)), timeOf(textOf(2_000_000))];
  expect(whole).toBeLessThan(2_000);
  expect(whole / quarter).toBeLessThan(8);
}, 120_000);
