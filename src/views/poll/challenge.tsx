import type { I18n } from '../i18n.ts';
import { Document } from '../page/layout.tsx';
import type { Theme } from '../root.tsx';

/**
 * The place of the challenge, and why it may not be there. A script puts it in, and takes away what
 * is true as long as none runs: scripts may be off, or ours may have been kept out.
 */
export function ChallengeBox({ i18n, siteKey }: { i18n: I18n; siteKey?: string | undefined }) {
  const { challenge: words } = i18n.words.poll;
  return (
    <>
      <div class="challenge" data-sitekey={siteKey ?? ''} data-language={i18n.language} />
      <p class="note" data-told="blocked" role="alert" hidden>
        {words.blocked}
      </p>
      <p class="note" data-told="failed" role="alert" hidden>
        {words.failed}
      </p>
      <p class="note" data-told="no-script">
        {words.noScript}
      </p>
    </>
  );
}

/** The challenge by itself, in a frame of ours in the page where somebody votes. */
export function ChallengePage({
  i18n,
  theme,
  siteKey,
}: {
  i18n: I18n;
  theme: Theme;
  siteKey: string;
}) {
  const { challenge: words } = i18n.words.poll;
  return (
    <Document title={words.title} i18n={i18n} theme={theme} script="/challenge.js" embedded>
      <p>{words.why}</p>
      <ChallengeBox i18n={i18n} siteKey={siteKey} />
    </Document>
  );
}
