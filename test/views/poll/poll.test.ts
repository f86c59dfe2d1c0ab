import { describe, expect, test } from 'vitest';
import { CATALOGUES, type Language, LANGUAGES } from '../../../src/views/i18n.ts';
import { realArticle } from '../../helpers.ts';
import { pollHtml, standings, times } from '../helpers.tsx';

const [poll] = realArticle().polls;
if (poll === undefined) throw new Error('the article has no poll');
const ballot = { outcome: 'both', receipt: '0123456789abcdef' };

describe('an open poll', () => {
  test('asks with a plain form, each outcome with what it rests on', async () => {
    const html = await pollHtml();
    expect(html).toContain('<form class="ballot" part="form" method="post" action="/ballot">');
    expect(times(html, 'type="radio" name="outcome"')).toBe(4);
    expect(times(html, 'required=""')).toBe(4);
    expect(html).toContain('href="#position-russia--foreign-partners"');
    expect(html).not.toContain('withdraw');
    expect(html).toContain(
      'Closes <time datetime="2027-03-01T00:00:00Z">1 March 2027 at 00:00 UTC</time>',
    );
    expect(html).toContain('counted exactly once');
  });

  test('leads to the comparison’s page where it stands alone', async () => {
    expect(await pollHtml({ comparisonAt: 'https://standpoint.test/articles/a' })).toContain(
      'href="https://standpoint.test/articles/a#position-russia--foreign-partners"',
    );
  });

  test('after a vote shows the bars, marks the choice, and lets it be changed or withdrawn', async () => {
    const html = await pollHtml({ ballot, standings: standings(poll, 'open', [1, 0, 3, 0]) });
    expect(html).toMatch(
      /class="result yours"[^>]*><span class="label"><span>With both<\/span> <em>Your vote<\/em>/,
    );
    expect(html).toContain('<b>75%</b> <small>3 votes</small>');
    expect(html).toContain('width="75.00"');
    expect(html).toContain('0123456789abcdef');
    expect(html).toContain('value="both" required="" checked=""');
    expect(html).toContain('name="action" value="withdraw"');
  });

  test('shares add up to 100, and all or nothing is never said of less or more', async () => {
    const shares = async (counts: number[], language: Language = 'en') =>
      Array.from(
        (await pollHtml({ ballot, language, standings: standings(poll, 'open', counts) })).matchAll(
          /class="figures"><b>([^<]*)<\/b>/g,
        ),
        ([, share]) => share?.replaceAll('\u00a0', ' '),
      );
    expect(await shares([2, 2, 3, 0])).toEqual(['29%', '28%', '43%', '0%']);
    expect(await shares([299, 1, 0, 0])).toEqual(['&gt;99%', '&lt;1%', '0%', '0%']);
    expect(await shares([299, 1, 0, 0], 'de')).toEqual(['&gt;99 %', '&lt;1 %', '0 %', '0 %']);
    expect((await shares([299, 1, 0, 0], 'ar'))[1]).toMatch(/^أقل من .*1/);
  });

  test('says when the votes were cast and that they stand for nobody else', async () => {
    const history = {
      poll: 'a/b',
      outcomes: poll.outcomes.map(({ id }) => id),
      snapshots: [{ at: '2026-11-01T08:30:00Z', version: 1, total: 1, counts: [1, 0, 0, 0] }],
    };
    const html = await pollHtml({
      ballot,
      history,
      standings: standings(poll, 'open', [3, 0, 0, 0]),
    });
    expect(html).toMatch(
      /<p class="note" part="method"><b>3 votes<\/b>, cast from <time datetime="2026-11-01T08:30:00Z">[^<]*<\/time> to <time datetime="2027-03-01T00:00:00Z">/,
    );
    expect(html).toContain(
      'These are votes, not people. Open to anyone, nobody selected: not representative. Repeat votes are stopped per browser only.',
    );
    const opened = await pollHtml({
      ballot,
      history,
      poll: { ...poll, opens: '2026-10-01T00:00:00Z' },
      standings: standings(poll, 'open', [3, 0, 0, 0]),
    });
    expect(opened).toContain('cast from <time datetime="2026-10-01T00:00:00Z">');
    const unknown = await pollHtml({ ballot, standings: standings(poll, 'open', [3, 0, 0, 0]) });
    expect(unknown).toContain('cast until <time datetime="2027-03-01T00:00:00Z">');
  });

  test.each(LANGUAGES)('says so in %s', async (language) => {
    const html = await pollHtml({
      ballot,
      language,
      standings: standings(poll, 'open', [3, 0, 0, 0]),
    });
    expect(html).toContain(CATALOGUES[language].poll.method.sample);
  });

  test('hides the count until the reader has voted, and says so', async () => {
    const hidden = {
      poll: { ...poll, reveal: 'after-vote' as const },
      standings: standings(poll, 'open', null),
    };
    const html = await pollHtml(hidden);
    expect(html).toContain('The count is shown once you have voted.');
    expect(html).not.toContain('class="results"');
  });

  test('hides it after the vote too where it is shown only at the end', async () => {
    const html = await pollHtml({
      poll: { ...poll, reveal: 'after-close' },
      standings: standings(poll, 'open', null),
      ballot,
    });
    expect(html).toContain('The count is shown once the poll has closed.');
    expect(html).not.toContain('class="results"');
    expect(html).toContain('0123456789abcdef');
  });
});

