import { type I18n, inLanguage } from '../i18n.ts';
import { Page } from './layout.tsx';

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly language: string;
}

/** The comparisons there are. */
export function FrontPage({ articles, i18n }: { articles: readonly Listed[]; i18n: I18n }) {
  const { page: words } = i18n.words;
  return (
    <Page title="Standpoint" i18n={i18n} path="/">
      <h1>Standpoint</h1>
      <p class="lead">{words.tagline}</p>
      {articles.length === 0 ? (
        <p class="note">{words.noArticles}</p>
      ) : (
        <ul class="front">
          {articles.map(({ id, title, language }) => (
            <li>
              <a href={`/articles/${id}`} {...inLanguage(i18n, language)}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
