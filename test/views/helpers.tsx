import { agreeInFull } from '../../src/domain/agreement.ts';
import type { Article, Poll } from '../../src/domain/article.ts';
import { compare, type Selection } from '../../src/domain/comparison.ts';
import type { PollState, Standings } from '../../src/domain/standings.ts';
import { AgreementView } from '../../src/views/comparison/agreement.tsx';
import { ComparisonView } from '../../src/views/comparison/comparison.tsx';
import { i18nFor, type Language } from '../../src/views/i18n.ts';
import { PollView } from '../../src/views/poll/poll.tsx';
import type { PollProps } from '../../src/views/poll/props.ts';
import { render } from '../../src/http/answers/html.ts';
import { realArticle } from '../helpers.ts';

/** The comparison and agreement of an article, rendered. */
export async function comparisonHtml(
  article: Article = realArticle(),
  language: Language = 'en',
  selection: Selection = {},
): Promise<string> {
  const published = { version: 'v', article };
  const [compared, agreed] = [compare(published, selection), agreeInFull(published, selection)];
  if (!compared.ok || !agreed.ok) throw new Error('the selection is not valid');
  const i18n = i18nFor(language);
  return render(
    <>
      <ComparisonView comparison={compared.value} i18n={i18n} source={article.source?.url} />
      <AgreementView comparison={compared.value} agreement={agreed.value} i18n={i18n} />
    </>,
  );
}

export function standings(
  poll: Poll,
  state: PollState,
  counts: readonly number[] | null,
  final = false,
): Standings {
  const total = counts === null ? null : counts.reduce((sum, count) => sum + count, 0);
  return {
    poll: `article/${poll.id}`,
    state,
    revealed: counts !== null,
    version: total ?? 0,
    total,
    outcomes: poll.outcomes.map(({ id }, i) => {
      const count = counts?.[i] ?? null;
      return { id, count, share: count === null || !total ? null : count / total };
    }),
    final,
    asOf: '2026-11-01T00:00:00.000Z',
  };
}

/** The real article's first poll, rendered; open and with no votes unless told otherwise. */
export async function pollHtml(
  changes: Partial<PollProps> & { language?: Language } = {},
): Promise<string> {
  const { language = 'en', ...props } = changes;
  const article = props.article ?? realArticle();
  const poll = props.poll ?? article.polls[0];
  if (poll === undefined) throw new Error('the article has no poll');
  return render(
    <PollView
      article={article}
      poll={poll}
      standings={standings(poll, 'open', [0, 0, 0, 0])}
      i18n={i18nFor(language)}
      action="/ballot"
      {...props}
    />,
  );
}

/** How often a text occurs. */
export const times = (html: string, text: string): number => html.split(text).length - 1;
