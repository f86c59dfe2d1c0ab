import type { Agreement } from '../../domain/agreement.ts';
import type { Article } from '../../domain/article.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { AgreementView } from '../comparison/agreement.tsx';
import { ComparisonView } from '../comparison/comparison.tsx';
import type { EmbedChoice } from './embed-choice.ts';
import { EmbedSection } from './embed-section.tsx';
import { type I18n, inLanguage } from '../i18n.ts';
import { jsonLd } from '../../formats/json-ld.ts';
import { DataBlock, Page } from './layout.tsx';
import { PollView } from '../poll/poll.tsx';
import type { PollProps } from '../poll/props.ts';

/** What of a poll the page does not know by itself. */
export type PollOnPage = Pick<
  PollProps,
  'poll' | 'standings' | 'action' | 'challenge' | 'ballot' | 'history' | 'resolution' | 'closed'
>;

interface Props {
  readonly article: Article;
  readonly comparison: Comparison;
  readonly agreement: Agreement;
  readonly polls: readonly PollOnPage[];
  readonly choice: EmbedChoice;
  readonly i18n: I18n;
  readonly origin: string;
}

/** An article's page: the comparison, the agreement, the polls and how to embed them. */
export function ArticlePage({
  article,
  comparison,
  agreement,
  polls,
  choice,
  i18n,
  origin,
}: Props) {
  const path = `/articles/${article.id}`;
  return (
    <Page
      title={article.title}
      i18n={i18n}
      path={path}
      script="/page.js"
      head={<Head article={article} i18n={i18n} url={origin + path} origin={origin} />}
    >
      <h1 {...inLanguage(i18n, article.language)}>{article.title}</h1>
      <Dateline article={article} i18n={i18n} />
      <ComparisonView comparison={comparison} i18n={i18n} source={article.source?.url} />
      <AgreementView comparison={comparison} agreement={agreement} i18n={i18n} />
      {polls.length > 0 && (
        <div class="polls" role="group" aria-label={i18n.words.poll.title}>
          {polls.map((poll) => (
            <PollView article={article} i18n={i18n} {...poll} />
          ))}
        </div>
      )}
      <EmbedSection article={article} choice={choice} i18n={i18n} origin={origin} />
    </Page>
  );
}

function Dateline({ article: { source, titleBy }, i18n }: { article: Article; i18n: I18n }) {
  const { page: words } = i18n.words;
  return (
    <p class="dateline">
      {source?.url !== undefined && (
        <>
          <a href={source.url} rel="noopener">
            {source.publisher ?? words.source}
          </a>{' '}
        </>
      )}
      {source?.url === undefined && source?.publisher !== undefined && `${source.publisher} `}
      {source?.published !== undefined && (
        <time datetime={source.published}>{i18n.date(source.published)}</time>
      )}{' '}
      {titleBy === 'editor' && words.editorTitle}
    </p>
  );
}

/** What other sites and machines read: oEmbed discovery, Open Graph and JSON-LD. */
function Head({
  article,
  i18n,
  url,
  origin,
}: {
  article: Article;
  i18n: I18n;
  url: string;
  origin: string;
}) {
  const { page: words } = i18n.words;
  const meta = {
    'og:type': 'article',
    'og:site_name': 'Standpoint',
    'og:title': article.title,
    'og:description': words.tagline,
    'og:url': url,
    'og:image': `${url}/card.png`,
    'og:image:type': 'image/png',
    'og:image:width': '1200',
    'og:image:height': '630',
    'og:image:alt': words.card,
  };
  return (
    <>
      <link rel="canonical" href={url} />
      <link
        rel="alternate"
        type="application/json+oembed"
        href={`${origin}/oembed?url=${encodeURIComponent(url)}`}
        title={article.title}
      />
      <meta name="description" content={words.tagline} />
      <meta name="twitter:card" content="summary_large_image" />
      {Object.entries(meta).map(([property, content]) => (
        <meta property={property} content={content} />
      ))}
      <DataBlock data={jsonLd(article, url)} />
    </>
  );
}
