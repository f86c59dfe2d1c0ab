import type { Article, Poll } from '../../domain/article.ts';
import { type I18n, inLanguage } from '../i18n.ts';
import { Page } from '../page/layout.tsx';
import { Sentence, Time } from '../sentence.tsx';
import { ChallengeBox } from './challenge.tsx';

/** Why a ballot that was sent by a form is not cast yet. */
export type Pending =
  | { readonly why: 'confirm' | 'challenge' | 'challenge-failed' }
  | { readonly why: 'wait' | 'challenge-unavailable'; readonly until: string };

interface Props {
  readonly article: Article;
  readonly poll: Poll;
  readonly i18n: I18n;
  readonly pending: Pending;
  /** The chosen outcome; left out where the vote is to be withdrawn. */
  readonly outcome?: string | undefined;
  /** Where the form is sent. */
  readonly action: string;
  /** With what the challenge is shown, where there is one. */
  readonly siteKey?: string | undefined;
}

/** A page of its own for one ballot: nobody can frame it, and it says why it is there. */
export function BallotPage({ article, poll, i18n, pending, outcome, action, siteKey }: Props) {
  const { poll: words } = i18n.words;
  const own = inLanguage(i18n, article.language);
  const page = `/articles/${article.id}`;
  const label = poll.outcomes.find(({ id }) => id === outcome)?.label ?? outcome;
  const challenged = pending.why.startsWith('challenge');
  return (
    <Page
      title={poll.question}
      i18n={i18n}
      path={page}
      script={challenged ? '/challenge.js' : undefined}
    >
      <section class="poll one-ballot">
        <h1 {...own}>{poll.question}</h1>
        {pending.why !== 'wait' && <h2>{title(pending, i18n)}</h2>}
        <p>
          <Reason pending={pending} i18n={i18n} />
        </p>
        <form class="ballot" method="post" action={action}>
          {outcome === undefined ? (
            <input type="hidden" name="action" value="withdraw" />
          ) : (
            <>
              <input type="hidden" name="outcome" value={outcome} />
              <p class="choice">
                <Sentence text={words.choice} parts={{ outcome: <b {...own}>{label}</b> }} />
              </p>
            </>
          )}
          {challenged && <ChallengeBox i18n={i18n} siteKey={siteKey} />}
          <p class="buttons">
            <button type="submit">{outcome === undefined ? words.withdraw : words.vote}</button>
          </p>
        </form>
        <p>
          <a href={`${page}?lang=${i18n.language}#poll-${poll.id}-question`}>{words.back}</a>
        </p>
      </section>
    </Page>
  );
}

function title({ why }: Pending, { words: { poll } }: I18n): string {
  return why === 'confirm' ? poll.confirm.title : poll.challenge.title;
}

function Reason({ pending, i18n }: { pending: Pending; i18n: I18n }) {
  const { challenge, confirm, wait } = i18n.words.poll;
  switch (pending.why) {
    case 'confirm':
      return <>{confirm.note}</>;
    case 'challenge':
      return <>{challenge.why}</>;
    case 'challenge-failed':
      return <>{challenge.failed}</>;
    case 'challenge-unavailable':
    case 'wait': {
      const text = pending.why === 'wait' ? wait : challenge.unavailable;
      return <Sentence text={text} parts={{ time: <Time at={pending.until} i18n={i18n} /> }} />;
    }
  }
}
