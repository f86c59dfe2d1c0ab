import type { Standings } from '../../domain/standings.ts';
import { type I18n, inLanguage } from '../i18n.ts';
import { Outcomes, PollForm } from './form.tsx';
import type { PollProps } from './props.ts';
import { Results } from './results.tsx';
import { Sentence, Time } from '../sentence.tsx';

/** A poll: the form while it can be answered, the count where it may be seen, and the rule. */
export function PollView(props: PollProps) {
  const { article, poll, standings, i18n, ballot, resolution } = props;
  const { poll: words } = i18n.words;
  const own = inLanguage(i18n, article.language);
  const open = standings.state === 'open';
  const title = `poll-${poll.id}`;
  return (
    <section
      class="poll"
      part="poll"
      id={title}
      aria-labelledby={`${title}-question`}
      // What a script needs to keep the counts up to date.
      data-shows={shows(standings)}
      data-version={standings.version}
      data-reveal={poll.reveal}
      data-challenge={props.challenge}
      data-votes={JSON.stringify(words.votes)}
      data-bounds={JSON.stringify({ less: words.less, more: words.more })}
    >
      <p class="kicker">
        {words.asks[poll.asks]}{' '}
        <span class={`state ${standings.state}`}>{words.state[standings.state]}</span>
      </p>
      <h2 id={`${title}-question`} part="question" {...own}>
        {poll.question}
      </h2>
      <Decision {...props} />
      {open && ballot === undefined && <PollForm {...props} />}
      {standings.state === 'scheduled' && <Outcomes {...props} />}
      <Count {...props} />
      {ballot !== undefined && (
        <p class="receipt" part="receipt">
          <b>{words.receipt}:</b> <code>{ballot.receipt}</code> <small>{words.receiptNote}</small>
        </p>
      )}
      {open && ballot !== undefined && (
        <details class="change">
          <summary>{words.changeOrWithdraw}</summary>
          <PollForm {...props} />
        </details>
      )}
      <Notes {...props} />
      <footer>
        <p>
          <Times {...props} />
          {resolution !== undefined && (
            <>
              {' · '}
              <Moment text={words.decidedAt} at={resolution.at} i18n={i18n} />
            </>
          )}
        </p>
        <details>
          <summary>{words.rule}</summary>
          <p {...own}>{poll.resolution.rule}</p>
        </details>
        <p class="promise" part="promise">
          {words.promise}
        </p>
      </footer>
    </section>
  );
}

/** What a reader is told when something happens: a script shows it, on our own page the address. */
function Notes({ poll, i18n, standings, ballot, comparisonAt }: PollProps) {
  const { poll: words } = i18n.words;
  if (comparisonAt === undefined) {
    const mayVote = standings.state === 'open' && ballot === undefined;
    return mayVote ? <p class="note not-kept">{words.notKept}</p> : null;
  }
  const ownPage = (
    <a href={`${comparisonAt}?lang=${i18n.language}#poll-${poll.id}-question`}>{words.ownPage}</a>
  );
  return (
    <>
      <p class="note" data-told="failed" role="alert" hidden>
        {words.failed}
      </p>
      <p class="note" data-told="wait" role="alert" hidden>
        <Sentence text={words.wait} parts={{ time: <time /> }} />
      </p>
      <p class="note" data-told="unseen" role="alert" hidden>
        {words.unseen} {ownPage}
      </p>
      <p class="note" data-told="challenge" role="status" hidden>
        {words.challenge.title}
      </p>
      <p class="note" data-told="not-here" role="alert" hidden>
        {words.notHere} {ownPage}
      </p>
      <p class="note" data-told="challenge-blocked" role="alert" hidden>
        {words.challenge.blocked} {ownPage}
      </p>
      <p class="note" data-told="challenge-failed" role="alert" hidden>
        {words.challenge.failed}
      </p>
      <p class="note" data-told="this-page-only" hidden>
        {words.thisPageOnly}
      </p>
    </>
  );
}

/** What decides which parts are shown: where it changes, new figures alone do not do. */
const shows = ({ state, revealed, final }: Standings) => `${state} ${revealed} ${final}`;

function Decision({ article, poll, standings, i18n, resolution }: PollProps) {
  const { poll: words } = i18n.words;
  if (standings.state === 'void') return <p class="decision void">{words.voided}</p>;
  if (standings.state !== 'resolved' || resolution === undefined) return null;
  const label = poll.outcomes.find(({ id }) => id === resolution.outcome)?.label;
  return (
    <p class="decision" part="decision">
      <b>
        <Sentence
          text={words.decided}
          parts={{
            outcome: (
              <span {...inLanguage(i18n, article.language)}>{label ?? resolution.outcome}</span>
            ),
          }}
        />
      </b>
      {resolution.evidence !== undefined && (
        <>
          {' '}
          <a href={resolution.evidence} rel="noopener">
            {words.evidence}
          </a>
        </>
      )}
    </p>
  );
}

function Count(props: PollProps) {
  const { poll, standings, missing, i18n, ballot } = props;
  const { poll: words } = i18n.words;
  if (standings.state === 'scheduled') return null;
  if (missing === true) return <p class="note">{words.missing}</p>;
  if (!standings.revealed) {
    const when =
      poll.reveal === 'after-vote' && standings.state === 'open' ? 'after-vote' : 'after-close';
    return <p class="note">{words.hidden[when]}</p>;
  }
  const results = <Results {...props} />;
  if (standings.state !== 'open' || ballot !== undefined) return results;
  return (
    <details class="so-far">
      <summary>
        {words.countSoFar} <small>({i18n.plural(words.votes, standings.total ?? 0)})</small>
      </summary>
      {results}
    </details>
  );
}

function Times({ poll, standings: { state }, closed = poll.closes, i18n }: PollProps) {
  const { poll: words } = i18n.words;
  if (state === 'scheduled' && poll.opens !== undefined) {
    return <Moment text={words.opens} at={poll.opens} i18n={i18n} />;
  }
  return state === 'open' ? (
    <Moment text={words.closes} at={poll.closes} i18n={i18n} />
  ) : (
    <Moment text={words.closed} at={closed} i18n={i18n} />
  );
}

/** A sentence with a time in it. */
const Moment = ({ text, at, i18n }: { text: string; at: string; i18n: I18n }) => (
  <Sentence text={text} parts={{ time: <Time at={at} i18n={i18n} /> }} />
);
