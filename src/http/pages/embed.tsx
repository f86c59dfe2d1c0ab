import { Hono } from 'hono/tiny';
import { agreeInFull } from '../../domain/agreement.ts';
import { findPoll } from '../../domain/article.ts';
import { compare } from '../../domain/comparison.ts';
import { AgreementView } from '../../views/comparison/agreement.tsx';
import { ComparisonView } from '../../views/comparison/comparison.tsx';
import { readTheme } from '../../views/page/embed-choice.ts';
import { EmbedPage } from '../../views/page/embed-page.tsx';
import { PollView } from '../../views/poll/poll.tsx';
import { storedArticle } from '../articles/stored.ts';
import type { App } from '../context.ts';
import { framePolicy, sendDocument } from '../answers/html.ts';
import { canonical } from '../requests/canonical.ts';
import { chooseLanguage } from '../requests/language.ts';
import { originOf } from '../requests/origin.ts';
import { pollProps } from '../polls/props.ts';
import { raise, unwrap } from '../answers/problem.ts';
import { EmbedQuery } from '../requests/schemas.ts';
import { CACHE } from '../answers/send.ts';
import { siteKeyOf } from '../voters/challenge.ts';
import { ChallengePage } from '../../views/poll/challenge.tsx';
import { query } from '../requests/validate.ts';

/** The page that others frame: the comparison, or one poll. */
export const embed = new Hono<App>()
  .get('/embed/:article', canonical, query(EmbedQuery), async (c) => {
    const { published: read, age } = await storedArticle(c.env.POSITIONS, c.req.param('article'));
    const published = read();
    const { article } = published;
    const i18n = chooseLanguage(c, article.language);
    const theme = readTheme(c.req.query('theme'));
    const policy = framePolicy(originOf(c), {
      ...article,
      challenge: siteKeyOf(c.env) === null ? undefined : 'framed',
    });
    const { show, poll: asked = article.polls[0]?.id ?? '', ...selection } = c.req.valid('query');
    if (show === 'comparison') {
      const comparison = unwrap(compare(published, selection));
      const page = (
        <EmbedPage article={article} i18n={i18n} theme={theme}>
          <ComparisonView comparison={comparison} i18n={i18n} source={article.source?.url} />
          <AgreementView
            comparison={comparison}
            agreement={unwrap(agreeInFull(published, selection))}
            i18n={i18n}
          />
        </EmbedPage>
      );
      return sendDocument(c, page, policy, { cache: CACHE.published, tag: article.id, age });
    }
    const poll =
      findPoll(article, asked) ??
      raise({ tag: 'poll-not-found', article: article.id, poll: asked });
    const props = await pollProps(c, article, poll, i18n, null);
    const page = (
      <EmbedPage article={article} i18n={i18n} theme={theme}>
        <PollView {...props} comparisonAt={`/articles/${article.id}`} leavesFrame />
      </EmbedPage>
    );
    return sendDocument(c, page, policy, { cache: CACHE.counts, tag: article.id, age });
  })
  .get('/embed/:article/challenge', canonical, async (c) => {
    const { published, age } = await storedArticle(c.env.POSITIONS, c.req.param('article'));
    const { article } = published();
    const siteKey = siteKeyOf(c.env) ?? raise({ tag: 'not-found', path: c.req.path });
    const page = (
      <ChallengePage
        i18n={chooseLanguage(c, article.language)}
        theme={readTheme(c.req.query('theme'))}
        siteKey={siteKey}
      />
    );
    const policy = framePolicy(originOf(c), { ...article, challenge: 'shown' });
    return sendDocument(c, page, policy, { cache: CACHE.published, tag: article.id, age });
  });
