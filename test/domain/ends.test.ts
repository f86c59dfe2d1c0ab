import { describe, expect, test } from 'vitest';
import { findQuotation } from '../../src/domain/quotation.ts';

const reasonOf = (source: string, exact: string) => {
  const finding = findQuotation(source, { exact });
  return finding.kind === 'found' ? 'found' : finding.reason;
};

describe('no quotation begins or ends inside of a word', () => {
  test.each([
    ...'\'|’|‘|ʼ|′|´|`|＇|‵|ꞌ|ʻ|‛|"|”|״'.split('|'),
    ...'\u00ad|\u200b|\u200c|\u200d|\u2060|\ufeff|\u034f|\u180e|\u2062'.split('|'),
    ...'\ufe0f|\u200e|\u202a|\u2066|\u061c|\u115f|\u2800|\u3164|\u{e0041}'.split('|'),
    '|',
    ...'\u0002|\u0007|\u001f|\u0080|\u202e|\ufff9|\ufffd|\ue000'.split('|'),
    ...'_|/|&|@|.|·|•|*|^|\\|[|(|{|\u00ad\n'.split('|'),
  ])('held by %j', (held) => {
    expect(reasonOf(`We can${held}not agree.`, 'We can')).toBe('cut-word');
    expect(reasonOf(`We can${held}not agree.`, 'not agree')).toBe('cut-word');
  });

  test.each([
    ['We agree[d] to it', 'We agree'],
    ['[W]e agree to it', 'e agree to it'],
    ['They (re)sign it', 'sign it'],
    ['The U.S. agrees', 'S. agrees'],
    ['CO₂ falls', 'CO'],
    ['H₂O falls', 'O falls'],
    ['C++ compiles', 'C'],
    ['@nato agrees', 'nato agrees'],
    ['The H1N1 virus', 'N1 virus'],
    ['정부는 동의한다', '정부'],
    ['می‌خواهیم توافق', 'خواهیم توافق'],
    ['รัฐบาลสนับสนุน', 'บาลสนับสนุน'],
    ['他们准备好了', '备好了'],
  ])('%s: not “%s”', (source, exact) => {
    expect(reasonOf(source, exact)).toBe('cut-word');
  });

  test('nor of a compound that a hyphen of any kind holds', () => {
    for (const hyphen of '-‐‑–−﹣－֊־') {
      expect(reasonOf(`The vice${hyphen}president spoke.`, 'president spoke')).toBe('cut-compound');
      expect(reasonOf(`The vice${hyphen}president spoke.`, 'The vice')).toBe('cut-compound');
    }
    expect(reasonOf('In pre- and post-war times', 'In pre')).toBe('cut-compound');
    expect(reasonOf('An anti-\nwar talk', 'war talk')).toMatch(/^cut-/);
  });

  test('nor of an emoji or a letter', () => {
    expect(reasonOf('We agree 👍🏽 now', 'We agree 👍')).toBe('cut-character');
    expect(reasonOf('He said ﷺ', 'He said صلى')).toBe('cut-character');
  });

  test.each([
    ['He said – we agree – so', 'we agree'],
    ['He said—we agree—so', 'we agree'],
    ['He said (we agree) so', 'we agree'],
    ['He said «we agree», so', 'we agree'],
    ['We agree… he said', 'We agree'],
    ['政府支持这项协议。', '支持这项协议'],
    ['政府は条約を支持する。', '条約を支持する'],
    ['ລັດຖະບານສະໜັບສະໜູນຂໍ້ຕົກລົງ', 'ສະໜັບສະໜູນ'],
    ['រដ្ឋាភិបាលគាំទ្រកិច្ចព្រមព្រៀង', 'គាំទ្រ'],
    ['အစိုးရသည် သဘောတူညီချက်ကို ထောက်ခံသည်', 'သဘောတူညီချက်ကို'],
    ['我们（北约）同意', '我们'],
  ])('%s: but “%s”', (source, exact) => {
    expect(reasonOf(source, exact)).toBe('found');
  });
});

