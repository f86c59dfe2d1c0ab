/** What the objects of a service did, as they counted it themselves. */
export interface Counted {
  rows: number;
  requests: number;
}
