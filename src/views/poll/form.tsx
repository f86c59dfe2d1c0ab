import type { Poll } from '../../domain/article.ts';
import { inLanguage } from '../i18n.ts';
import { positionId } from '../comparison/position.tsx';
import type { PollProps } from './props.ts';
import { Sign } from '../comparison/stance.tsx';

type Outcome = Poll['outcomes'][number];

/** The ballot: one choice, sent by a plain form; a script may send it without leaving the page. */
export function PollForm(props: PollProps) {
  const { article, poll, i18n, action, ballot, leavesFrame = false } = props;
  const { poll: words } = i18n.words;
  const own = inLanguage(i18n, article.language);
  return (
    <form class="ballot" part="form" method="post" action={action}>
      <fieldset>
        <legend class="unseen" {...own}>
          {poll.question}
        </legend>
        {poll.outcomes.map((outcome) => (
          <div class="outcome" part="outcome">
            <label>
              <input
                type="radio"
                name="outcome"
                value={outcome.id}
                required
                checked={outcome.id === ballot?.outcome}
              />
              <span {...own}>{outcome.label}</span>
            </label>
            <RestsOn {...props} outcome={outcome} />
          </div>
        ))}
      </fieldset>
      <p class="buttons">
        <button type="submit" part="button">
          {ballot === undefined ? words.vote : words.change}
        </button>
        {ballot !== undefined && (
          <button
            type="submit"
            part="button"
            class="plain"
            name="action"
            value="withdraw"
            formnovalidate
          >
            {words.withdraw}
          </button>
        )}
      </p>
      {leavesFrame && <input type="hidden" name="from" value="frame" />}
      {leavesFrame && (
        <noscript>
          <p class="note">{words.newTab}</p>
        </noscript>
      )}
    </form>
  );
}

/** The outcomes to read, where there is nothing to choose yet. */
export function Outcomes(props: PollProps) {
  return (
    <ul class="outcomes">
      {props.poll.outcomes.map((outcome) => (
        <li class="outcome">
          <span {...inLanguage(props.i18n, props.article.language)}>{outcome.label}</span>
          <RestsOn {...props} outcome={outcome} />
        </li>
      ))}
    </ul>
  );
}

/** Links to the positions that move an outcome. */
function RestsOn({ article, i18n, comparisonAt = '', outcome }: PollProps & { outcome: Outcome }) {
  if (outcome.restsOn.length === 0) return null;
  const { words } = i18n;
  const own = inLanguage(i18n, article.language);
  const actors = new Map(article.actors.map(({ id, name }) => [id, name]));
  const texts = new Map(
    article.topics.flatMap(({ propositions }) => propositions.map(({ id, text }) => [id, text])),
  );
  const stances = new Map(
    article.positions.map(({ actor, proposition, stance }) => [`${actor}/${proposition}`, stance]),
  );
  return (
    <details class="rests-on">
      <summary>{words.poll.restsOn}</summary>
      <ul>
        {outcome.restsOn.map((reference) => {
          const [actor = '', proposition = ''] = reference.split('/');
          const stance = stances.get(reference) ?? null;
          return (
            <li>
              <a href={`${comparisonAt}#${positionId(actor, proposition)}`}>
                <span class={stance ?? 'silent'}>
                  <Sign stance={stance} />
                </span>{' '}
                <b {...own}>{actors.get(actor) ?? actor}</b>{' '}
                <span class="note">
                  {stance === null ? words.comparison.notStated : words.comparison.stance[stance]}
                </span>{' '}
                <span {...own}>{texts.get(proposition) ?? proposition}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
