import type { Article, Evidence } from './article.ts';

/** A copy of the article with every quotation changed; `path` is written as in `positions[3].evidence[0]`. */
export function withEvidence(
  article: Article,
  change: <E extends Evidence>(evidence: E, path: string) => E,
): Article {
  const all = <E extends Evidence>(evidence: readonly E[], at: string) =>
    evidence.map((each, e) => change(each, `${at}.evidence[${e}]`));
  return {
    ...article,
    topics: article.topics.map((topic, t) =>
      topic.inferences === undefined
        ? topic
        : {
            ...topic,
            inferences: topic.inferences.map((inference, i) => ({
              ...inference,
              evidence: all(inference.evidence, `topics[${t}].inferences[${i}]`),
            })),
          },
    ),
    positions: article.positions.map((position, p) => ({
      ...position,
      evidence: all(position.evidence, `positions[${p}]`),
    })),
  };
}

/** Every quotation of an article, of positions and inferences, with where it stands. */
export function evidenceOf(
  article: Article,
): readonly { readonly evidence: Evidence; readonly path: string }[] {
  const found: { evidence: Evidence; path: string }[] = [];
  withEvidence(article, (evidence, path) => {
    found.push({ evidence, path });
    return evidence;
  });
  return found;
}
