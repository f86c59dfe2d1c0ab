import type { Article, Poll } from '../../domain/article.ts';
import type { History } from '../../domain/history.ts';
import type { Standings } from '../../domain/standings.ts';
import type { I18n } from '../i18n.ts';

/** This reader's ballot. */
interface OwnBallot {
  readonly outcome: string;
  readonly receipt: string;
}

/** How a poll was decided: the outcome that came true, where that can be seen, and when (ISO 8601). */
interface Resolution {
  readonly outcome: string;
  readonly evidence?: string;
  readonly at: string;
}

export interface PollProps {
  readonly article: Article;
  readonly poll: Poll;
  readonly standings: Standings;
  /** Whether the counts cannot be had just now: what `standings` say is then from the poll's times. */
  readonly missing?: boolean | undefined;
  readonly i18n: I18n;
  /** Where the form is sent. */
  readonly action: string;
  /** The page that has the comparison; empty where the poll stands on it. */
  readonly comparisonAt?: string;
  /** Whether the form opens a tab of its own: a foreign page's frame keeps no cookie. */
  readonly leavesFrame?: boolean;
  /** Where the challenge of new voters is shown; left out where there is none. */
  readonly challenge?: string | undefined;
  readonly ballot?: OwnBallot | undefined;
  readonly history?: History | undefined;
  readonly resolution?: Resolution | undefined;
  /** When it was closed (ISO 8601), which may be before its time. */
  readonly closed?: string | undefined;
}