describe('the life of a poll', () => {
  test('not open yet: what can be chosen, and no form', async () => {
    const opens = '2026-12-01T12:00:00Z';
    const html = await pollHtml({
      poll: { ...poll, opens },
      standings: standings(poll, 'scheduled', null),
    });
    expect(html).toContain('Opens <time datetime="2026-12-01T12:00:00Z">');
    expect(html).toContain('With Ukraine only');
    expect(html).not.toContain('<form');
  });

  test('closed: the count, no form, and whether it is final', async () => {
    const closing = await pollHtml({ standings: standings(poll, 'closed', [1, 2, 3, 4]), ballot });
    expect(closing).not.toContain('<form');
    expect(closing).toContain('The last votes are being added up.');
    const final = await pollHtml({ standings: standings(poll, 'closed', [1, 2, 3, 4], true) });
    expect(final).toContain('This count is final.');
  });

  test('closed before its time: when that was', async () => {
    const html = await pollHtml({
      standings: standings(poll, 'closed', [1, 2, 3, 4]),
      closed: '2026-12-24T18:30:00.000Z',
    });
    expect(html).toContain('Closed <time datetime="2026-12-24T18:30:00.000Z">24 December 2026');
    expect(html).not.toContain('1 March 2027 at');
  });

  test('resolved: what came true, and where that can be seen', async () => {
    const html = await pollHtml({
      language: 'uk',
      standings: standings(poll, 'resolved', [1, 2, 3, 4], true),
      resolution: {
        outcome: 'neither',
        evidence: 'https://gov.example/a?b&c',
        at: '2027-03-02T08:00:00Z',
      },
    });
    // The outcome is the article's word, what stands around it the interface's.
    expect(html).toMatch(
      /<p class="decision" part="decision"><b>[^<]+<span lang="en" dir="auto">With neither<\/span><\/b>/,
    );
    expect(html).toContain('href="https://gov.example/a?b&amp;c"');
    expect(html).toMatch(
      /class="result came-true"[^>]*><span class="label"><span[^>]*>With neither<\/span>\s*<em class="came">[^<]+<\/em>/,
    );
  });

  test('void: no outcome holds', async () => {
    expect(await pollHtml({ standings: standings(poll, 'void', [1, 0, 0, 0], true) })).toContain(
      'Declared void',
    );
  });
});

test('the count over time is a line each, with a table behind it', async () => {
  const history = {
    poll: 'a/b',
    outcomes: poll.outcomes.map(({ id }) => id),
    snapshots: [
      { at: '2026-11-01T00:00:00Z', version: 2, total: 2, counts: [1, 1, 0, 0] },
      { at: '2026-11-02T00:00:00Z', version: 4, total: 4, counts: [1, 1, 2, 0] },
    ],
  };
  const html = await pollHtml({ history, standings: standings(poll, 'closed', [1, 1, 2, 0]) });
  expect(times(html, '<polyline')).toBe(4);
  expect(html).toContain('aria-label="With both: from 0% to 50%"');
  expect(html).toContain('points="0.0,24.0 120.0,12.0"');
  expect(html).toContain('d="M120.0,12.0h0"');
  expect(html).toMatch(
    /<time datetime="2026-11-02T00:00:00Z">[^<]*<\/time><\/th><td>1<\/td><td>1<\/td><td>2<\/td><td>0<\/td><td>4<\/td>/,
  );
});

test('markup in a poll is text', async () => {
  const markup = '</section><script>alert(1)</script>';
  const html = await pollHtml({
    poll: {
      ...poll,
      question: markup,
      resolution: { rule: markup },
      outcomes: poll.outcomes.map((outcome) => ({ ...outcome, label: markup })),
    },
    standings: standings(poll, 'open', [0, 0, 0, 0]),
  });
  expect(html).not.toContain('<script');
  expect(times(html, '</section>')).toBe(1);
});
