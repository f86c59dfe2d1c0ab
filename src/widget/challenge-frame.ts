/** How long the challenge's frame may take until it says anything: ms. */
const PATIENCE = 15_000;
/** How long a reader may take to solve it: ms. */
const LONGEST = 300_000;

/** Why a challenge was not solved: it could not be shown, or was given up. */
export class Unsolved extends Error {
  readonly why: 'blocked' | 'failed';
  constructor(why: 'blocked' | 'failed') {
    super(`the challenge was ${why}`);
    this.why = why;
  }
}

/**
 * Shows the challenge after `place`, in a frame of the service's own: it may be solved only on hosts
 * that it knows, and no page around needs to let its script in. Throws `Unsolved`.
 */
export async function solveChallenge(place: Element, url: string, title: string): Promise<string> {
  const frame = document.createElement('iframe');
  const over = new AbortController();
  const { signal } = over;
  Object.assign(frame, { className: 'challenge', title, src: url, height: '150' });
  try {
    return await new Promise<string>((resolve, reject) => {
      const giveUp = (why: Unsolved['why'], after: number) => {
        const timer = setTimeout(() => reject(new Unsolved(why)), after);
        signal.addEventListener('abort', () => clearTimeout(timer));
        return timer;
      };
      const silent = giveUp('blocked', PATIENCE);
      giveUp('failed', LONGEST);
      const hear = ({ source, data }: MessageEvent<unknown>) => {
        if (source !== frame.contentWindow) return;
        const { type, token, blocked, height } = Object(data) as Record<string, unknown>;
        if (type === 'standpoint-height') frame.height = String(Number(height));
        if (type !== 'standpoint-challenge') return;
        clearTimeout(silent);
        if (typeof token === 'string') resolve(token);
        if (blocked === true) reject(new Unsolved('blocked'));
      };
      addEventListener('message', hear, { signal });
      place.after(frame);
      frame.scrollIntoView({ block: 'nearest' });
    });
  } finally {
    over.abort();
    frame.remove();
  }
}
