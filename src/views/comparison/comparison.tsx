import type { Comparison } from '../../domain/comparison.ts';
import { fill, inLanguage, type I18n } from '../i18n.ts';
import { type ContentProps, positionId, PositionView, Quotations, Verified } from './position.tsx';
import { type Kind, Legend, STANCES, StanceLabel } from './stance.tsx';

type Row = Comparison['topics'][number]['propositions'][number];

const KINDS: readonly Kind[] = ['policy', 'fact'];
/** Actors up to which all columns can stand beside each other where there is room. */
const MAX_COLUMNS = 6;

/**
 * Propositions × actors. Where there is no room for every column two actors stand face to face, and
 * two lists choose them: the style sheet reads the lists, so that no script is needed. Roles are
 * written out because the style sheet lays the table out anew, and browsers then forget them.
 */
export function ComparisonView({
  comparison,
  i18n,
  source,
}: Omit<ContentProps, 'language'> & { comparison: Comparison }) {
  const { actors, topics, article } = comparison;
  const content = { i18n, language: article.language, source };
  const own = inLanguage(i18n, article.language);
  const { comparison: words } = i18n.words;
  const kinds = new Set(topics.flatMap(({ propositions }) => propositions.map(({ kind }) => kind)));
  const columns = actors.length <= MAX_COLUMNS ? `n${actors.length}` : 'many';
  return (
    <section class={`comparison ${columns}`} part="comparison" aria-label={words.title}>
      <Legend kinds={KINDS.filter((kind) => kinds.has(kind))} i18n={i18n} />
      {actors.length > 1 && <Picker comparison={comparison} i18n={i18n} />}
      <table role="table" aria-label={words.title}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              <span class="unseen">{words.proposition}</span>
            </th>
            {actors.map(({ name }) => (
              <th role="columnheader" scope="col" part="actor" {...own}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {topics.map((topic) => (
          <tbody role="rowgroup">
            <tr role="row" class="topic">
              <th
                role="rowheader"
                scope="rowgroup"
                colspan={actors.length + 1}
                part="topic"
                {...own}
              >
                {topic.name}
              </th>
            </tr>
            {topic.propositions.map(({ id, text, kind, cells }) => (
              <>
                <tr role="row">
                  <th role="rowheader" scope="row" part="proposition" {...own}>
                    {text}
                  </th>
                  {actors.map((actor) => {
                    const cell = cells[actor.id] ?? null;
                    return (
                      <td
                        role="cell"
                        id={positionId(actor.id, id)}
                        class={cell?.stance ?? 'silent'}
                        part="position"
                      >
                        <span class="who" aria-hidden="true" {...own}>
                          {actor.name}
                        </span>
                        <PositionView cell={cell} kind={kind} {...content} />
                      </td>
                    );
                  })}
                </tr>
                {columns === 'many' && (
                  <Everyone actors={actors} kind={kind} cells={cells} i18n={i18n} />
                )}
              </>
            ))}
          </tbody>
        ))}
      </table>
      <Inferred comparison={comparison} {...content} />
      {article.verification !== undefined && (
        <p class="verification" part="verification">
          <Verified
            text={fill(words.verifiedBy[article.verification.by], {
              date: i18n.date(article.verification.at),
            })}
          />
        </p>
      )}
    </section>
  );
}

/** What the article infers and no actor says. */
function Inferred({ comparison, ...content }: ContentProps & { comparison: Comparison }) {
  const inferences = comparison.topics.flatMap((topic) => topic.inferences ?? []);
  if (inferences.length === 0) return null;
  const { i18n, language } = content;
  return (
    <aside class="inferred" part="inferred">
      <h3>{i18n.words.comparison.inferred}</h3>
      <ul>
        {inferences.map(({ text, evidence }) => (
          <li>
            <p {...inLanguage(i18n, language)}>{text}</p>
            <Quotations evidence={evidence} {...content} />
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** Who takes which stance, all actors at a glance, where two at a time are shown in full. */
function Everyone({
  actors,
  kind,
  cells,
  i18n,
}: Pick<Row, 'kind' | 'cells'> & { actors: Comparison['actors']; i18n: I18n }) {
  const groups = STANCES.flatMap((stance) => {
    const names = actors.filter(({ id }) => cells[id]?.stance === stance).map(({ name }) => name);
    return names.length === 0 ? [] : [{ stance, names }];
  });
  if (groups.length === 0) return null;
  return (
    <tr role="row" class="everyone">
      <td role="cell" colspan={actors.length + 1}>
        <ul>
          {groups.map(({ stance, names }) => (
            <li>
              <StanceLabel stance={stance} kinds={[kind]} i18n={i18n} /> {i18n.list(names)}
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

function Picker({ comparison, i18n }: { comparison: Comparison; i18n: I18n }) {
  const { actors, article } = comparison;
  const { comparison: words } = i18n.words;
  const chosen = mostShared(comparison);
  return (
    <div class="picker" part="picker">
      {([words.first, words.second] as const).map((label, side) => (
        <select class={`pick-${side}`} aria-label={label} autocomplete="off">
          {actors.map(({ id, name }, i) => (
            <option
              value={id}
              selected={i === chosen[side]}
              {...inLanguage(i18n, article.language)}
            >
              {name}
            </option>
          ))}
        </select>
      ))}
    </div>
  );
}

/** The columns of the two actors who address the most propositions together: the first to show. */
function mostShared({ actors, topics }: Comparison): readonly [number, number] {
  const rows = topics.flatMap(({ propositions }) => propositions);
  const states = actors.map(({ id }) => rows.map(({ cells }) => (cells[id] ?? null) !== null));
  let best: readonly [number, number] = [0, 1];
  let most = 0;
  states.forEach((one, a) => {
    states.slice(a + 1).forEach((other, offset) => {
      const shared = one.filter((stated, row) => stated && other[row] === true).length;
      if (shared > most) {
        most = shared;
        best = [a, a + 1 + offset];
      }
    });
  });
  return best;
}
