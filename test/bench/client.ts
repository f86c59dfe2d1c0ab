import { connect, type Socket } from 'node:net';

/** Bytes that end a head of HTTP/1.1. */
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection that sends prepared requests and reads no more than it must.
 *
 * Own code and not autocannon 8.0.0, because client and server share the machine. Side by side with
 * a header of its own on each request, both saw the same rates, and autocannon took 1.5 to 1.8 times
 * the processor time; it also decodes every body into a string.
 */
export class Connection {
  readonly #socket: Socket;
  #head: Buffer = Buffer.alloc(0);
  /** Body bytes still to come; -1 while the head is read. */
  #left = -1;
  #status = 0;
  #answered: (status: number) => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;

  constructor(origin: URL) {
    this.#socket = connect({ host: origin.hostname, port: Number(origin.port), noDelay: true });
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#failed(error));
    this.#socket.on('close', () => this.#failed(new Error('the connection was closed')));
  }

  /** Sends a request in its wire form; answers with the status once the whole response is there. */
  send(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(request, 'latin1');
    });
  }

  close(): void {
    this.#failed = () => undefined;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    let body = chunk.length;
    if (this.#left < 0) {
      this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
      const end = this.#head.indexOf(HEAD_END);
      if (end < 0) return;
      const head = this.#head.toString('latin1', 0, end);
      this.#status = Number(head.slice(9, 12));
      body = this.#head.length - end - HEAD_END.length;
      this.#left = this.#length(head);
    }
    this.#left -= body;
    if (this.#left > 0) return;
    this.#head = Buffer.alloc(0);
    this.#left = -1;
    this.#answered(this.#status);
  }

  #length(head: string): number {
    if (this.#status === 204 || this.#status === 304) return 0;
    const [, length] = /\r\ncontent-length: *(\d+)/i.exec(head) ?? [];
    // Every body here has a known size; a chunked one would be a change worth noticing.
    if (length === undefined) this.#failed(new Error(`a response without a length:\n${head}`));
    return Number(length ?? 0);
  }
}

/** The wire form of a request on a keep-alive connection. */
export function wire(
  origin: URL,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): string {
  const lines = Object.entries({
    Host: origin.host,
    ...headers,
    ...(body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
