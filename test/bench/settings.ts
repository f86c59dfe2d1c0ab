/** How hard and how long to measure. */
export interface Settings {
  /** Counted rounds; one more, not counted, goes before them. */
  readonly rounds: number;
  /** Seconds of each load. */
  readonly seconds: number;
  readonly connections: number;
}
