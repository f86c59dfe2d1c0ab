/** Encodings that texts are still saved in, as iconv calls them, with the decoder's label. */
const ENCODINGS = {
  'UTF-8': 'utf-8',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  'WINDOWS-1252': 'windows-1252',
  'WINDOWS-1251': 'windows-1251',
  'WINDOWS-1250': 'windows-1250',
  'WINDOWS-1253': 'windows-1253',
  'WINDOWS-1255': 'windows-1255',
  'WINDOWS-1256': 'windows-1256',
  'KOI8-R': 'koi8-r',
  IBM866: 'ibm866',
  GB18030: 'gb18030',
  BIG5: 'big5',
  SHIFT_JIS: 'shift_jis',
  'EUC-KR': 'euc-kr',
} as const;
type Encoding = keyof typeof ENCODINGS;

/** Byte order marks; that of UTF-32 begins like that of UTF-16. */
const MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['UTF-32LE', [0xff, 0xfe, 0, 0]],
  ['UTF-32BE', [0, 0, 0xfe, 0xff]],
  ['UTF-16LE', [0xff, 0xfe]],
  ['UTF-16BE', [0xfe, 0xff]],
];

/** As much of a file as tells its encoding; an even number of bytes. */
const SAMPLE = 65_536;

/** `UTF-8`, or what a text that is not UTF-8 is probably written in: a guess for a person. */
export function probableEncoding(bytes: Uint8Array): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked !== undefined) return marked[0];
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== null && !HAS_CONTROLS.test(utf8)) return 'UTF-8';

  const sample = bytes.subarray(0, SAMPLE);
  let best: { encoding: Encoding; oddity: number } | undefined;
  for (const encoding of Object.keys(ENCODINGS) as Encoding[]) {
    if (encoding === 'UTF-8' && utf8 === null) continue;
    // A character may be cut at the sample's end.
    const text =
      decode(sample, ENCODINGS[encoding]) ?? decode(sample.subarray(0, -1), ENCODINGS[encoding]);
    if (text === null) continue;
    const oddity = oddityOf(text);
    if (best === undefined || oddity < best.oddity) best = { encoding, oddity };
  }
  if (best?.encoding === 'WINDOWS-1252' && !sample.some((byte) => byte >= 0x80 && byte < 0xa0))
    return 'ISO-8859-1';
  return best?.encoding ?? 'something else';
}

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return null;
  }
}

// oxlint-disable-next-line no-control-regex -- they are what no text has
const HAS_CONTROLS = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** What is rare in texts and common in texts that are decoded wrongly, with its weight. */
const ODD: readonly (readonly [RegExp, number])[] = [
  [/[\p{Cc}\p{Co}\p{Cn}\ufffd]/gu, 10],
  // A capital after a small letter; letters of two scripts in a word; signs within words.
  [/\p{Ll}\p{Lu}/gu, 4],
  [
    /[\p{L}&&\p{sc=Latin}](?=[\p{L}--\p{sc=Latin}])|[\p{L}--\p{sc=Latin}](?=[\p{L}&&\p{sc=Latin}])/gv,
    3,
  ],
  // Letters that stand at ends of words alone.
  [/[ςةى](?=\p{L})/gu, 4],
  [/\p{L}[\p{So}\p{Sc}\p{No}\p{Sk}\u00a1-\u00bf\u2500-\u25ff](?=\p{L})/gu, 4],
  [/[\p{So}\p{Sk}\u2500-\u25ff]/gu, 2],
  // Latin letters with marks side by side; ideographs beyond those in use; half-width kana.
  [/[\u00c0-\u024f](?=[\u00c0-\u024f])/gu, 3],
  [/[\u3400-\u4dbf\u{20000}-\u{3ffff}\uff61-\uff9f\ue000-\uf8ff]/gu, 4],
  [/[бвгджзклмнпрстфхцчшщ]{5}/giu, 3],
  // Of ideographs a text mostly has the commonest.
  [/\p{sc=Han}/gu, 1],
  [/[的一是不了在人有我他这這个個们們来來到时時大地为為子中你说說上国國和年日本会會政府事]/gu, -3],
];

function oddityOf(text: string): number {
  return ODD.reduce(
    (sum, [pattern, weight]) => sum + weight * (text.match(pattern)?.length ?? 0),
    0,
  );
}
