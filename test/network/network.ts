import type { Clock } from './clock.ts';
import type { Draws } from './random.ts';

/** What may happen to what objects say to each other. Shares are from 0 to 1, times are ms. */
export interface Weather {
  /** A call takes up to this to get there, and its answer as much to get back: so they overtake. */
  readonly delay: number;
  /** Whether every call takes as long, and none more or less. */
  readonly even: boolean;
  /** How many calls are lost, half of them on the way there and half on the way back. */
  readonly lose: number;
  /** How many come a second time, up to `late` after the first. */
  readonly repeat: number;
  readonly late: number;
  /** How many get no answer at all. */
  readonly hang: number;
  /** How long a commit takes until it is durable, at most. */
  readonly disk: number;
}

export const CALM: Weather = {
  delay: 5,
  even: false,
  lose: 0,
  repeat: 0,
  late: 0,
  hang: 0,
  disk: 2,
};

/** How long a call that hangs is kept open, and how long a slow one is on its way: ms. */
const HANG = 30_000;
const SLOW = 4_000;

/** A call of one object, or of a Worker, on another. */
export interface Call {
  readonly from: string;
  readonly to: string;
  readonly what: string;
}

/** An error that the platform marks as one of its own: the same call may be made again. */
export const broken = (why: string) => Object.assign(new Error(why), { retryable: true });

/** Carries calls and answers between objects as the weather is. */
export class Network {
  readonly #clock: Clock;
  readonly #draws: Draws;
  weather: Weather;
  /** One object that cannot be had, whatever the weather. */
  trouble: { readonly to: string; readonly how: 'hang' | 'lose' | 'slow' } | null = null;
  readonly #once: { to: string; what: string; late?: number; done?: () => void }[] = [];

  constructor(clock: Clock, draws: Draws, weather: Weather) {
    this.#clock = clock;
    this.#draws = draws;
    this.weather = weather;
  }

  /**
   * Carries a call. `deliver` has it received; it may be called twice, or not at all. What Workers send
   * is not repeated: they repeat themselves.
   */
  carry<T>(call: Call, deliver: () => Promise<T>): Promise<T> {
    const clock = this.#clock;
    // What is under way is nobody's: it arrives even where its sender has died.
    const later = (time: number, work: () => void) =>
      clock.as(undefined, () => clock.in(time, work));
    const { delay, even, lose, repeat, late, hang } = this.weather;
    const { from, to, what } = call;
    const trouble = this.trouble?.to === to ? this.trouble.how : null;
    const once = this.#once.find((each) => each.to === to && each.what === what);
    if (once !== undefined) this.#once.splice(this.#once.indexOf(once), 1);
    const draw = (about: string) => this.#draws.of(`${from} ${to} ${what} ${about}`);
    const way = (about: string) => (even ? delay : delay * draw(about));
    const there = trouble === 'slow' ? SLOW : way('there');
    const back = way('back') + (once?.late ?? 0);
    return new Promise<T>((resolve, reject) => {
      if (trouble === 'hang' || draw('hang') < hang) {
        later(HANG, () => reject(broken('the call hung')));
        return;
      }
      const lost = draw('lost');
      if (trouble === 'lose' || lost < lose / 2) {
        later(there, () => reject(broken('the call was lost')));
        return;
      }
      const answered = (answer: () => void) => later(back, answer);
      later(there, () => {
        deliver().then(
          (value) => {
            once?.done?.();
            const isLost = lost < lose || once?.done !== undefined;
            answered(isLost ? () => reject(broken('the answer was lost')) : () => resolve(value));
            return null;
          },
          (error: unknown) => answered(() => reject(error)),
        );
      });
      if (from !== 'worker' && draw('repeat') < repeat) {
        later(there + late * draw('late'), () => void deliver().catch(() => undefined));
      }
    });
  }

  /** Lets the next answer to such a call come so much later. */
  answerLate(to: string, what: string, late: number): void {
    this.#once.push({ to, what, late });
  }

  /** Lets the next answer to such a call be lost; `done` happens when it has been done. */
  breakOnce(to: string, what: string, done: () => void = () => undefined): void {
    this.#once.push({ to, what, done });
  }

  /** How long a commit takes: ms. */
  diskTime(name: string): number {
    return this.weather.disk * this.#draws.of(`${name} disk`);
  }
}
