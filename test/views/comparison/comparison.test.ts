import { describe, expect, test } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { MAX_PROPOSITIONS } from '../../../src/domain/limits.ts';
import { realArticle } from '../../helpers.ts';
import { articleOf } from '../../arbitrary.ts';
import { LANGUAGES, i18nFor } from '../../../src/views/i18n.ts';
import { comparisonHtml, times } from '../helpers.tsx';

const MARKUP = `<img src=x onerror=alert(1)>"'&</td></table><script>alert(1)</script>`;

/** The real article with markup in every field that an editor writes. */
function hostile(): Article {
  const article = realArticle();
  return {
    ...article,
    title: MARKUP,
    source: { ...article.source, publisher: MARKUP, url: 'https://paper.example/?a="><script>' },
    actors: article.actors.map((actor) => ({ ...actor, name: MARKUP })),
    topics: article.topics.map((topic) => ({
      ...topic,
      name: MARKUP,
      propositions: topic.propositions.map((proposition) => ({ ...proposition, text: MARKUP })),
      inferences: (topic.inferences ?? []).map(({ evidence }) => ({
        text: MARKUP,
        evidence: evidence.map((each) => ({ ...each, exact: MARKUP, speaker: MARKUP })),
      })),
    })),
    positions: article.positions.map((position) => ({
      ...position,
      summary: MARKUP,
      conditions: MARKUP,
      evidence: position.evidence.map((evidence) => ({
        ...evidence,
        exact: MARKUP,
        speaker: MARKUP,
        translations: [{ language: 'de', text: MARKUP, by: MARKUP }],
      })),
    })),
  };
}

const VERIFICATION = { at: '2026-11-25T10:00:00.000Z', sha256: 'a'.repeat(64) } as const;

