import { raw } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import { autonym, type I18n, LANGUAGES } from '../i18n.ts';
import { toScript } from '../../formats/json-ld.ts';
import { Root, type Theme } from '../root.tsx';

interface Head {
  readonly title: string;
  readonly i18n: I18n;
  readonly theme?: Theme;
  /** What else stands in the head. */
  readonly head?: unknown;
  /** A script of ours that the page loads. */
  readonly script?: string | undefined;
}

/** A whole document around the renderer's root. */
export function Document({
  title,
  i18n,
  theme,
  head,
  script,
  embedded = false,
  children,
}: PropsWithChildren<Head & { embedded?: boolean }>) {
  return (
    <html lang={i18n.language} dir={i18n.dir} class={embedded ? 'framed' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        <link rel="stylesheet" href="/standpoint.css" />
        <link rel="stylesheet" href="/page.css" />
        {head}
        {script !== undefined && <script type="module" src={script} />}
      </head>
      <body>
        <Root i18n={i18n} theme={theme} {...(embedded ? { chrome: 'embed' } : {})}>
          <main>{children}</main>
        </Root>
      </body>
    </html>
  );
}

/** A page with its name and the languages on top. `path` is the page's own. */
export function Page({ path, children, ...head }: PropsWithChildren<Head & { path: string }>) {
  const { i18n } = head;
  return (
    <Document {...head}>
      <div class="bar-top">
        <a href="/">Standpoint</a>
        <nav class="languages" aria-label={i18n.words.page.languages}>
          {LANGUAGES.map((language) => (
            <a
              href={`${path}?lang=${language}`}
              lang={language}
              hreflang={language}
              aria-current={language === i18n.language ? 'true' : undefined}
            >
              {autonym(language)}
            </a>
          ))}
        </nav>
      </div>
      {children}
    </Document>
  );
}

/** Data in the page: a data block, which no browser runs and no policy stops. */
export function DataBlock({ data }: { data: unknown }) {
  return <script type="application/ld+json">{raw(toScript(data))}</script>;
}
