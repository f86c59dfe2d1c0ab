import { connect, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { Workerd } from './workerd.ts';

/** Readers who watch a poll: sockets that are read and not looked into. */
export class Audience {
  readonly #sockets: Socket[] = [];
  /** Bytes that came after the handshakes. */
  received = 0;

  /** Connects `count` readers, or answers with the status that refused the first. */
  async join(workerd: Workerd, path: string, count: number): Promise<number> {
    for (let i = 0; i < count; i++) {
      const status = await this.#connect(workerd.origin, path);
      if (status !== 101) return status;
    }
    return 101;
  }

  leave(): void {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
  }

  #connect(origin: URL, path: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: origin.hostname, port: Number(origin.port) });
      this.#sockets.push(socket);
      socket.on('error', reject);
      socket.once('data', (head) => {
        socket.on('data', (chunk) => (this.received += chunk.length));
        resolve(Number(head.toString('latin1', 9, 12)));
      });
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${origin.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      );
    });
  }
}
