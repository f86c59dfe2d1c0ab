import type { Standings } from '../../domain/standings.ts';

/** How often a reader's socket gets standings at most: ms. */
const TICK = 1_000;
/** Sockets one scoreboard holds: Cloudflare hibernates 32,768 an object at most; this leaves room. */
export const MAX_SOCKETS = 10_000;
/** The tag of sockets whose readers see the counts whatever the poll reveals to others. */
const REVEALED = 'revealed';

/**
 * Sends standings to readers' sockets, which sleep with the object. A vote costs nothing here: the
 * work is a send per socket and tick, and only when what a reader may see has changed.
 */
export class Live {
  readonly #state: DurableObjectState;
  readonly #seenBy: (entitled: boolean) => Standings;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #sentAt = 0;
  #sent = '';

  /** `seenBy` gives the standings as a reader sees them who is, or is not, entitled to the counts. */
  constructor(state: DurableObjectState, seenBy: (entitled: boolean) => Standings) {
    this.#state = state;
    this.#seenBy = seenBy;
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** Takes a reader in and sends what stands now; `null` when there is no room. */
  accept(entitled: boolean): Response | null {
    if (this.#state.getWebSockets().length >= MAX_SOCKETS) return null;
    const { 0: client, 1: server } = new WebSocketPair();
    this.#state.acceptWebSocket(server, entitled ? [REVEALED] : []);
    server.send(JSON.stringify(this.#seenBy(entitled)));
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Says that something changed: it is sent now, or when the last sending is a tick ago. */
  changed(): void {
    if (this.#timer !== null || this.#state.getWebSockets().length === 0) return;
    const wait = Math.max(0, this.#sentAt + TICK - Date.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#send();
    }, wait);
  }

  #send(): void {
    this.#sentAt = Date.now();
    for (const entitled of [true, false]) {
      const standings = this.#seenBy(entitled);
      const text = JSON.stringify(standings);
      // Concealed counts change nothing that their readers see; only a new state does.
      const key = standings.revealed ? String(standings.version) : standings.state;
      if (!entitled && !standings.revealed && key === this.#sent) continue;
      if (!entitled) this.#sent = key;
      for (const socket of this.#state.getWebSockets()) {
        const has = this.#state.getTags(socket).includes(REVEALED);
        if (has === entitled) trySend(socket, text);
      }
    }
  }
}

/** A socket that is closing throws; its reader is gone. */
function trySend(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    socket.close(1011, 'no longer open');
  }
}
