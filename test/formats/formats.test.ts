import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { agree } from '../../src/domain/agreement.ts';
import type { Article } from '../../src/domain/article.ts';
import { compare, type Published } from '../../src/domain/comparison.ts';
import { toCsv } from '../../src/formats/csv.ts';
import { toMarkdown } from '../../src/formats/markdown.ts';
import type { Result } from '../../src/domain/problem.ts';
import { textFragmentLink } from '../../src/formats/text-fragment.ts';
import { articleOf } from '../arbitrary.ts';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** An article of two actors whose first summary is `summary`; the second actor is silent. */
function withSummary(summary: string): Published {
  const article: Article = articleOf(2, 1, (actor) => (actor === 0 ? 'supports' : null));
  const positions = article.positions.map((position) => ({ ...position, summary }));
  return { version: 'v', article: { ...article, positions } };
}
const csvOf = (published: Published) => toCsv(valueOf(compare(published)));
const markdownOf = (published: Published, url?: string) =>
  toMarkdown(valueOf(compare(published)), valueOf(agree(published)), url);

const VERIFICATION = { at: '2026-11-25T10:00:00.000Z', sha256: 'a'.repeat(64) } as const;

test.each([
  ['service', 'this service'],
  ['editor', 'the editors'],
] as const)('every export says that the %s found the quotations', (by, words) => {
  const published = withSummary('So it is.');
  const article = { ...published.article, verification: { ...VERIFICATION, by } };
  const { data } = Papa.parse<Record<string, string>>(csvOf({ ...published, article }), {
    header: true,
  });
  expect(data[0]).toMatchObject({ verified: 'exact', verifier: by });
  expect(markdownOf({ ...published, article })).toContain(
    `Quotations checked against the article by ${words}, 2026-11-25.`,
  );
  expect(markdownOf(published)).not.toContain('Quotations checked');
});

describe('CSV', () => {
  test('has a row for each quotation and for each silence', () => {
    const { data } = Papa.parse<Record<string, string>>(csvOf(withSummary('So it is.')), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data).toEqual([
      expect.objectContaining({ actor: 'a0', stance: 'supports', quotation: 'We say p0.' }),
      expect.objectContaining({ actor: 'a1', stance: 'not stated in this article', quotation: '' }),
    ]);
  });

  test('says what kind a proposition is, and its stance in the words of that kind', () => {
    const article = articleOf(1, 2, () => 'opposes-with-conditions');
    const { data } = Papa.parse<Record<string, string>>(csvOf({ version: 'v', article }), {
      header: true,
      skipEmptyLines: true,
    });
    const stance = 'opposes-with-conditions';
    expect(data).toEqual([
      expect.objectContaining({ kind: 'policy', stance, words: 'opposes, with conditions' }),
      expect.objectContaining({ kind: 'fact', stance, words: 'disputes, with reservations' }),
    ]);
  });

  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    ' =1+1',
    '＝1+1',
    '=HYPERLINK("https://x.example";"y")',
  ])('takes the formula out of %s', (summary) => {
    const { data } = Papa.parse<{ summary: string }>(csvOf(withSummary(summary)), {
      header: true,
    });
    expect(data[0]?.summary).toBe(`'${summary}`);
  });

  test('keeps commas, quotation marks and line ends inside a field', () => {
    const summary = 'One, "two" and three';
    const { data } = Papa.parse<{ summary: string }>(csvOf(withSummary(summary)), { header: true });
    expect(data[0]?.summary).toBe(summary);
  });
});