describe('apostrophes', () => {
  test.each([
    ['L’Europe est prête.', 'Europe est prête'],
    ['Il dit d’accord.', 'accord'],
    ["jusqu'à demain", 'à demain'],
    ['dell’Europa unita', 'Europa unita'],
    ['He said ‘we agree’ so', 'we agree'],
    ["He said 'we agree' so", 'we agree'],
    ['‚Wir stimmen zu‘, sagte er', 'Wir stimmen zu'],
  ])('%s: what follows an article or stands in quotation marks is found: “%s”', (source, exact) => {
    expect(reasonOf(source, exact)).toBe('found');
  });

  test.each([
    ['aujourd’hui nous', 'hui nous'],
    ['Il n’accepte guère', 'accepte guère'],
    ['La France s’oppose', 'oppose'],
    ['rock’n’roll lives', 'roll lives'],
    ['Прем’єр згоден', 'єр згоден'],
    ['All for the workers’ rights', 'All for the workers'],
    ['Since the ’90s began', '90s began'],
    ['For ’tis so', 'tis so'],
  ])('%s: what the apostrophe belongs to is whole: not “%s”', (source, exact) => {
    expect(reasonOf(source, exact)).toBe('cut-word');
  });
});

describe('no quotation begins or ends inside of a number', () => {
  test.each([
    ...'1,500|1.500|1 500|1\u00a0500|1\u202f500|1\u2009500|1\u2007500'.split('|'),
    ...'1’500|1ʼ500|1´500|1`500|1_500|1٬500|1·500|1 000 500|1\n500'.split('|'),
    ...'10:500|5–500|5-500|5—500|5 – 500|5/500|5⁄500|5×500|5^500|5〜500'.split('|'),
    ...'-500|−500|− 500|–500|+500|±500|~500|≈500|≤ 500|>500|minus 500'.split('|'),
    ...'$500|€ 500|US$500|%500|#500|№500|§500|1١500|1\u200b,500'.split('|'),
  ])('after the start of %j', (number) => {
    expect(reasonOf(`It fell to ${number} tonnes.`, '500 tonnes')).toMatch(/^cut-/);
  });

  test.each([
    ...'%| %|\u00a0%|％|‰|٪|°|°C| °C|′|″|€| €|\u202f€'.split('|'),
    ...'km| km| m²| per cent| percent| pour cent| Prozent| kg| p.m.| am'.split('|'),
    ...' million|\u00a0million| billion| Millionen| milliards| млн| тысяч'.split('|'),
    ...' мільйонів| مليون| lakh| crore|万|年|th|-year|e6|+'.split('|'),
    ...'²|⁻⁶|½| ½| 1/2|/3|–6| – 6| × 10|:30|.5|,5|·5| 000'.split('|'),
  ])('before the end of “5%s”', (rest) => {
    expect(reasonOf(`It fell by 5${rest} in May.`, 'It fell by 5')).toMatch(/^cut-/);
  });

  test.each([
    ['٠٫٥ في المئة', '٥ في المئة'],
    ['१,५०० टन', '५०० टन'],
    ['百分之五的人', '五的人'],
    ['二千五百人', '五百人'],
    ['零点五个', '五个'],
    ['5万人参加', '万人参加'],
    ['2024-05-01 was', '05-01 was'],
    ['an area of 5 km² here', 'an area of 5 km'],
    ['COVID-19 spread', '19 spread'],
    ['three people per m² now', 'three people per m'],
    ['a drop of 5 Pa² now', 'a drop of 5 Pa'],
    ['Growth of .5 per cent', '5 per cent'],
    ['une baisse de –\u00a05\u00a0%', '5\u00a0%'],
    ['It cost EUR 500 then', '500 then'],
    ['It cost 500 EUR then', 'It cost 500'],
    ['It cost 5,000 CHF then', 'It cost 5,000'],
  ])('%s: not “%s”', (source, exact) => {
    expect(reasonOf(source, exact)).toMatch(/^cut-/);
  });

  test.each([
    ['We signed in 2024 and left.', 'We signed in 2024'],
    ['Article 5 applies to us.', 'Article 5'],
    ['In 2024 500 people left.', '500 people left'],
    ['Worth\u00a010 million euros.', '10 million euros'],
    ['At 10:30 p.m. we met.', 'At 10:30 p.m. we met'],
    ['Rates: 5, 6 and 7.', '6 and 7'],
    ['We are all 5 all right', 'We are all 5'],
    ['The PEN 500 wrote', 'PEN 500 wrote'],
    ['增长5%的人', '5%的人'],
  ])('%s: but “%s”', (source, exact) => {
    expect(reasonOf(source, exact)).toBe('found');
  });
});

describe('marks of footnotes', () => {
  test.each(['¹', '²', '*', '†', '‡', '[1]', ' [12]', '(3)', '①', '**'])(
    'a quotation may end before %s, not leave it out',
    (mark) => {
      const source = `We back the agreement${mark} and the law.`;
      expect(reasonOf(source, 'We back the agreement')).toBe('found');
      expect(reasonOf(source, 'We back the agreement and the law')).toMatch(/typography|words/);
    },
  );
});
