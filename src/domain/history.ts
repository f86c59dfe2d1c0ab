/** How a poll's count moved: snapshots from the oldest to the newest, absolute counts in each. */
export interface History {
  readonly poll: string;
  /** The outcomes' ids; `counts` follow their order. */
  readonly outcomes: readonly string[];
  readonly snapshots: readonly {
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly version: number;
    readonly total: number;
    readonly counts: readonly number[];
  }[];
}
