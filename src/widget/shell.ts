import type { Content, Host } from './host.ts';

/** A loader kept by a cache may ask for what a newer build no longer has: then the newest must do. */
const anyContent = (): Promise<typeof import('./content.ts')> =>
  import(new URL('/widget-content.js', import.meta.url).href);

/** Attributes that go to the service as they are. */
const SENT = ['actors', 'topics', 'lang', 'theme'] as const;

/**
 * The place of an element before there is anything in it: the page's own content is shown in it, and
 * stays where the service cannot be reached. It is as high as the window until the reader leaves or
 * uses it, so that nothing they see moves when its content comes.
 */
export abstract class Shell extends HTMLElement implements Host {
  static observedAttributes = ['article', 'poll', 'service', ...SENT];

  readonly #height = new CSSStyleSheet();
  #content: Content | undefined;
  #near: IntersectionObserver | undefined;
  #opening = 0;

  /** The fragment's path under `/v1/`. */
  abstract get source(): string;

  /** The article's id, ready for a path. */
  get article(): string {
    return encodeURIComponent(this.getAttribute('article') ?? '');
  }

  /** The service's origin: that of the script, unless `service` names another. */
  get service(): string {
    return new URL(this.getAttribute('service') || import.meta.url, document.baseURI).origin;
  }

  /** The fragment's address, with what the attributes ask for. */
  get address(): string {
    const url = new URL(`/v1/${this.source}`, this.service);
    for (const name of SENT) {
      const value = this.getAttribute(name);
      if (value !== null) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Every request that the element makes; a page may override it. */
  request(url: string, init?: RequestInit): Promise<Response> {
    return fetch(url, init);
  }

  connectedCallback(): void {
    if (this.shadowRoot === null) {
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [this.#height];
      root.append(document.createElement('slot'));
      this.#height.replaceSync(
        ':host{display:block;min-block-size:var(--standpoint-height,100vh);min-block-size:var(--standpoint-height,100svh)}',
      );
    }
    this.ariaBusy = 'true';
    this.#near = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#open();
      },
      { rootMargin: '100%' },
    );
    this.#near.observe(this);
  }

  disconnectedCallback(): void {
    this.#opening++;
    this.#near?.disconnect();
    this.#content?.close();
  }

  attributeChangedCallback(_: string, old: string | null, value: string | null): void {
    if (old === value || !this.isConnected || this.shadowRoot === null) return;
    const opening = ++this.#opening;
    // Several attributes are set one after another: they are read once, when all are.
    queueMicrotask(() => {
      if (opening !== this.#opening) return;
      this.disconnectedCallback();
      this.connectedCallback();
    });
  }

  /** Lets the content alone say how high it is. It overrules what the page has set as a reserve. */
  release(): void {
    this.#height.replaceSync(':host{display:block;min-block-size:0!important}');
  }

  async #open(): Promise<void> {
    this.#near?.disconnect();
    const opening = ++this.#opening;
    try {
      const { open } = await import('./content.ts').catch(anyContent);
      if (opening === this.#opening) this.#content = open(this);
    } catch (error) {
      this.ariaBusy = null;
      this.release();
      this.dispatchEvent(
        new CustomEvent('standpoint:error', { detail: { error }, bubbles: true, composed: true }),
      );
    }
  }
}
