import { type Pair, type Score, verdictOf } from '../../domain/agreement.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { fill, type I18n, inLanguage, isolate } from '../i18n.ts';
import { StanceLabel } from './stance.tsx';

interface Props {
  readonly comparison: Comparison;
  readonly pair: Pair;
  readonly i18n: I18n;
}

/** How many propositions a score rests on, of how many. */
export const sharedOf = ({ shared, of }: Score, { words, number }: I18n) =>
  fill(words.agreement.shared, { shared: number(shared), of: number(of) });

/** A score and what it rests on: in words where that is too little for a figure. */
export function outOf(score: Score, i18n: I18n) {
  const { agreement: words } = i18n.words;
  if (score.score === null) return <b>{words.nothingShared}</b>;
  const verdict = verdictOf(score);
  return (
    <>
      {verdict === null ? <b>{i18n.score(score.score)}</b> : words.verdict[verdict]}{' '}
      <small>{sharedOf(score, i18n)}</small>
    </>
  );
}

/** How close two actors are, and one tap away what that rests on. */
export function PairView({ comparison, pair, i18n }: Props) {
  const { agreement: words } = i18n.words;
  const names = new Map(comparison.actors.map(({ id, name }) => [id, name]));
  const [a, b] = pair.actors.map((id) => isolate(names.get(id) ?? id));
  const verdict = verdictOf(pair);
  const both = <span class="names">{fill(words.pair, { a: a ?? '', b: b ?? '' })}</span>;
  const head =
    verdict === null ? (
      <>
        <b>{i18n.score(pair.score ?? 0)}</b> {both} <small>{sharedOf(pair, i18n)}</small>
      </>
    ) : (
      <>
        {both}{' '}
        <span class="verdict">
          {words.verdict[verdict]} <small>{sharedOf(pair, i18n)}</small>
        </span>
      </>
    );
  const { contrast } = pair;
  const thin = verdict === null ? '' : ' thin';
  if (contrast === undefined) return <p class={`pair${thin}`}>{head}</p>;
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
    <details class={`pair${thin}`}>
      <summary>{head}</summary>
      {verdict === null && <ByTopic comparison={comparison} pair={pair} i18n={i18n} />}
      {lists.map(
        ([title, ids]) =>
          ids.length > 0 && (
            <>
              <h4>{title}</h4>
              <ul>
                {ids.map((id) => (
                  <Shared comparison={comparison} pair={pair} i18n={i18n} id={id} />
                ))}
              </ul>
            </>
          ),
      )}
    </details>
  );
}

function ByTopic({ comparison: { topics, article }, pair, i18n }: Props) {
  return (
    <ul>
      {topics.map(({ id, name }) => {
        const score = pair.topics[id];
        return (
          score && (
            <li>
              <span {...inLanguage(i18n, article.language)}>{name}</span> {outOf(score, i18n)}
            </li>
          )
        );
      })}
    </ul>
  );
}

/** A proposition, and where those of the two stand who address it. */
function Shared({ comparison, pair, i18n, id }: Props & { id: string }) {
  const { actors, topics, article } = comparison;
  const own = inLanguage(i18n, article.language);
  const row = topics.flatMap(({ propositions }) => propositions).find((each) => each.id === id);
  const term = pair.terms?.find(({ proposition }) => proposition === id);
  if (row === undefined) return null;
  return (
    <li>
      <span {...own}>{row.text}</span>{' '}
      {term !== undefined &&
        pair.actors.map((actor) => (
          <span class="stands">
            <small {...own}>{actors.find((each) => each.id === actor)?.name ?? actor}</small>{' '}
            <StanceLabel stance={row.cells[actor]?.stance ?? null} kinds={[row.kind]} i18n={i18n} />
          </span>
        ))}
      {term !== undefined && !pair.thin && (
        <small>{fill(i18n.words.agreement.term, { value: i18n.score(term.closeness) })}</small>
      )}
    </li>
  );
}
