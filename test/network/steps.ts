import fc from 'fast-check';
import type { KvMood } from './kv.ts';
import type { Weather } from './network.ts';

/** Who may be evicted, killed, or given a wrong clock: the box is that of a voter. */
export type Who = 'scoreboard' | 'publisher' | { readonly boxOf: number };

/** How the poll is published: as it was at first, or with something changed. */
export type Edition =
  | 'as it was'
  | 'other boxes'
  | 'other outcomes'
  | 'later'
  | 'other words'
  | 'without it';

/** One thing that happens, some time after what happened before: ms. */
export type Step = { readonly after: number } & (
  | { readonly does: 'vote'; readonly voter: number; readonly outcome: string }
  | { readonly does: 'withdraw' | 'find'; readonly voter: number }
  | { readonly does: 'look' | 'watch' | 'close' | 'clear' }
  | { readonly does: 'resolve'; readonly outcome: string | null }
  | { readonly does: 'publish'; readonly edition: Edition }
  | { readonly does: 'evict' | 'kill'; readonly who: Who }
  | { readonly does: 'kill at write'; readonly who: Who; readonly writes: number }
  | { readonly does: 'jump'; readonly who: Who; readonly by: number }
  | { readonly does: 'kv'; readonly mood: KvMood }
);

/** All that a history follows from. */
export interface Plan {
  readonly seed: number;
  readonly boxes: number;
  readonly reveal: 'always' | 'after-vote' | 'after-close';
  /** How long the poll is open: ms. */
  readonly open: number;
  /** How far KV is behind where every other voter is: ms. */
  readonly lag: number;
  readonly weather: Weather;
  readonly steps: readonly Step[];
}

export const OUTCOMES = ['sign', 'refuse', 'wait'] as const;
export const VOTERS = 8;

const voter = fc.nat(VOTERS - 1);
const outcome = fc.constantFrom(...OUTCOMES);
const who = fc.oneof<fc.Arbitrary<Who>[]>(
  fc.constant('scoreboard'),
  fc.record({ boxOf: voter }),
  fc.constant('publisher'),
);
const edition = fc.constantFrom<Edition[]>(
  'as it was',
  'other boxes',
  'other outcomes',
  'later',
  'other words',
  'without it',
);

const what = fc.oneof(
  { weight: 12, arbitrary: fc.record({ does: fc.constant('vote'), voter, outcome }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('vote'), voter, outcome: fc.constant('atlantis') }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('withdraw', 'find'), voter }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('look', 'watch') }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('close', 'clear') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('resolve'),
      outcome: fc.option(outcome, { nil: null }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('publish'), edition }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('evict', 'kill'), who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('kill at write'),
      who,
      writes: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('jump'),
      who,
      by: fc.integer({ min: -90_000, max: 90_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('kv'),
      mood: fc.constantFrom<KvMood[]>('well', 'fails', 'hangs'),
    }),
  },
);

const step = fc
  .tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.nat(30) },
      { weight: 2, arbitrary: fc.nat(1_500) },
      { weight: 1, arbitrary: fc.nat(8_000) },
    ),
    what,
  )
  .map(([after, does]): Step => ({ after, ...does }));

const share = (max: number) => fc.nat(max).map((percent) => percent / 100);
const calm = fc.record({
  delay: fc.nat(40),
  even: fc.boolean(),
  lose: fc.constant(0),
  repeat: fc.constant(0),
  late: fc.constant(0),
  hang: fc.constant(0),
  disk: fc.nat(10),
});
const storm = fc.record({
  delay: fc.nat(400),
  even: fc.boolean(),
  lose: share(30),
  repeat: share(30),
  late: fc.nat(9_000),
  hang: share(5),
  disk: fc.nat(60),
});

export const plans: fc.Arbitrary<Plan> = fc.record({
  seed: fc.nat(2 ** 31),
  boxes: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 64 })),
  reveal: fc.constantFrom('always', 'after-vote', 'after-close'),
  open: fc.oneof(fc.constant(600_000), fc.integer({ min: 0, max: 20_000 })),
  lag: fc.constantFrom(0, 3_000, 60_000),
  weather: fc.oneof(calm, storm),
  steps: fc.array(step, { maxLength: 28 }),
});

/** A plan in a few lines, as one reads what happened. */
export function describe({ steps, weather, ...rest }: Plan): string {
  let at = 0;
  const lines = steps.map(({ after, does, ...more }) => {
    at += after;
    return `  at ${at} ms: ${does} ${JSON.stringify(more).slice(1, -1)}`;
  });
  return [JSON.stringify(rest), JSON.stringify(weather), ...lines].join('\n');
}
