import { vote } from './ballots.ts';
import { Audience } from './live.ts';
import { inTurn, ratio } from './ratio.ts';
import type { Settings } from './settings.ts';
import { figures, type Row } from './table.ts';
import { pollOf, publishAll, realArticle, type Targets } from './targets.ts';

const READERS = 1_000;

/** Whether readers who watch a poll slow its voters down. */
export async function watched(targets: Targets, settings: Settings): Promise<Row[]> {
  const what = `Vote with ${READERS.toLocaleString('en-GB')} readers watching : with none`;
  const article = await realArticle();
  const poll = pollOf(article);
  const quiet = await targets.service();
  const crowded = await targets.service();
  await publishAll(quiet, [article]);
  await publishAll(crowded, [article]);

  const audience = new Audience();
  try {
    const status = await audience.join(crowded, `${poll.path}/live`, READERS);
    if (status !== 101) return [{ what, skipped: `${poll.path}/live answers ${status}, not 101` }];
    const samples = await inTurn(settings.rounds, {
      quiet: (round) => vote(quiet, poll, settings, round),
      crowded: (round) => vote(crowded, poll, settings, round),
    });
    if (audience.received === 0) return [{ what, skipped: 'the readers were sent nothing' }];
    return [
      {
        what,
        measured: figures(samples.crowded),
        baseline: figures(samples.quiet),
        ratio: ratio(samples.crowded, samples.quiet),
        aim: ['≥', 0.9],
      },
    ];
  } finally {
    audience.leave();
  }
}
