import type { Standings } from '../../domain/standings.ts';

/** Sockets one scoreboard holds: Cloudflare hibernates 32,768 an object at most; this leaves room. */
export const MAX_SOCKETS = 10_000;
/** Who sees the counts whatever the poll reveals, and who does not: the tags of their sockets. */
const AUDIENCES = ['entitled', 'others'] as const;

/** What sending needs of its scoreboard. */
interface Board {
  readonly state: DurableObjectState;
  /** The standings as a reader sees them who is, or is not, entitled to the counts. */
  readonly seenBy: (entitled: boolean) => Standings | null;
  /** Keeps what readers saw from whom the counts are hidden: it changes seldom, and they sleep on. */
  readonly shown: { read(): string; write(standings: string): void };
}

/**
 * Sends standings to readers' sockets, which sleep with the object. A vote costs nothing here: the
 * work is a send per socket, and only when what a reader may see has changed.
 */
export class Sockets {
  readonly #board: Board;
  /** What each audience was sent last. */
  readonly #seen: Record<(typeof AUDIENCES)[number], string>;
  /** What those were sent who have come since then. */
  readonly #greeted = new Map<WebSocket, string>();

  constructor(board: Board) {
    this.#board = board;
    this.#seen = { entitled: '', others: board.shown.read() };
    board.state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
  }

  /** Takes a reader in and sends what stands now; `null` when there is no room. */
  accept(entitled: boolean): Response | null {
    const { state, seenBy } = this.#board;
    if (state.getWebSockets().length >= MAX_SOCKETS) return null;
    const { 0: client, 1: server } = new WebSocketPair();
    state.acceptWebSocket(server, [entitled ? 'entitled' : 'others']);
    const standings = seenBy(entitled);
    server.send(JSON.stringify(standings));
    this.#greeted.set(server, textOf(standings));
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Sends to each reader what they may see, if it is not what they have seen. */
  send(): void {
    const { state, seenBy, shown } = this.#board;
    for (const audience of AUDIENCES) {
      const standings = seenBy(audience === 'entitled');
      if (standings === null) return;
      const text = textOf(standings);
      if (text === this.#seen[audience]) continue;
      this.#seen[audience] = text;
      if (!standings.revealed) shown.write(text);
      const message = JSON.stringify(standings);
      for (const socket of state.getWebSockets(audience)) {
        if (this.#greeted.get(socket) !== text) trySend(socket, message);
      }
    }
    this.#greeted.clear();
  }
}

/** All that a reader sees of standings but the time. */
function textOf(standings: Standings | null): string {
  return JSON.stringify({ ...standings, asOf: null });
}

/** A socket that is closing throws; its reader is gone. */
function trySend(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    socket.close(1011, 'no longer open');
  }
}
