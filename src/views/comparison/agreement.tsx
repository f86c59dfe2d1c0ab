import { type Agreement, MIN_SHARED, type Score, verdictOf } from '../../domain/agreement.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { fill, type I18n, inLanguage } from '../i18n.ts';
import { outOf, PairView, sharedOf } from './pair.tsx';

/** Actors up to which a matrix stays readable. */
const MAX_IN_MATRIX = 8;
/** Pairs in view at once; the others are one tap away. */
const MAX_PAIRS = 12;

interface Props {
  readonly comparison: Comparison;
  readonly agreement: Agreement;
  readonly i18n: I18n;
}

/** How close the actors are, pair by pair: a matrix where it fits, and what each figure rests on. */
export function AgreementView(props: Props) {
  const { comparison, agreement, i18n } = props;
  const { agreement: words } = i18n.words;
  if (agreement.pairs.length === 0) return null;
  const { length } = comparison.actors;
  const sharing = agreement.pairs
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared || (b.score ?? 0) - (a.score ?? 0));
  const views = sharing.map((pair) => <PairView {...props} pair={pair} />);
  const silent = agreement.pairs.length - sharing.length;
  return (
    <section class={`agreement ${length > 4 ? 'large' : 'small'}`} part="agreement">
      <h2>{words.title}</h2>
      <Note agreement={agreement} i18n={i18n} />
      {sharing.length > 0 && (
        <div class="halves">
          {length > 2 && length <= MAX_IN_MATRIX && <Matrix {...props} />}
          <div class="pairs">
            <h3 class="unseen">{words.pairs}</h3>
            {views.slice(0, MAX_PAIRS)}
            {views.length > MAX_PAIRS && (
              <details class="more">
                <summary>
                  {fill(words.otherPairs, { n: i18n.number(views.length - MAX_PAIRS) })}
                </summary>
                {views.slice(MAX_PAIRS)}
              </details>
            )}
            {silent > 0 && <p class="note">{i18n.plural(words.silentPairs, silent)}</p>}
          </div>
        </div>
      )}
    </section>
  );
}

/** What the figures mean, and the words where there are none. */
function Note({ agreement: { pairs }, i18n }: Omit<Props, 'comparison'>) {
  const { agreement: words } = i18n.words;
  const sharing = pairs.filter(({ shared }) => shared > 0);
  if (sharing.length === 0) {
    return <p class="note">{words.noneShared[pairs.length === 1 ? 'pair' : 'all']}</p>;
  }
  const sentences = [
    sharing.some(({ thin }) => !thin) &&
      fill(words.note, { none: i18n.percent(0), all: i18n.percent(1) }),
    sharing.some(({ thin }) => thin) && fill(words.few, { n: i18n.number(MIN_SHARED) }),
    words.alone,
  ];
  return <p class="note">{sentences.filter((each) => each !== false).join(' ')}</p>;
}

function Matrix({ comparison: { actors, article }, agreement, i18n }: Props) {
  const scores = new Map(agreement.pairs.map((pair) => [pair.actors.join('/'), pair]));
  const own = inLanguage(i18n, article.language);
  // Each pair once: the first actor needs no row, the last no column.
  const columns = actors.slice(0, -1);
  return (
    <table class="matrix" part="matrix">
      <caption class="unseen">{i18n.words.agreement.title}</caption>
      <thead>
        <tr>
          <td />
          {columns.map(({ name }) => (
            <th scope="col" {...own}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {actors.slice(1).map((row, r) => (
          <tr>
            <th scope="row" {...own}>
              {row.name}
            </th>
            {columns.map((column, c) => {
              const score = scores.get(`${column.id}/${row.id}`);
              return c > r || score === undefined ? (
                <td class="none" />
              ) : (
                <Figure score={score} i18n={i18n} />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figure({ score: figure, i18n }: { score: Score; i18n: I18n }) {
  const { agreement: words } = i18n.words;
  if (figure.score === null) return <td class="silent">{words.nothingShared}</td>;
  const verdict = verdictOf(figure);
  if (verdict === null) {
    return <td class={`close-${Math.round(figure.score * 4)}`}>{outOf(figure, i18n)}</td>;
  }
  return (
    <td class="thin">
      {words.verdictInShort[verdict]} <small>{sharedOf(figure, i18n)}</small>
    </td>
  );
}
