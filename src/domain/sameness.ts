/** One thing that two texts may differ in and still say the same: what “verified” folds. */
export interface Sameness {
  readonly name: string;
  /** Why the words stay the same. */
  readonly reason: string;
  /** Pairs that are the same by this row. */
  readonly same: readonly (readonly [string, string])[];
  /** Pairs that look alike, and are not the same. */
  readonly other: readonly (readonly [string, string])[];
  /** What is folded, with the flag `g`. */
  readonly find: RegExp;
  /** What it becomes; `next` is the text's character after it. */
  readonly as: (match: string, next: string) => string;
  /** Whether a text has nothing to fold, where that can be told faster than by looking. */
  readonly done?: (text: string) => boolean;
}

const every = (pattern: string) => new RegExp(pattern, 'gv');
const fixed = (text: string) => () => text;

/** What nobody sees. Fillers are blanks, and overrides turn the order of what is seen around. */
const INVISIBLE = String.raw`[\p{Default_Ignorable_Code_Point}--[\u115f\u1160\u3164\uffa0\u202d\u202e]]`;
const BLANK = String.raw`[\s\u0085\u2800\u3164\uffa0]`;
const EACH_INVISIBLE = every(INVISIBLE);
const LINE_BREAK = String.raw`(?:\r\n|[\n\v\f\r\u0085\u2028])`;
const IN_LINE = String.raw`[${BLANK}--[\n\v\f\r\u0085\u2028\u2029]]`;
const ONE_LINE_BREAK = new RegExp(`^${IN_LINE}*${LINE_BREAK}${IN_LINE}*$`, 'v');
const SOFT_HYPHEN_FIRST = new RegExp(`^${INVISIBLE}*?\u00ad`, 'v');
/** An emoji of several code points: its joiners and tags say which one it is. */
const PICTURE = String.raw`\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0e\ufe0f\u{e0020}-\u{e007f}]*`;
const HYPHEN = String.raw`[\-\u2010\u2011\u00ac]`;
/** What is written without spaces, with its own punctuation; and that which it shares. */
const CLOSE = String.raw`[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}\u2329\u232a\u3001-\u3003\u3008-\u301f\u30fb\u30fc\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f\ufe10-\ufe19\ufe30-\ufe6b]`;
const BESIDE_CLOSE = String.raw`[${CLOSE}“”‘’—…]`;

/** Letters in another shape. Not those whose shape says something: ² ½ ① ™ ª 𝐱. */
const SHAPES = String.raw`[µĲĳĿŀŉſǄ-ǌǱ-ǳևำຳໜໝ\u2e80-\u2fd5\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdfb\ufe10-\ufe19\ufe31-\ufe48\ufe4d-\ufe6b\ufe70-\ufefc\uff01-\uff9f\uffa1-\uffe2\uffe4-\uffee][\uff9e\uff9f]?`;
const MANY_MARKS = /\p{M}{65}/u;
/** A character with its marks; sixty-four are more than any language has, and a bound to the work. */
const COMPOSED = String.raw`[\uac00-\ud7a3]?[\u1100-\u11ff]+\p{M}{0,64}|\P{M}\p{M}{0,64}|\p{M}{1,64}`;

const DASH = String.raw`[[[\p{Dash_Punctuation}\u2212]&&[\0-\uffff]]--[\u1400\u301c\u3030\u30a0]]`;
const SINGLE = String.raw`['‘’‚‛‹›\u0060´ʹʻʼʽˈˊˋ\u0384᾽᾿′‵׳՚ߴߵꞋꞌ]`;
const DOUBLE = String.raw`[[[\p{Quotation_Mark}ˮ״″‴‶]&&[\0-\uffff]]--${SINGLE}]`;

