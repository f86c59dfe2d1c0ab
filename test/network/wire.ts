/** The least that itty-durable and its router need of requests and answers, without any waiting. */
export class WireRequest {
  readonly method = 'GET';
  readonly url: string;
  readonly headers: Headers;

  constructor(url: string | URL, init: { headers?: HeadersInit } = {}) {
    this.url = String(url);
    this.headers = new Headers(init.headers);
  }
}

export class WireResponse {
  readonly status: number;
  readonly statusText = '';
  readonly headers: Headers;
  readonly webSocket: unknown;
  readonly #body: string;

  constructor(
    body: string | null = null,
    init: { status?: number; headers?: HeadersInit; webSocket?: unknown } = {},
  ) {
    this.status = init.status ?? 200;
    this.headers = new Headers(init.headers);
    this.webSocket = init.webSocket ?? null;
    this.#body = body ?? '';
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  json = async (): Promise<unknown> => JSON.parse(this.#body);
  text = async (): Promise<string> => this.#body;
}

/** One end of a socket, as an object holds it, and what its reader was sent. */
export class WireSocket {
  readonly sent: string[] = [];
  open = true;

  send(text: string): void {
    if (!this.open) throw new Error('the socket is closed');
    this.sent.push(text);
  }

  close(): void {
    this.open = false;
  }
}

/** Both ends are one here: what the server sends, the client has. */
export class WireSocketPair {
  readonly 0: WireSocket;
  readonly 1: WireSocket;

  constructor() {
    this[0] = new WireSocket();
    this[1] = this[0];
  }
}
