import type { Poll } from '../../domain/article.ts';
import type { History } from '../../domain/history.ts';
import { percentages } from '../../domain/percentages.ts';
import { fill, type I18n, inLanguage } from '../i18n.ts';

/** The drawing's own units; the style sheet says how large it is shown. */
const WIDTH = 120;
const HEIGHT = 24;
/** Snapshots in the table: the newest, which are what a reader looks for. */
const MAX_ROWS = 50;

/** One outcome's share of the votes over time, from 0 at the bottom to all of them at the top. */
export function Sparkline({
  history: { outcomes, snapshots },
  outcome,
  label,
  i18n,
}: {
  history: History;
  outcome: string;
  label: string;
  i18n: I18n;
}) {
  const column = outcomes.indexOf(outcome);
  const shares = snapshots.flatMap(({ at, total, counts }) =>
    total === 0 ? [] : [{ at: Date.parse(at), share: (counts[column] ?? 0) / total, counts }],
  );
  const worded = ({ counts }: { counts: readonly number[] }) =>
    i18n.percentage(percentages(counts)[column] ?? { percent: 0 });
  const [first] = shares;
  const last = shares.at(-1);
  if (column === -1 || first === undefined || last === undefined || first === last) return null;
  const span = Math.max(1, last.at - first.at);
  const points = shares.map(({ at, share }) => {
    const x = ((at - first.at) / span) * WIDTH;
    return `${x.toFixed(1)},${((1 - share) * HEIGHT).toFixed(1)}`;
  });
  const words = fill(i18n.words.poll.line, {
    outcome: label,
    from: worded(first),
    to: worded(last),
  });
  return (
    <svg
      class="line-over-time"
      part="history"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <polyline points={points.join(' ')} />
      <path class="now" d={`M${points.at(-1)}h0`} />
    </svg>
  );
}

/** The figures behind the lines. */
export function HistoryTable({
  history: { outcomes, snapshots },
  poll,
  i18n,
  language,
}: {
  history: History;
  poll: Poll;
  i18n: I18n;
  language: string;
}) {
  const { poll: words } = i18n.words;
  const labels = new Map(poll.outcomes.map(({ id, label }) => [id, label]));
  return (
    <details class="history">
      <summary>{words.history}</summary>
      <div class="scroll" role="region" aria-label={words.history} tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.time}</th>
              {outcomes.map((id) => (
                <th scope="col" {...inLanguage(i18n, language)}>
                  {labels.get(id) ?? id}
                </th>
              ))}
              <th scope="col">{words.total}</th>
            </tr>
          </thead>
          <tbody>
            {snapshots.slice(-MAX_ROWS).map(({ at, counts, total }) => (
              <tr>
                <th scope="row">
                  <time datetime={at}>{i18n.time(at)}</time>
                </th>
                {outcomes.map((_, i) => (
                  <td>{i18n.number(counts[i] ?? 0)}</td>
                ))}
                <td>{i18n.number(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