/** Hyphens at line ends; a row of its own because a second reading leaves them where they are. */
export const LINE_END: Sameness = {
  name: 'A hyphen at a line’s end',
  reason:
    'It divides a word for want of room, or belongs to the word: both readings are accepted, without the line break. Before a capital or a digit it stays.',
  same: [
    ['The govern-\nment signs', 'The government signs'],
    ['non-\nproliferation', 'non-proliferation'],
    ['Nord-\nStream', 'Nord-Stream'],
  ],
  other: [
    ['The govern-\nment signs', 'The govern- ment signs'],
    ['Nord-\nStream', 'NordStream'],
    ['We can- not', 'We cannot'],
  ],
  find: every(
    String.raw`${HYPHEN}(?<=[\p{L}\p{M}]${HYPHEN})${IN_LINE}*${LINE_BREAK}${IN_LINE}*(?=[\p{L}\p{N}])`,
  ),
  as: (_, next) => (/^[\p{Ll}\p{Lo}]/u.test(next) ? '' : '-'),
};

/** Rows that may change how many characters there are; what they leave, a reader can see. */
export const FORMS: readonly Sameness[] = [
  {
    name: 'Stretched Arabic words',
    reason: 'A kashida (tatweel) stretches a word to fill its line.',
    same: [['الحكــومة', 'الحكومة']],
    other: [['الحكومة', 'حكومة']],
    find: /\u0640+/g,
    as: fixed(''),
  },
  {
    name: 'Invisible characters',
    reason:
      'Soft hyphens, zero-width spaces and joiners, byte order marks, marks of direction and variation selectors come from type-setting and copying; nobody reads them. The joiners of an emoji stay.',
    same: [
      ['min\u00adis\u00adter', 'minister'],
      ['trea\u00ad\nty', 'treaty'],
      ['never\u200b give', 'never give'],
      ['\u202bالحكومة\u202c', 'الحكومة'],
      ['می\u200cخواهیم', 'میخواهیم'],
    ],
    other: [
      ['re\u00adsign', 're-sign'],
      ['👨\u200d👧', '👨👧'],
    ],
    find: every(
      String.raw`${PICTURE}(?:\u200d${PICTURE})*|[${BLANK}${INVISIBLE}]{2,}|${INVISIBLE}`,
    ),
    as: withoutInvisibles,
  },
  LINE_END,
  {
    name: 'White space in a row',
    reason: 'A line break, a tab or several spaces divide words as one space does.',
    same: [
      ['said\r\nit', 'said it'],
      ['We \u3164 go', 'We go'],
      ['it  is', 'it is'],
    ],
    other: [['no where', 'nowhere']],
    find: every(String.raw`${BLANK}{2,}|[\t\n\v\f\r\u0085\u2028\u2029]`),
    as: fixed(' '),
  },
  {
    name: 'Points of ellipsis',
    reason: 'Three points are typed for one sign, and Chinese doubles it.',
    same: [
      ['We will see... and', 'We will see… and'],
      ['等等……', '等等…'],
    ],
    other: [['We see.', 'We see…']],
    find: /(?:[…⋯\ufe19]|[.．﹒]{3})+/gu,
    as: fixed('…'),
  },
  {
    name: 'White space between Han characters or kana',
    reason: 'Chinese and Japanese are written without spaces; a space there is the end of a line.',
    same: [
      ['我们\n同意', '我们同意'],
      ['他说：\n「我们」', '他说：「我们」'],
    ],
    other: [['Ａ Ｂ', 'ＡＢ']],
    find: every(
      String.raw`${BLANK}(?:(?<=${CLOSE}${BLANK})(?=${BESIDE_CLOSE})|(?<=${BESIDE_CLOSE}${BLANK})(?=${CLOSE}))`,
    ),
    as: fixed(''),
  },
  {
    name: 'Shapes of letters',
    reason:
      'Ligatures, presentation forms, full and half width, long s and radicals are what fonts, PDFs and old encodings make of the same letters. Superscripts, fractions, circled digits and mathematical letters mean something, and stay.',
    same: [
      ['ofﬁcial', 'official'],
      ['ﺍﻟﺤﻜﻮﻣﺔ', 'الحكومة'],
      ['ＮＡＴＯ', 'NATO'],
      ['⼈民', '人民'],
      ['ｶﾞｽ', 'ガス'],
    ],
    other: [
      ['10²', '102'],
      ['½', '1⁄2'],
      ['①', '1'],
      ['𝐱', 'x'],
    ],
    find: every(SHAPES),
    as: (match) => match.normalize('NFKC').replace(/ (?=\p{M})|\u0640/gu, ''),
  },
  {
    name: 'Unicode forms',
    reason:
      'A letter with its marks in one code point or in several, and the second code points of one sign, are the same by Unicode’s canonical equivalence.',
    same: [
      ['the\u0301', 'thé'],
      ['\u212bland', 'Åland'],
      ['\u1112\u1161\u11ab', '한'],
    ],
    other: [['the', 'thé']],
    find: every(COMPOSED),
    as: (match) => match.normalize('NFC'),
    done: (text) => !MANY_MARKS.test(text) && text === text.normalize('NFC'),
  },
  {
    name: 'Dashes in a row',
    reason: 'Two or three hyphens are typed for a dash, and Chinese doubles it.',
    same: [
      ['We will -- at last', 'We will — at last'],
      ['我们——同意', '我们—同意'],
    ],
    other: [['at last - we', 'at last we']],
    find: every(`${DASH}{2,}`),
    as: fixed('—'),
  },
  {
    name: 'Two single marks for a double one',
    reason: 'Wire services and typewriters write quotation marks so.',
    same: [
      ["``We will,'' he said", '“We will,” he said'],
      ['‚‚Ja‘‘', '„Ja“'],
    ],
    other: [["the 'land'", 'the "land"']],
    find: every(`${SINGLE}{2}`),
    as: fixed('"'),
  },
];

