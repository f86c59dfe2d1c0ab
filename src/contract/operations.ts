import type { Operation } from './operation.ts';
import { articles } from './operations/articles.ts';
import { ballots } from './operations/ballots.ts';
import { pages } from './operations/pages.ts';
import { pollControl } from './operations/poll-control.ts';
import { polls } from './operations/polls.ts';
import { service } from './operations/service.ts';
import { voters } from './operations/voters.ts';

/**
 * Every operation of the service. To add one: give it an entry in its group's file, a form of its
 * answer in answers.ts if that is new, and a request for each of its statuses in
 * test/http/contract-cases.ts. The tests fail until routes, entries and requests are the same.
 */
export const OPERATIONS: readonly Operation[] = [
  ...articles,
  ...polls,
  ...voters,
  ...ballots,
  ...pollControl,
  ...pages,
  ...service,
];
