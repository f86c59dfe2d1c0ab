import type { PropsWithChildren } from 'hono/jsx';

/** The frame of every page. */
export function Layout({
  title,
  lang,
  children,
}: PropsWithChildren<{ title: string; lang: string }>) {
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href="/standpoint.css" />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
