import { percentages } from '../../domain/percentages.ts';
import { inLanguage } from '../i18n.ts';
import { HistoryTable, Sparkline } from './history.tsx';
import { MethodNote } from './method.tsx';
import type { PollProps } from './props.ts';

/** The bar's length is a width in the drawing's units: a hundred of them are all the votes. */
const FULL = 100;

/** Bars with share and count, the reader's own choice marked. */
export function Results(props: PollProps) {
  const { article, poll, standings, i18n, ballot, history, resolution } = props;
  const { poll: words } = i18n.words;
  const own = inLanguage(i18n, article.language);
  const counts = new Map(standings.outcomes.map((outcome) => [outcome.id, outcome]));
  const shares = percentages(poll.outcomes.map(({ id }) => counts.get(id)?.count ?? 0));
  return (
    <div class="results" part="results">
      <ul>
        {poll.outcomes.map(({ id, label }, i) => {
          const { count = null, share = null } = counts.get(id) ?? {};
          const yours = id === ballot?.outcome;
          const percentage = shares[i];
          const came = id === resolution?.outcome;
          return (
            <li class={`result${yours ? ' yours' : ''}${came ? ' came-true' : ''}`} part="result">
              <span class="label">
                <span {...own}>{label}</span> {yours && <em>{words.yours}</em>}{' '}
                {came && <em class="came">{words.state.resolved}</em>}
              </span>
              <span class="figures">
                <b>{percentage === undefined ? '–' : i18n.percentage(percentage)}</b>{' '}
                <small>{i18n.plural(words.votes, count ?? 0)}</small>
              </span>
              <svg
                class="bar"
                part="bar"
                viewBox={`0 0 ${FULL} 4`}
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect class="track" width={FULL} height="4" />
                <rect class="length" width={((share ?? 0) * FULL).toFixed(2)} height="4" />
              </svg>
              {history !== undefined && (
                <Sparkline history={history} outcome={id} label={label} i18n={i18n} />
              )}
            </li>
          );
        })}
      </ul>
      <MethodNote {...props} />
      {history !== undefined && history.snapshots.length > 0 && (
        <HistoryTable history={history} poll={poll} i18n={i18n} language={article.language} />
      )}
    </div>
  );
}
