import type { I18n } from '../i18n.ts';
import type { ProblemKind } from '../messages/catalogue.ts';
import type { Theme } from '../root.tsx';
import { Document } from './layout.tsx';

interface Props {
  readonly kind: ProblemKind;
  /** As programs are told it: its HTTP status and the last part of its type. */
  readonly status: number;
  readonly tag: string;
  readonly i18n: I18n;
  readonly theme: Theme;
  /** The article that the address is of, if there is one. */
  readonly article?: string | undefined;
  /** What the log calls it, where it is a fault of ours. */
  readonly reference?: string | undefined;
  readonly framed: boolean;
}

/** A problem for people: what happened, what to do about it, and a way back. */
export function ProblemPage({ kind, status, tag, i18n, theme, article, reference, framed }: Props) {
  const { comparisons, article: toArticle, reference: name, kinds } = i18n.words.problem;
  const { title, happened, advice } = kinds[kind];
  const heading = <h1>{title}</h1>;
  return (
    <Document
      title={title}
      i18n={i18n}
      theme={theme}
      {...(framed ? { embedded: true, head: <base target="_blank" />, script: '/embed.js' } : {})}
    >
      {framed ? (
        <div class="headline">{heading}</div>
      ) : (
        <>
          <div class="bar-top">
            <a href="/">Standpoint</a>
          </div>
          {heading}
        </>
      )}
      <p class="lead">{happened}</p>
      <p>{advice}</p>
      <p>
        {article !== undefined && (
          <>
            <a href={`/articles/${article}`}>{toArticle}</a>
            {' · '}
          </>
        )}
        <a href="/">{comparisons}</a>
      </p>
      <p class="note">
        {reference !== undefined && (
          <>
            {name}: <code dir="ltr">{reference}</code>
            {' · '}
          </>
        )}
        <a href={`/problems/${tag}`} dir="ltr" hreflang="en">
          {status} {tag}
        </a>
      </p>
    </Document>
  );
}
