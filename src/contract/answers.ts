import * as v from 'valibot';
import {
  AgreementAnswer,
  ArticleAnswer,
  ArticleListAnswer,
  ComparisonAnswer,
  PublicationAnswer,
} from './answers/articles.ts';
import { time, whole } from './answers/describing.ts';
import {
  BallotAnswer,
  HistoryAnswer,
  IntegrityAnswer,
  ListedBallotAnswer,
  PollAnswer,
  StandingsAnswer,
} from './answers/polls.ts';

/**
 * What answers hold, by the name the document gives it. Where the domain has an interface the
 * schema must say the same; the rest is held by the tests, which validate real answers.
 */
export const ANSWERS = {
  Article: ArticleAnswer,
  ArticleList: ArticleListAnswer,
  Oembed: v.object({
    version: v.literal('1.0'),
    type: v.literal('rich'),
    title: v.string(),
    provider_name: v.string(),
    provider_url: v.string(),
    cache_age: whole,
    html: v.string(),
    width: whole,
    height: whole,
  }),
  Publication: PublicationAnswer,
  Comparison: ComparisonAnswer,
  Agreement: AgreementAnswer,
  Standings: StandingsAnswer,
  Poll: PollAnswer,
  Ballot: BallotAnswer,
  ListedBallot: ListedBallotAnswer,
  History: HistoryAnswer,
  Integrity: IntegrityAnswer,
  Voter: v.object({
    token: v.pipe(v.string(), v.description('Send it in the header Standpoint-Voter.')),
    expires: time,
  }),
  Document: v.looseObject({ openapi: v.literal('3.1.1') }),
  JsonSchema: v.looseObject({ $schema: v.string(), $id: v.string() }),
  Release: v.object({ version: v.string(), file: v.string(), integrity: v.string() }),
  Manifest: v.looseObject({ schemaVersion: v.string(), modules: v.array(v.looseObject({})) }),
  Health: v.object({ status: v.literal('ok') }),
};
export type AnswerName = keyof typeof ANSWERS;
