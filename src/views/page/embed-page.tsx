import type { PropsWithChildren } from 'hono/jsx';
import type { Article } from '../../domain/article.ts';
import { type I18n, inLanguage } from '../i18n.ts';
import { Document } from './layout.tsx';
import type { Theme } from '../root.tsx';

/** The page in a frame: the title, a link to the whole page, and what it was asked to show. */
export function EmbedPage({
  article,
  i18n,
  theme,
  children,
}: PropsWithChildren<{ article: Article; i18n: I18n; theme: Theme }>) {
  return (
    <Document
      title={article.title}
      i18n={i18n}
      theme={theme}
      // Links and, without a script, the ballot leave the frame: it may hold no page and no cookie.
      head={<base target="_blank" />}
      script="/embed.js"
      embedded
    >
      <div class="headline">
        <h1 {...inLanguage(i18n, article.language)}>{article.title}</h1>
        <a href={`/articles/${article.id}`}>{i18n.words.page.wholePage}</a>
      </div>
      {children}
    </Document>
  );
}
