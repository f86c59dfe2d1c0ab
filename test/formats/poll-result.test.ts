import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { methodOf } from '../../src/domain/method.ts';
import { pollToCsv, pollToMarkdown } from '../../src/formats/poll-result.ts';
import { realArticle } from '../helpers.ts';
import { standings } from '../views/helpers.tsx';

const [poll] = realArticle().polls;
if (poll === undefined) throw new Error('the article has a poll');

const result = (counts: readonly number[] | null, label = 'With both') => {
  const counted = standings(poll, 'open', counts);
  const outcomes = poll.outcomes.map((each) => (each.id === 'both' ? { ...each, label } : each));
  return {
    poll: { outcomes },
    standings: counted,
    method: methodOf(poll, counted, null, '2027-01-02T03:04:05.000Z'),
    words: { outcome: 'Outcome', votes: 'Votes', share: 'Share', method: 'Said of it.' },
  };
};

describe('a result as CSV', () => {
  const lines = (text: string) => Papa.parse<string[]>(text, { skipEmptyLines: true }).data;

  test('says in each row what must be printed with it', () => {
    const [head, first] = lines(pollToCsv(result([2, 2, 3, 0])));
    expect(head).toEqual('outcome,label,votes,percent,question,total,from,until,method'.split(','));
    expect(first).toEqual([
      'ukraine-only',
      'With Ukraine only',
      '2',
      '29',
      poll.question,
      '7',
      '',
      '2027-01-02T03:04:05.000Z',
      'Said of it.',
    ]);
  });

  test('shares that add up to 100, and never all or nothing of something', () => {
    const percent = (counts: number[]) =>
      lines(pollToCsv(result(counts)))
        .slice(1, 5)
        .map((fields) => fields[3]);
    expect(percent([2, 2, 3, 0])).toEqual(['29', '28', '43', '0']);
    expect(percent([299, 1, 0, 0])).toEqual(['>99', '<1', '0', '0']);
    expect(percent([0, 0, 0, 0])).toEqual(['', '', '', '']);
  });

  test('holds no figures while they are hidden, and no formula ever', () => {
    const text = pollToCsv(result(null, '=HYPERLINK("x")'));
    expect(text).toContain(`both,"'=HYPERLINK(""x"")",,,`);
  });
});

test('a result as Markdown is the question, a table and what must be said', () => {
  expect(pollToMarkdown(result([299, 1, 0, 0], 'a|b <b>'))).toBe(
    `# ${poll.question}\n\n` +
      '| Outcome | Votes | Share |\n| --- | ---: | ---: |\n' +
      '| With Ukraine only | 299 | \\>99 % |\n| With Russia only | 1 | \\<1 % |\n' +
      '| a\\|b \\<b\\> | 0 | 0 % |\n| With neither | 0 | 0 % |\n\nSaid of it.\n',
  );
});