describe('Markdown', () => {
  test('has a table of propositions by actors, with the gaps', () => {
    const text = markdownOf(withSummary('So it is.'));
    expect(text).toContain('|  | Actor a0 | Actor a1 |\n| --- | --- | --- |');
    expect(text).toMatch(/\| \*\*supports\*\* – So it is\. \| \*not stated in this article\* \|/);
  });

  test('shows an editor’s text as text', () => {
    const text = markdownOf(withSummary('a | b <img src=x> [c](d) `e` *f* & \\ g $h$'));
    expect(text).toContain(String.raw`a \| b \<img src=x\> \[c\](d) \`e\` \*f\* &amp; \\ g \$h\$`);
  });

  test('says of a fact that it is affirmed or disputed', () => {
    const article = articleOf(2, 2, (actor) => (actor === 0 ? 'supports' : 'opposes'));
    const text = markdownOf({ version: 'v', article });
    expect(text).toMatch(/\| \*\*supports\*\* – .* \| \*\*opposes\*\* – /);
    expect(text).toMatch(/\| \*\*affirms\*\* – .* \| \*\*disputes\*\* – /);
  });

  test('writes the agreement out so that its sum can be checked', () => {
    const article = articleOf(2, 6, (actor, p) =>
      actor === 0 || p === 0
        ? 'supports'
        : p === 1 || p === 2
          ? 'mixed'
          : p === 4
            ? 'supports'
            : null,
    );
    const text = markdownOf({ version: 'v', article });
    expect(text).toContain(
      '| Actor a0 and Actor a1 | 0.75 (4 of 6) | 0.833 (3 of 3) | differ on the one proposition both address (1 of 3) | (1 (p0) + 0.5 (p2) + 1 (p4) + 0.5 (p1)) / 4 = 0.75 |',
    );
    expect(text).toContain('1 − |a − b| / 2');
    expect(text).not.toContain('too few for a figure');
  });

  test('gives words and no figure where fewer than three propositions are shared', () => {
    const article = articleOf(2, 3, (actor, p) =>
      actor === 0 || p === 0 ? 'supports' : p === 1 ? 'mixed' : null,
    );
    const [, agreement = ''] = markdownOf({ version: 'v', article }).split('## Agreement');
    expect(agreement).toContain(
      '| Actor a0 and Actor a1 | agree on one of the two propositions both address (2 of 3) | agree on the one proposition both address (1 of 2) | differ on the one proposition both address (1 of 1) |\n',
    );
    expect(agreement).toContain('Fewer than 3 shared propositions are too few for a figure');
    expect(agreement).not.toMatch(/\d\.\d|1 −/);
  });

  test('of one actor says nothing of agreement', () => {
    const article = articleOf(1, 3, () => 'supports');
    expect(markdownOf({ version: 'v', article })).not.toContain('Agreement');
  });

  test('sets what the article infers apart, as nobody’s position', () => {
    const article = articleOf(1, 1, () => 'supports');
    article.topics[0] = {
      ...(article.topics[0] ?? { id: 't0', name: 'Even', propositions: [] }),
      inferences: [
        {
          text: 'It may *all* end.',
          evidence: [
            {
              exact: 'all may end',
              speaker: 'observers',
              attribution: 'analysis',
              verified: 'exact',
            },
          ],
        },
      ],
    };
    expect(markdownOf({ version: 'v', article }, 'https://paper.example/')).toContain(
      '\n\n## Inferred in the article, nobody’s position\n\n- It may \\*all\\* end. [“all may end”](<https://paper.example/#:~:text=all%20may%20end>) (observers, the article’s own inference)\n',
    );
  });

  test('says of two actors where they agree and differ, and what only one addresses', () => {
    const stances = [
      ['supports', 'supports', 'mixed', 'opposes'],
      ['supports-with-conditions', 'opposes', 'opposes-with-conditions', null],
    ] as const;
    const article = articleOf(2, 4, (a, p) => stances[a]?.[p] ?? null);
    article.topics.forEach(({ propositions }) =>
      propositions.forEach((each) => Object.assign(each, { text: `Text of ${each.id}` })),
    );
    const [, contrast] = markdownOf({ version: 'v', article }).split('### On the same side');
    expect(contrast).toBe(
      '\n\n- Text of p0\n\n### Apart, the widest difference first\n\n- Text of p1\n- Text of p2\n\n### Only Actor a0 says\n\n- Text of p3\n',
    );
    const three = articleOf(3, 1, () => 'supports');
    expect(markdownOf({ version: 'v', article: three })).not.toContain('same side');
  });

  test.each(['1. A party', '- A party', '+ A party', '2) A party'])(
    'takes no actor called %s for a list',
    (name) => {
      const { article } = withSummary('So.');
      const actors = article.actors.map((actor) => ({ ...actor, name }));
      const [line] =
        markdownOf({ version: 'v', article: { ...article, actors } }).match(/^- .*$/m) ?? [];
      expect(line).toBe(`- ${name.replace(/[-+.)]/, '\\$&')}: “We say p0.” (in their own words)`);
    },
  );

  test('links quotations to their words where the article has a URL', () => {
    expect(markdownOf(withSummary('So.'), 'https://paper.example/story')).toContain(
      '(<https://paper.example/story#:~:text=We%20say%20p0.>)',
    );
  });
});

describe('a text-fragment link', () => {
  const evidence = { exact: 'well-known, A & B', attribution: 'direct' } as const;

  test('encodes what a text directive gives a meaning', () => {
    expect(textFragmentLink('https://x.example/', evidence)).toBe(
      'https://x.example/#:~:text=well%2Dknown%2C%20A%20%26%20B',
    );
  });

  test('encodes it before and after the words too, and in any script', () => {
    const link = textFragmentLink('https://x.example/', {
      ...evidence,
      exact: 'так, “é”',
      prefix: 'a-b, ',
      suffix: ' & c',
    });
    const [, directive = ''] = link.split('#:~:text=');
    expect(directive).toMatch(/^a%2Db%2C-,[^-,&]+,-%26%20c$/);
    expect(decodeURIComponent(directive)).toBe('a-b,-,так, “é”,-& c');
  });

  test('takes the place of a directive that the address has', () => {
    expect(textFragmentLink('https://x.example/#:~:text=a', { ...evidence, exact: 'b' })).toBe(
      'https://x.example/#:~:text=b',
    );
  });

  test('names what stands before and after, and keeps a fragment', () => {
    const link = textFragmentLink('https://x.example/#top', {
      ...evidence,
      exact: 'b',
      prefix: 'a ',
      suffix: ' c',
    });
    expect(link).toBe('https://x.example/#top:~:text=a-,b,-c');
  });
});
