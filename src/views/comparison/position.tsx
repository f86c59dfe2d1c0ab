import { type Evidence, paragraphsOf } from '../../domain/article.ts';
import type { Cell } from '../../domain/comparison.ts';
import { textFragmentLink } from '../../formats/text-fragment.ts';
import { fill, type I18n, inLanguage, languageOf } from '../i18n.ts';
import { type Kind, StanceLabel } from './stance.tsx';

/** What a view of an article's content needs beside the content itself. */
export interface ContentProps {
  readonly i18n: I18n;
  /** The article's language: that of its titles, propositions, summaries and quotations. */
  readonly language: string;
  /** Where the article itself can be read. */
  readonly source?: string | undefined;
}

/** The anchor of a position. Slugs hold no double hyphen, so two positions never share one. */
export const positionId = (actor: string, proposition: string) =>
  `position-${actor}--${proposition}`;

/** One actor's stance on one proposition, with the words that show it one tap away. */
export function PositionView({
  cell,
  kind,
  ...content
}: ContentProps & { cell: Cell | null; kind: Kind }) {
  const { i18n, language } = content;
  const { comparison: words } = i18n.words;
  if (cell === null) return <StanceLabel stance={null} kinds={[kind]} i18n={i18n} />;
  return (
    <>
      <StanceLabel stance={cell.stance} kinds={[kind]} i18n={i18n} />
      <p class="summary" {...inLanguage(i18n, language)}>
        {cell.summary}
      </p>
      {cell.conditions !== undefined && (
        <p class="conditions">
          <b>{words.condition[kind]}:</b>{' '}
          <span {...inLanguage(i18n, language)}>{cell.conditions}</span>
        </p>
      )}
      <Quotations evidence={cell.evidence} {...content} />
    </>
  );
}

/** The words that show something, one tap away. */
export function Quotations({
  evidence,
  ...content
}: ContentProps & { evidence: readonly Evidence[] }) {
  const { i18n } = content;
  return (
    <details class="quotations" part="quotations">
      <summary>{i18n.plural(i18n.words.comparison.quotations, evidence.length)}</summary>
      {evidence.map((each) => (
        <Quotation evidence={each} {...content} />
      ))}
    </details>
  );
}

function Quotation({ evidence, i18n, language, source }: ContentProps & { evidence: Evidence }) {
  const { comparison: words } = i18n.words;
  const { speaker, attribution, verified, translations = [] } = evidence;
  const translation = translations.find((each) => languageOf(each.language) === i18n.language);
  return (
    <figure part="quotation">
      <blockquote {...inLanguage(i18n, language)}>
        {paragraphsOf(evidence).map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      </blockquote>
      {translation !== undefined && (
        <blockquote class="translation">
          <p>{translation.text}</p>
          <footer>{fill(words.translatedBy, { by: translation.by })}</footer>
        </blockquote>
      )}
      <figcaption>
        {speaker !== undefined && (
          <>
            <b {...inLanguage(i18n, language)}>{speaker}</b>
            {' · '}
          </>
        )}
        {words.attribution[attribution]}
        {verified !== undefined && <Verified text={words.verified[verified]} />}
        {source !== undefined && (
          <a href={textFragmentLink(source, evidence)} rel="noopener">
            {words.readInArticle}
          </a>
        )}
      </figcaption>
    </figure>
  );
}

/** With a tick: what was found, or who found it. */
export function Verified({ text }: { text: string }) {
  return (
    <span class="verified">
      <svg class="tick" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m3 8.5 3.2 3.2L13 4.8" />
      </svg>{' '}
      {text}
    </span>
  );
}
