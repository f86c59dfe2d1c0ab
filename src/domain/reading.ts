import { FORMS, LINE_END, type Sameness, SIGNS } from './sameness.ts';

/** A text with some rows of `SAMENESS` applied; `offsets[i]` is where the character at `i` stands in the original. */
interface Folded {
  readonly text: string;
  readonly offsets: Int32Array;
}

/** A text as a reader sees it, and as it is compared. */
export interface Reading extends Folded {
  /** The text with the forms folded but not the signs, place by place like `text`. */
  readonly seen: string;
}

/** The text with one row applied. Linear: each match is replaced once. */
function fold(before: Folded, { find, as, done }: Sameness): Folded {
  const { text, offsets } = before;
  if (done?.(text) === true) return before;
  const parts: string[] = [];
  const changes: { at: number; end: number; length: number }[] = [];
  let [last, length] = [0, text.length];
  for (const { 0: match, index } of text.matchAll(find)) {
    const end = index + match.length;
    const replacement = as(match, text.slice(end, end + 2));
    if (replacement === match) continue;
    parts.push(text.slice(last, index), replacement);
    changes.push({ at: index, end, length: replacement.length });
    length += replacement.length - match.length;
    last = end;
  }
  if (changes.length === 0) return before;
  parts.push(text.slice(last));

  const moved = new Int32Array(length);
  let [from, to] = [0, 0];
  for (const change of changes) {
    moved.set(offsets.subarray(from, change.at), to);
    to += change.at - from;
    moved.fill(offsets[change.at] ?? 0, to, to + change.length);
    to += change.length;
    from = change.end;
  }
  moved.set(offsets.subarray(from), to);
  return { text: parts.join(''), offsets: moved };
}

/**
 * What a text reads as: one reading where no hyphen stands at a line's end, else a second one
 * that keeps those hyphens.
 */
export function readingsOf(text: string): readonly Reading[] {
  const first = read(text, FORMS);
  if (text.search(LINE_END.find) < 0) return [first];
  const kept = { ...LINE_END, as: () => '-' };
  return [
    first,
    read(
      text,
      FORMS.map((row) => (row === LINE_END ? kept : row)),
    ),
  ];
}

function read(text: string, forms: readonly Sameness[]): Reading {
  const offsets = new Int32Array(text.length).map((_, i) => i);
  const folded = forms.reduce(fold, { text, offsets });
  const signs = SIGNS.reduce(
    (all, { find, as }) => all.replace(find, (sign) => as(sign, '')),
    folded.text,
  );
  return { text: signs, seen: folded.text, offsets: folded.offsets };
}

/** The text as it is compared; a text normalised once is not changed again. */
export const normalize = (text: string): string => read(text, FORMS).text;

/** Whether two texts differ in nothing but what the rows name. */
export function isSame(one: string, another: string): boolean {
  const others = new Set(readingsOf(another).map(({ text }) => text));
  return readingsOf(one).some(({ text }) => others.has(text));
}
