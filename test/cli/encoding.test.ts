import { describe, expect, test } from 'vitest';
import { probableEncoding } from '../../src/cli/encoding.ts';

/** Writes a text in an encoding of one or two bytes a character, by what its decoder reads. */
function encode(text: string, label: string): Uint8Array {
  const decoder = new TextDecoder(label);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const wide = ['gb18030', 'shift_jis', 'euc-kr'].includes(label);
  const pairs = wide ? bytes.slice(0x81).flatMap((a) => bytes.slice(0x40).map((b) => [a, b])) : [];
  const table = new Map<string, readonly number[]>();
  for (const sequence of [...bytes.map((byte) => [byte]), ...pairs]) {
    const character = decoder.decode(new Uint8Array(sequence));
    if (!table.has(character)) table.set(character, sequence);
  }
  return new Uint8Array(Array.from(text).flatMap((character) => table.get(character) ?? []));
}

function utf16(text: string, order: 'LE' | 'BE', mark = ''): Uint8Array {
  const units = Array.from(mark + text, (_, i) => (mark + text).charCodeAt(i));
  return new Uint8Array(
    units.flatMap((unit) => (order === 'LE' ? [unit & 0xff, unit >> 8] : [unit >> 8, unit & 0xff])),
  );
}

const TEXTS = {
  english: 'We will sign the treaty, he said.',
  french: "Le ministère a déjà signé l'accord à Genève, où l'été fut très chaud.",
  german: 'Die Europäische Union will darüber verhandeln; Änderungen wären möglich.',
  polish: 'Rząd chce zakończyć wojnę, powiedział minister. Może też że tak.',
  russian: 'Россия готова предложить проекты по редкоземельным металлам, заявил он.',
  ukrainian: 'Україна й Сполучені Штати підпишуть угоду, сказав президент.',
  arabic: 'قالت الحكومة إنها توافق على الاتفاق مع الولايات المتحدة',
  greek: 'Η κυβέρνηση συμφωνεί με το σχέδιο, είπε ο υπουργός.',
  hebrew: 'הממשלה תומכת בהסכם עם ארצות הברית',
  chinese: '政府表示同意这个计划，我们不会在这个时候说不。',
  japanese: '政府は条約を支持すると述べた。日本の首相はそう言った。',
  korean: '정부는 조약을 지지한다고 말했다. 한국 대통령이 서명한다.',
} as const;

test.each(Object.entries(TEXTS))('UTF-8 is UTF-8, with and without its mark: %s', (_, text) => {
  expect(probableEncoding(new TextEncoder().encode(text))).toBe('UTF-8');
  expect(probableEncoding(new TextEncoder().encode(`\ufeff${text}`))).toBe('UTF-8');
});

describe.each(['LE', 'BE'] as const)('UTF-16%s', (order) => {
  test.each(Object.entries(TEXTS))('is named, with and without its mark: %s', (_, text) => {
    expect(probableEncoding(utf16(text, order))).toBe(`UTF-16${order}`);
    expect(probableEncoding(utf16(text, order, '\ufeff'))).toBe(`UTF-16${order}`);
  });
});

test.each([
  ['french', 'windows-1252', 'ISO-8859-1'],
  ['german', 'windows-1252', 'ISO-8859-1'],
  ['polish', 'windows-1250', 'WINDOWS-1250'],
  ['russian', 'windows-1251', 'WINDOWS-1251'],
  ['ukrainian', 'windows-1251', 'WINDOWS-1251'],
  ['russian', 'koi8-r', 'KOI8-R'],
  ['russian', 'ibm866', 'IBM866'],
  ['arabic', 'windows-1256', 'WINDOWS-1256'],
  ['greek', 'windows-1253', 'WINDOWS-1253'],
  ['hebrew', 'windows-1255', 'WINDOWS-1255'],
  ['chinese', 'gb18030', 'GB18030'],
  ['japanese', 'shift_jis', 'SHIFT_JIS'],
  ['korean', 'euc-kr', 'EUC-KR'],
] as const)('%s in %s is named %s', (language, label, name) => {
  expect(probableEncoding(encode(TEXTS[language], label))).toBe(name);
});

test.each([
  [
    'a quotation mark that ISO-8859-1 has not',
    encode('“We’ll sign” été', 'windows-1252'),
    'WINDOWS-1252',
  ],
  ['one letter alone', new Uint8Array([0x45, 0x75, 0xeb, 0x72, 0x6f]), 'ISO-8859-1'],
  [
    'a control character that a PDF left',
    new TextEncoder().encode('The mini\u0002ster said'),
    'UTF-8',
  ],
  ['a letter far behind', encode(`${'We agree. '.repeat(9_000)}été`, 'windows-1252'), 'ISO-8859-1'],
  ['an empty file', new Uint8Array(), 'UTF-8'],
  ['UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, 0x57, 0, 0, 0]), 'UTF-32LE'],
])('%s', (_, bytes, name) => {
  expect(probableEncoding(bytes)).toBe(name);
});
