/** How long something must have been free of whatever lay over it before a click on it counts: ms. */
const FREE_FOR = 300;
/** How long to wait for the browser's first word on whether something can be seen, also when busy: ms. */
const PATIENCE = 2_000;

/** What a reader votes with. */
export const CONTROLS = '.ballot label, .ballot button';

/** What a click was on or, where a key made it, what has the focus. */
export function controlOf(event: Event): Element | null {
  const byKey = event instanceof MouseEvent && event.detail === 0;
  const on = byKey ? document.activeElement : event.target;
  return on instanceof Element ? on.closest(CONTROLS) : null;
}

/** What `IntersectionObserver` says where it tracks visibility: https://w3c.github.io/IntersectionObserver/v2/ */
interface Entry extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}

interface Seen {
  readonly visible: boolean;
  /** When it was last seen covered or changed by the page around: ms of the page's clock. */
  readonly covered: number;
}

const UNTOUCHED: Seen = { visible: true, covered: -Infinity };

/**
 * Knows of a frame's controls whether a reader can see them as they are: the page around may lay
 * something over the frame or make it transparent, and let clicks through. Only Chromium tells;
 * in other browsers everything passes for visible.
 */
export class Visibility {
  readonly #seen = new WeakMap<Element, Seen>();
  readonly #observer: IntersectionObserver | undefined;
  readonly #waiting = new Set<() => void>();

  constructor() {
    if (!('isVisible' in IntersectionObserverEntry.prototype)) return;
    const options = { threshold: [0, 0.5, 1], trackVisibility: true, delay: 100 };
    this.#observer = new IntersectionObserver((entries: readonly Entry[]) => {
      for (const { target, isIntersecting, isVisible = true, time } of entries) {
        const { visible, covered } = this.#seen.get(target) ?? UNTOUCHED;
        // The browser speaks of changes alone: what was covered was so until now.
        const isCovered = isIntersecting && !isVisible;
        const wasCovered = !visible && covered > -Infinity;
        this.#seen.set(target, {
          visible: isVisible,
          covered: isCovered || wasCovered ? time : covered,
        });
      }
      for (const go of this.#waiting) go();
      this.#waiting.clear();
    }, options);
  }

  /** Watches these alone. */
  watch(controls: Iterable<Element>): void {
    this.#observer?.disconnect();
    for (const control of controls) this.#observer?.observe(control);
  }

  /** Whether it is covered or changed, or was a moment ago. */
  isCovered(control: Element): boolean {
    const { visible, covered } = this.#seen.get(control) ?? UNTOUCHED;
    return covered > -Infinity && (!visible || performance.now() - covered < FREE_FOR);
  }

  /** Whether it can be seen; waits for the browser where it has not said so yet. */
  async canBeSeen(control: Element): Promise<boolean> {
    if (this.#observer === undefined) return true;
    const visible = () => this.#seen.get(control)?.visible === true;
    const end = performance.now() + PATIENCE;
    while (!visible() && !this.isCovered(control) && performance.now() < end) {
      await new Promise<void>((go) => {
        this.#waiting.add(go);
        setTimeout(go, PATIENCE);
      });
    }
    return visible() && !this.isCovered(control);
  }
}
