/*
 * A program of someone else's: it reads, votes and is refused with nothing but a client that was made
 * from the contract, and prints what it found. The test that runs it makes that client and compiles
 * both; `npm run types` leaves them out.
 */
import { readFileSync } from 'node:fs';
import * as standpoint from '../../../test-output/client.ts';

const ARTICLE = 'russia-rare-earths-offer';
const POLL = 'who-signs';

const [, , service = '', editor = '', file = ''] = process.argv;

async function main() {
  standpoint.defaults.baseUrl = service;
  const authorized = { headers: { Authorization: `Bearer ${editor}` } };
  const article = JSON.parse(readFileSync(file, 'utf8')) as standpoint.ArticleToPublish;
  const published = await standpoint.publishArticle(ARTICLE, article, {}, authorized);

  const list = await standpoint.listArticles({ limit: 1 });
  const titles = list.status === 200 ? list.data.articles.map(({ title }) => title) : [];

  const compared = await standpoint.readComparison(ARTICLE, {
    actors: ['united-states', 'europe'],
    topics: ['aid'],
  });
  if (compared.status !== 200) throw new Error(`a comparison: ${compared.status}`);
  const stances = compared.data.topics.flatMap(({ propositions }) =>
    propositions.map(({ cells }) => Object.values(cells).map((cell) => cell?.stance ?? null)),
  );

  const minted = await standpoint.createVoter();
  if (minted.status !== 201) throw new Error(`a voter: ${minted.status}`);
  const voter = { headers: { 'Standpoint-Voter': minted.data.token } };
  const cast = await standpoint.castBallot(ARTICLE, POLL, { outcome: 'both' }, voter);
  const counted = cast.status === 201 ? (cast.data.standings?.total ?? 0) + 0 : null;

  const standings = await standpoint.readStandings(ARTICLE, POLL);
  if (standings.status !== 200) throw new Error(`standings: ${standings.status}`);
  const counts: (number | null)[] = standings.data.outcomes.map(({ count }) => count);

  const refused = await standpoint.castBallot(ARTICLE, POLL, { outcome: 'perhaps' }, voter);
  const known = refused.status === 422 ? refused.data.known : [];
  const stranger = await standpoint.castBallot(ARTICLE, POLL, { outcome: 'both' });
  const reason = stranger.status === 401 ? stranger.data.reason : null;

  const frame = await standpoint.oembed(`${service}/articles/${ARTICLE}`, { maxwidth: 320 });
  const width = frame.status === 200 ? frame.data.width : null;

  return { published: published.status, titles, stances, counted, counts, known, reason, width };
}

process.stdout.write(JSON.stringify(await main()));

/** What must not compile. */
export const wrong = [
  // @ts-expect-error -- a limit is a number
  () => standpoint.listArticles({ limit: '1' }),
  // @ts-expect-error -- a width is a number
  () => standpoint.oembed('https://standpoint.example/', { maxwidth: '320' }),
  // @ts-expect-error -- actors are a list
  () => standpoint.readComparison(ARTICLE, { actors: 'russia,europe' }),
  // @ts-expect-error -- an outcome is text
  () => standpoint.castBallot(ARTICLE, POLL, { outcome: 1 }),
  // @ts-expect-error -- a problem has no standings
  async () => (await standpoint.readStandings(ARTICLE, POLL)).data.outcomes,
];
