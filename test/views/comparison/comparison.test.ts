import { describe, expect, test } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { realArticle } from '../../helpers.ts';
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

describe('the comparison', () => {
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
    expect(ids).toHaveLength(28);
    expect(new Set(ids).size).toBe(28);
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
    expect(html).toContain('780 other pairs share nothing.');
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

describe('the agreement', () => {
  test('says that nothing is shared rather than a figure', async () => {
    const html = await comparisonHtml();
    expect(html).toContain('<td class="silent">Nothing shared</td>');
    expect(html).toContain('<b>75%</b> <small>1 of 7 shared</small>');
    expect(html).toContain('2 other pairs share nothing.');
  });

  test('says of each pair how close it is on each topic, and of each term its closeness', async () => {
    const html = await comparisonHtml();
    const [, pair = ''] = html.split('<details class="pair">');
    const text = pair
      .slice(0, pair.indexOf('</details>'))
      .replaceAll(/<[^>]+>|[\u2068\u2069]/g, '');
    expect(text).toContain('87.5% Ukraine and United States 2 of 7 shared');
    expect(text).toContain('Rare earths 75% 1 of 4 shared');
    expect(text).toContain('Aid 100% 1 of 3 shared');
    expect(text.match(/closeness [\d.]+%/g)).toEqual(['closeness 100%', 'closeness 75%']);
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
    expect(times(before, 'class="pair"')).toBe(12);
    expect(times(after, 'class="pair"')).toBe(24);
  });
});
