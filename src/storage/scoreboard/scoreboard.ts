import type { History } from '../../domain/history.ts';
import type { ShownIntegrity } from '../../domain/integrity.ts';
import {
  isSaid,
  type Life,
  mayResolve,
  type PollEvent,
  resolutionOf,
} from '../../domain/poll-life.ts';
import type { Definition } from '../../domain/poll-rules.ts';
import { ok, type Result } from '../../domain/problem.ts';
import type { Standings } from '../../domain/standings.ts';
import { Durable } from '../durable.ts';
import { ownName } from '../names.ts';
import { Paced } from '../paced.ts';
import type { BoxOfPoll, BoxTally, Elsewhere, Known, Reception } from '../protocol.ts';
import { Closing } from './closing.ts';
import { Defining } from './defining.ts';
import { Sockets } from './sockets.ts';
import { ScoreboardTables } from './tables.ts';
import { View } from './view.ts';

/** How often readers are sent what has changed, and the history gets a snapshot of it, at most: ms. */
const TICK = 1_000;

/** What a scoreboard finds in its environment. */
interface Env {
  readonly BALLOT_BOX: { getByName(name: string): BoxOfPoll };
}

/**
 * Adds up one poll's boxes and runs its life: open, closed, final, resolved. It is told what the poll
 * is; until then it answers `null` to whoever asks of it. It never sees a voter.
 */
export class Scoreboard extends Durable<Env> {
  readonly #tables: ScoreboardTables;
  readonly #defining: Defining;
  readonly #view: View;
  readonly #closing: Closing;
  readonly #sockets: Sockets;
  readonly #ticks = new Paced(TICK, () => this.#tick());

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    const name = ownName(state);
    const { storage } = state;
    const tables = new ScoreboardTables(storage);
    const defining = new Defining(tables);
    const view = new View(name, tables, defining);
    this.#tables = tables;
    this.#defining = defining;
    this.#view = view;
    this.#closing = new Closing({
      name,
      storage,
      tables,
      defining,
      boxes: () => this.state.env.BALLOT_BOX,
      log: (event) => this.#log(event),
    });
    this.#sockets = new Sockets({
      state,
      seenBy: (entitled) => view.standings(entitled),
      shown: { read: () => tables.shown(), write: (standings) => tables.writeShown(standings) },
    });
  }

  /** What the poll is. Looking changes nothing. */
  look(): Known | null {
    return this.#defining.look();
  }

  /** Lets a box in that brings the first ballot it would take; from then on the rules stand. */
  join(box: number, edition: number): boolean {
    return this.#defining.join(box, edition);
  }

  /** Takes a box's absolute tally; answers with what is held elsewhere. */
  report(box: number, tally: BoxTally): Elsewhere {
    if (this.#tables.boxes.report(box, tally)) this.#ticks.ask();
    return this.#view.elsewhere(box);
  }

  propose(publication: number, definition: Definition | null): Reception {
    return this.#defining.propose(publication, definition);
  }

  async settle(publication: number, take: boolean): Promise<null> {
    if (this.#defining.settle(publication, take)) await this.alarm();
    return null;
  }

  /** Tells what the poll is where no publication ever did; otherwise it changes nothing. */
  async introduce(definition: Definition): Promise<null> {
    if (this.#defining.introduce(definition)) await this.alarm();
    return null;
  }

  /** The standings that everyone may see. */
  standings(): Standings | null {
    return this.#view.standings(false);
  }

  /** The standings, how the poll ended, and what happened to it. */
  life(entitled: boolean): Life | null {
    return this.#view.life(entitled);
  }

  /** How the counts moved. */
  history(entitled: boolean): History | null {
    return this.#view.history(entitled);
  }

  /** What became of what was sent. */
  integrity(entitled: boolean): ShownIntegrity | null {
    return this.#view.integrity(entitled);
  }

  /** The boxes that have joined: those that may hold ballots. */
  boxes(): number[] | null {
    if (this.#defining.poll === null) return null;
    return Array.from(this.#tables.boxes.all().keys()).toSorted((a, b) => a - b);
  }

  /** Closes the poll now, whatever its times say; once closed it stays so. */
  async close(): Promise<Standings | null> {
    const { poll } = this.#defining;
    if (poll === null) return null;
    this.#defining.begin(poll);
    await this.#closing.close(Math.min(Date.now(), poll.rules.closes));
    return this.standings();
  }

  /** Says how a closed poll ended: with an outcome, or with none (void). Again changes nothing. */
  async setResolution(outcome: string | null, evidence: string): Promise<Result<Life> | null> {
    const { poll } = this.#defining;
    if (poll === null) return null;
    if (Date.now() >= poll.rules.closes) await this.#closing.advance();
    if (!isSaid(this.#tables.events, outcome, evidence)) {
      const may = mayResolve(poll.rules, this.#view.stateOf(poll), outcome);
      if (!may.ok) return may;
      this.#defining.begin(poll);
      const at = Date.now();
      this.#log(
        outcome === null
          ? { at, event: 'voided', evidence }
          : { at, event: 'resolved', outcome, evidence },
      );
    }
    const life = this.life(false);
    return life && ok(life);
  }

  /** Takes a resolution back; the log keeps both. Where there is none, nothing changes. */
  clearResolution(): Life | null {
    if (resolutionOf(this.#tables.events) !== null) this.#log({ at: Date.now(), event: 'undone' });
    return this.life(false);
  }

  /** Opens a reader's socket; anything else is a call of one of the methods above. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('Upgrade') !== 'websocket') return super.fetch(request);
    if (this.#defining.poll === null) return new Response(null, { status: 404 });
    const entitled = new URL(request.url).searchParams.has('entitled');
    return this.#sockets.accept(entitled) ?? new Response(null, { status: 503 });
  }

  /** Opens and closes the poll when its time has come, and finishes a close that was cut short. */
  async alarm(): Promise<void> {
    await this.#closing.advance();
    this.#ticks.ask();
  }

  /** Answers a reader's close: until then their socket takes one of the places there are. */
  webSocketClose(socket: WebSocket): void {
    socket.close();
  }

  #log(event: PollEvent): void {
    this.#tables.log(event);
    this.#ticks.ask();
  }

  #tick(): void {
    this.#view.takeSnapshot();
    this.#sockets.send();
  }
}