describe('the comparison', () => {
  test.each([
    ['service', 'Quotations checked against the article by this service, 25 November 2026'],
    ['editor', 'Quotations checked against the article by the editors, 25 November 2026'],
  ] as const)('says that its quotations were found by the %s, and when', async (by, words) => {
    const html = await comparisonHtml(realArticle({ verification: { ...VERIFICATION, by } }));
    expect(times(html, words)).toBe(1);
  });

  test('says who found its quotations in every language, and nothing where nobody said', async () => {
    for (const language of LANGUAGES) {
      const said = new Set<string>();
      for (const by of ['service', 'editor'] as const) {
        const article = realArticle({ verification: { ...VERIFICATION, by } });
        const [line = ''] =
          /<p class="verification".*?<\/p>/.exec(await comparisonHtml(article, language)) ?? [];
        expect(line, language).toMatch(/2026|٢٠٢٦/);
        said.add(line);
      }
      expect(said.size, language).toBe(2);
    }
    expect(await comparisonHtml()).not.toContain('class="verification"');
  });

  test('shows no markup of an editor as markup', async () => {
    const html = await comparisonHtml(hostile(), 'de');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script');
    expect(times(html, '</table>')).toBe(2);
  });

  test('needs nothing that a strict policy forbids', async () => {
    const html = await comparisonHtml();
    expect(html).not.toMatch(/ style=| on[a-z]+="|javascript:|<script|<style|<link/);
  });

  test('tells silence from a mixed stance by class, sign and words', async () => {
    const html = await comparisonHtml();
    const cell = (id: string) => new RegExp(`<td[^>]*id="${id}".*?</td>`).exec(html)?.[0] ?? '';
    const mixed = cell('position-ukraine--us-ukraine-agreement');
    const silent = cell('position-europe--us-ukraine-agreement');
    expect(mixed).toContain('class="mixed"');
    expect(mixed).toContain('Mixed');
    expect(mixed).not.toContain('dashed');
    expect(silent).toContain('class="silent"');
    expect(silent).toContain('Not stated in this article');
    expect(silent).toContain('class="dashed"');
    expect(silent).not.toContain('Mixed');
  });

  test('gives every position an anchor of its own', async () => {
    const html = await comparisonHtml();
    const ids = [...html.matchAll(/<td[^>]* id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(44);
    expect(new Set(ids).size).toBe(44);
  });

  test('begins face to face with the two actors who share most', async () => {
    const html = await comparisonHtml();
    const selected = [...html.matchAll(/<option value="([^"]*)" selected/g)].map(([, id]) => id);
    expect(selected).toEqual(['ukraine', 'united-states']);
  });

  test('of one actor offers no choice and no agreement', async () => {
    const html = await comparisonHtml(realArticle(), 'en', { actors: ['russia'] });
    expect(html).not.toContain('<select');
    expect(html).not.toContain('How close they are');
  });

  test('of forty actors lets any two be chosen', async () => {
    const actors = Array.from({ length: 40 }, (_, i) => ({
      id: `actor-${i}`,
      name: `Actor ${i}`,
      kind: 'person' as const,
      voices: [],
    }));
    const html = await comparisonHtml({ ...realArticle(), actors, positions: [], polls: [] });
    expect(html).toContain('class="comparison many"');
    expect(times(html, '<option')).toBe(80);
    expect(html).toContain('No two of them address the same proposition.');
    expect(html).not.toContain('other pairs');
    expect(html).not.toContain('class="matrix"');
  });

  test('marks the article’s language where the interface has another', async () => {
    const html = await comparisonHtml(realArticle(), 'ar');
    expect(html).toContain(
      '<th role="columnheader" scope="col" part="actor" lang="en" dir="auto">',
    );
    expect(html).toContain('لم يُذكر في هذا المقال');
    expect(await comparisonHtml()).not.toContain('lang="en"');
  });

  test('shows where a quotation runs over the end of a paragraph', async () => {
    const article = realArticle();
    const html = await comparisonHtml({
      ...article,
      positions: article.positions.map((position) => ({
        ...position,
        evidence: [
          { exact: 'One ends.\n\nAnother begins.', attribution: 'direct', paragraphs: true },
        ],
      })),
    });
    expect(html).toContain('<blockquote><p>One ends.</p><p>Another begins.</p></blockquote>');
  });

  test('shows a translation of a quotation beside the original, and who made it', async () => {
    const html = await comparisonHtml(hostile(), 'de');
    expect(html).toContain('<blockquote class="translation">');
    expect(html).toContain('Übersetzt von &lt;img');
    expect(await comparisonHtml(hostile(), 'fr')).not.toContain('class="translation"');
  });

  test('leads to the words in the article, where it has an address', async () => {
    const article = { ...realArticle(), source: { url: 'https://paper.example/story' } };
    expect(await comparisonHtml(article)).toContain('href="https://paper.example/story#:~:text=');
    expect(await comparisonHtml()).not.toContain('#:~:text=');
  });
});

describe('a proposition of fact', () => {
  test('is affirmed or disputed, where a policy is supported or opposed', async () => {
    const html = await comparisonHtml();
    const label = (id: string) =>
      new RegExp(`id="position-${id}".*?</svg> ([^<]*)</span>`).exec(html)?.[1];
    expect(label('russia--reserves-ukraine')).toBe('Disputes');
    expect(label('russia--reserves-new-territories')).toBe('Affirms');
    expect(label('russia--new-territories')).toBe('Supports');
    expect(label('united-states--aid-without-exchange')).toBe('Opposes');
  });

  test('has reservations where a policy has conditions', async () => {
    const html = await comparisonHtml(articleOf(1, 2, () => 'opposes-with-conditions'));
    const text = html.replaceAll(/<[^>]+>/g, '');
    expect(text).toContain('Opposes, with conditionsActor a0 says so.Condition: Some');
    expect(text).toContain('Disputes, with reservationsActor a0 says so.Reservation: Some');
  });

  test('is named so among the signs, where there is one', async () => {
    const legend = async (article: Article, selection = {}) =>
      /<ul class="legend".*?<\/ul>/
        .exec(await comparisonHtml(article, 'en', selection))?.[0]
        .replaceAll(/<[^>]+>/g, '');
    expect(await legend(realArticle())).toContain('Supports / Affirms');
    expect(await legend(realArticle(), { topics: ['aid'] })).not.toContain('Affirms');
  });

  test('is affirmed in every language in other words than a policy is supported', () => {
    for (const language of LANGUAGES) {
      const { policy, fact } = i18nFor(language).words.comparison.stance;
      const { mixed: _, ...words } = fact;
      for (const word of Object.values(words)) expect(Object.values(policy)).not.toContain(word);
    }
  });
});

describe('what the article infers', () => {
  test('stands under the positions, with its words, as nobody’s position', async () => {
    const html = await comparisonHtml();
    const [, inferred = ''] = html.split('part="inferred"');
    expect(inferred).toContain('Inferred in the article, nobody’s position');
    expect(inferred).toContain('may come to consider profiting from both Russia and Ukraine.');
    expect(inferred).toContain('the option of profiting from both warring countries');
  });

  test('goes with its topic', async () => {
    const html = await comparisonHtml(realArticle(), 'en', { topics: ['aid'] });
    expect(html).not.toContain('part="inferred"');
  });
});

/** The text of a part of the agreement, without its markup. */
const textOf = (html: string) => html.replaceAll(/<[^>]+>|[\u2068\u2069]/g, '');
const pairsIn = (html: string) =>
  html
    .split('<details class="pair')
    .slice(1)
    .map((pair) => textOf(pair.split('</details>')[0] ?? ''));

describe('the agreement', () => {
  test('says that nothing is shared rather than a figure', async () => {
    const html = await comparisonHtml();
    expect(html).toContain('<td class="silent">Nothing shared</td>');
    expect(html).toContain('3 other pairs share nothing.');
  });

  test('over fewer than three propositions is said in words, without a percentage', async () => {
    const html = await comparisonHtml();
    expect(html).toContain(
      '<td class="thin">agree on one of two <small>2 of 11 shared</small></td>',
    );
    const [, agreement = ''] = html.split('part="agreement"');
    expect(agreement).not.toContain('%');
    expect(agreement).toContain('Fewer than 3 shared propositions are too few for a percentage');
    const [ukraineUs = '', russiaUs = '', usEurope = ''] = pairsIn(html);
    expect(ukraineUs).toContain(
      'Ukraine and United States agree on one of the two propositions both address 2 of 11 shared',
    );
    expect(ukraineUs).toMatch(
      /conclude their agreement\. Ukraine +MixedUnited States +Supports, with conditions/,
    );
    expect(russiaUs).toContain('agree on the one proposition both address 1 of 11 shared');
    expect(usEurope).toContain('differ on the one proposition both address 1 of 11 shared');
  });

  test.each(LANGUAGES)('over few propositions has words and no figure in %s', async (language) => {
    const html = await comparisonHtml(realArticle(), language);
    const [, agreement = ''] = html.split('part="agreement"');
    const { verdict, verdictInShort } = i18nFor(language).words.agreement;
    expect(agreement).not.toMatch(/[%٪]/);
    for (const each of ['agree-on-one-of-two', 'agree-on-the-one', 'differ-on-the-one'] as const) {
      expect(agreement).toContain(verdict[each]);
      expect(agreement).toContain(verdictInShort[each]);
    }
  });

  test('says of each pair how close it is on each topic, and of each term its closeness', async () => {
    const stances = [
      ['supports', 'supports', 'mixed', null, 'opposes'],
      ['mixed', 'supports', 'mixed', 'supports', 'supports'],
    ] as const;
    const html = await comparisonHtml(articleOf(2, 5, (a, p) => stances[a]?.[p] ?? null));
    const [pair = ''] = pairsIn(html);
    expect(pair).toContain('62.5% Actor a0 and Actor a1 4 of 5 shared');
    expect(pair).toContain('Even 50% 3 of 3 shared');
    expect(pair).toContain('Odd agree on the one proposition both address 1 of 2 shared');
    expect(pair.match(/closeness [\d.]+%/g)).toEqual([
      'closeness 100%',
      'closeness 100%',
      'closeness 0%',
      'closeness 50%',
    ]);
    expect(html).toContain('From 0% (opposite) to 100% (the same)');
    expect(html).not.toContain('too few for a percentage');
  });

  test('gives the figure in the matrix from three shared propositions on', async () => {
    const html = await comparisonHtml(
      articleOf(3, 3, (a, p) => (a === 2 && p > 1 ? null : 'supports')),
    );
    expect(html).toContain('<td class="close-4"><b>100%</b> <small>3 of 3 shared</small></td>');
    expect(html).toContain('<td class="thin">agree on both <small>2 of 3 shared</small></td>');
    expect(html).toContain('too few for a percentage');
  });

  test('of two who share nothing speaks of no other pair', async () => {
    const selection = { actors: ['russia', 'europe'] };
    const html = await comparisonHtml(realArticle(), 'en', selection);
    expect(html).toContain('The two address no proposition in common.');
    expect(html).not.toContain('other pair');
  });

  test('calls no score full or empty that is not, in the largest article there may be', () => {
    const least = 0.25 / MAX_PROPOSITIONS;
    for (const language of LANGUAGES) {
      const { score } = i18nFor(language);
      expect(score(1 - least)).not.toBe(score(1));
      expect(score(least)).not.toBe(score(0));
    }
  });

  test('of many pairs shows those that share most, and the others one tap away', async () => {
    const article = realArticle();
    const [position] = article.positions;
    if (position === undefined) throw new Error('the article has no position');
    const actors = Array.from({ length: 9 }, (_, i) => ({
      id: `actor-${i}`,
      name: `Actor ${i}`,
      kind: 'person' as const,
      voices: [],
    }));
    const positions = actors.map(({ id }) => ({ ...position, actor: id }));
    const html = await comparisonHtml({ ...article, actors, positions, polls: [] });
    const [before = '', after = ''] = html.split('<summary>The other pairs (24)</summary>');
    expect(times(before, 'class="pair thin"')).toBe(12);
    expect(times(after, 'class="pair thin"')).toBe(24);
  });
});
