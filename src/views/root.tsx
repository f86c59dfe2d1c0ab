import type { PropsWithChildren } from 'hono/jsx';
import type { I18n } from './i18n.ts';

/** Which colours to show; `auto` follows the reader's device. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/**
 * The root of everything the renderer makes: the style sheet begins here, so the same HTML stands
 * in a page, in a frame and in a shadow root.
 */
export function Root({
  i18n,
  theme = 'auto',
  chrome,
  children,
}: PropsWithChildren<{ i18n: I18n; theme?: Theme | undefined; chrome?: 'embed' }>) {
  const classes = ['standpoint', theme === 'auto' ? undefined : theme, chrome];
  return (
    <div
      class={classes.filter((name) => name !== undefined).join(' ')}
      part="standpoint"
      lang={i18n.language}
      dir={i18n.dir}
    >
      {children}
    </div>
  );
}