/** Rows that put one character in the place of another, so that places stay what they are. */
export const SIGNS: readonly Sameness[] = [
  {
    name: 'Double quotation marks',
    reason: 'Each language and keyboard has its own for the same purpose.',
    same: [
      ['“so”', '"so"'],
      ['«so»', '„so“'],
      ['「我们」', '“我们”'],
    ],
    other: [['《我们》', '“我们”']],
    find: every(DOUBLE),
    as: fixed('"'),
  },
  {
    name: 'Single quotation marks and apostrophes',
    reason:
      'One key types them all, and words hold them in whatever form the keyboard or the type-setter gives.',
    same: [
      ['no one’s', "no one's"],
      ['Премʼєр', 'Прем’єр'],
      ['can`t', 'can´t'],
    ],
    other: [['its', 'it’s']],
    find: every(SINGLE),
    as: fixed("'"),
  },
  {
    name: 'Dashes, hyphens and the minus sign',
    reason: 'They are typed for each other, and house styles choose between them.',
    same: [
      ['land – not', 'land — not'],
      ['−5', '-5'],
      ['ראש־הממשלה', 'ראש-הממשלה'],
    ],
    other: [['non-nuclear', 'nonnuclear']],
    find: every(DASH),
    as: fixed('-'),
  },
  {
    name: 'Kinds of space',
    reason:
      'No-break, thin, figure and full-width spaces differ in width and in line breaks alone.',
    same: [
      ['10\u00a0million', '10 million'],
      ['1\u202f500', '1 500'],
    ],
    other: [['1 500', '1500']],
    find: every(`[${BLANK}--[ ]]`),
    as: fixed(' '),
  },
  {
    name: 'The wave dash',
    reason: 'Two encodings of Japanese give one sign two code points.',
    same: [['5〜10', '5～10']],
    other: [['5〜10', '5–10']],
    find: /〜/gu,
    as: fixed('~'),
  },
];

/** All that is the same, and nothing else is: no letter case, word, digit or other sign. */
export const SAMENESS: readonly Sameness[] = [...FORMS, ...SIGNS];

/** The text without what nobody sees; a soft hyphen at a line's end joins what it divided. */
function withoutInvisibles(run: string): string {
  if (/^\p{Extended_Pictographic}/u.test(run)) return run.replace(/[\ufe0e\ufe0f]/g, '');
  const blanks = run.replace(EACH_INVISIBLE, '');
  const divided = SOFT_HYPHEN_FIRST.test(run) && ONE_LINE_BREAK.test(blanks);
  return divided ? '' : blanks;
}
