import type { Stance } from '../domain/article.ts';
import type { Cell, Comparison } from '../domain/comparison.ts';

/** A sign and a word for each stance, so that neither has to carry it alone. */
const STANCE: Record<Stance, { sign: string; word: string }> = {
  supports: { sign: '●', word: 'Supports' },
  'supports-with-conditions': { sign: '◐', word: 'Supports, with conditions' },
  mixed: { sign: '◆', word: 'Mixed' },
  'opposes-with-conditions': { sign: '◫', word: 'Opposes, with conditions' },
  opposes: { sign: '■', word: 'Opposes' },
};

const ATTRIBUTION = {
  direct: 'in their own words',
  reported: 'as the reporter puts it',
  analysis: 'the article’s own inference',
} as const;

/** Propositions × actors as a table, one body a topic. */
export function ComparisonTable({ comparison }: { comparison: Comparison }) {
  const { actors, topics } = comparison;
  return (
    <div class="scroll" role="region" aria-label="Comparison" tabindex={0}>
      <table class="comparison">
        <thead>
          <tr>
            <th scope="col">Proposition</th>
            {actors.map(({ name }) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        {topics.map((topic) => (
          <tbody>
            <tr>
              <th scope="rowgroup" colspan={actors.length + 1} class="topic">
                {topic.name}
              </th>
            </tr>
            {topic.propositions.map(({ text, cells }) => (
              <tr>
                <th scope="row">{text}</th>
                {actors.map(({ id }) => (
                  <td>
                    <Position cell={cells[id] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Position({ cell }: { cell: Cell | null }) {
  if (cell === null) return <span class="silent">Not stated in this article</span>;
  const { sign, word } = STANCE[cell.stance];
  return (
    <>
      <p class={`stance ${cell.stance}`}>
        <span aria-hidden="true">{sign}</span> {word}
      </p>
      <p>{cell.summary}</p>
      {cell.conditions !== undefined && <p class="conditions">{cell.conditions}</p>}
      <details>
        <summary>{cell.evidence.length === 1 ? 'Quotation' : 'Quotations'}</summary>
        {cell.evidence.map(({ exact, speaker, attribution }) => (
          <figure>
            <blockquote>{exact}</blockquote>
            <figcaption>
              {speaker !== undefined && `${speaker}, `}
              {ATTRIBUTION[attribution]}
            </figcaption>
          </figure>
        ))}
      </details>
    </>
  );
}
