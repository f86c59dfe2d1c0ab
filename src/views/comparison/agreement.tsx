import type { Agreement, Pair, Score } from '../../domain/agreement.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { fill, type I18n, inLanguage, isolate } from '../i18n.ts';

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
      <p class="note">{fill(words.note, { none: i18n.percent(0), all: i18n.percent(1) })}</p>
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
    </section>
  );
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
  const { score } = figure;
  if (score === null) return <td class="silent">{i18n.words.agreement.nothingShared}</td>;
  return <td class={`close-${Math.round(score * 4)}`}>{outOf(figure, i18n)}</td>;
}

const scoreOf = ({ score }: Score, i18n: I18n) =>
  score === null ? i18n.words.agreement.nothingShared : i18n.score(score);
const sharedOf = ({ shared, of }: Score, { words, number }: I18n) =>
  fill(words.agreement.shared, { shared: number(shared), of: number(of) });

/** A score and what it rests on. */
const outOf = (score: Score, i18n: I18n) => (
  <>
    <b>{scoreOf(score, i18n)}</b> <small>{sharedOf(score, i18n)}</small>
  </>
);

function PairView({ comparison, pair, i18n }: Props & { pair: Pair }) {
  const { agreement: words } = i18n.words;
  const own = inLanguage(i18n, comparison.article.language);
  const names = new Map(comparison.actors.map(({ id, name }) => [id, name]));
  const texts = new Map(
    comparison.topics.flatMap(({ propositions }) => propositions.map(({ id, text }) => [id, text])),
  );
  const closeness = new Map(pair.terms?.map((term) => [term.proposition, term.closeness]));
  const [a, b] = pair.actors.map((id) => names.get(id) ?? id);
  const head = (
    <>
      <b>{scoreOf(pair, i18n)}</b>{' '}
      <span class="names">{fill(words.pair, { a: isolate(a ?? ''), b: isolate(b ?? '') })}</span>{' '}
      <small>{sharedOf(pair, i18n)}</small>
    </>
  );
  const { contrast } = pair;
  if (contrast === undefined) return <p class="pair">{head}</p>;
  const lists: readonly (readonly [string, readonly string[]])[] = [
    [words.sameSide, contrast.agree],
    [words.apart, contrast.differ],
    ...pair.actors.map(
      (id) =>
        [
          fill(words.only, { actor: isolate(names.get(id) ?? id) }),
          contrast.alone[id] ?? [],
        ] as const,
    ),
  ];
  return (
    <details class="pair">
      <summary>{head}</summary>
      <ul>
        {comparison.topics.map(({ id, name }) => {
          const score = pair.topics[id];
          return (
            score && (
              <li>
                <span {...own}>{name}</span> {outOf(score, i18n)}
              </li>
            )
          );
        })}
      </ul>
      {lists.map(
        ([title, ids]) =>
          ids.length > 0 && (
            <>
              <h4>{title}</h4>
              <ul>
                {ids.map((id) => {
                  const value = closeness.get(id);
                  return (
                    <li>
                      <span {...own}>{texts.get(id) ?? id}</span>
                      {value !== undefined && (
                        <small> {fill(words.term, { value: i18n.score(value) })}</small>
                      )}
                    </li>
                  );
                })}
              </ul>
            </>
          ),
      )}
    </details>
  );
}
