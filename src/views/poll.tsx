import type { Poll } from '../domain/article.ts';
import type { Standings } from '../domain/standings.ts';

/** A poll with its counts, its rule and what voting here means. */
export function PollView({ poll, standings }: { poll: Poll; standings: Standings }) {
  const labels = new Map(poll.outcomes.map(({ id, label }) => [id, label]));
  return (
    <section class="poll" aria-labelledby={`poll-${poll.id}`}>
      <h2 id={`poll-${poll.id}`}>{poll.question}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Votes</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {standings.outcomes.map(({ id, count, share }) => (
            <tr>
              <th scope="row">{labels.get(id) ?? id}</th>
              <td>{count}</td>
              <td>{share === null ? '–' : `${Math.round(share * 100)} %`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {standings.total} {standings.total === 1 ? 'vote' : 'votes'}. Closes{' '}
        <time datetime={poll.closes}>{poll.closes.replace('T', ' ').replace('Z', ' UTC')}</time>.
      </p>
      <details>
        <summary>How this will be decided</summary>
        <p>{poll.resolution.rule}</p>
      </details>
      <p class="promise">
        Every vote we acknowledge is counted exactly once. Repeat voting in the same browser is
        stopped; someone with several devices can vote more than once. This is not a scientific
        sample.
      </p>
    </section>
  );
}
