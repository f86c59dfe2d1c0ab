import type { Request } from './request.ts';

/** The element as its content sees it. */
export interface Host extends HTMLElement {
  /** The service's origin. */
  readonly service: string;
  /** The fragment's address, with what the attributes ask for. */
  readonly address: string;
  readonly request: Request;
  /** Lets the reserved height go. */
  release(): void;
}

/** What the element shows once its content is there. */
export interface Content {
  /** Ends all that goes on for it: requests, sockets, listeners. */
  close(): void;
}
