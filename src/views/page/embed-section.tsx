import type { Article } from '../../domain/article.ts';
import { type EmbedChoice, embedUrl, FRAME_HEIGHT } from './embed-choice.ts';
import { type I18n, inLanguage } from '../i18n.ts';
import { THEMES } from '../root.tsx';

interface Props {
  readonly article: Article;
  readonly choice: EmbedChoice;
  readonly i18n: I18n;
  /** The service's origin. */
  readonly origin: string;
}

/** Snippets to copy and what they show. The form asks the server, so it needs no script. */
export function EmbedSection(props: Props) {
  const { article, choice, i18n, origin } = props;
  const { embed: words } = i18n.words;
  const page = `${origin}/articles/${article.id}`;
  const snippets: readonly (readonly [string, string, string?])[] = [
    [words.script, scriptSnippet(props)],
    [words.frame, frameHtml(props, FRAME_HEIGHT[choice.show])],
    [words.wordpress, page, words.wordpressNote],
  ];
  return (
    <section class="put" id="embed">
      <h2>{words.title}</h2>
      <p class="note">{words.note}</p>
      <Choices {...props} />
      <div class="snippets">
        {snippets.map(([title, code, note]) => (
          <div>
            <h3>{title}</h3>
            {note !== undefined && <p class="note">{note}</p>}
            <pre dir="ltr" tabindex={0}>
              <code>{code}</code>
            </pre>
          </div>
        ))}
      </div>
      <h3>{words.preview}</h3>
      <iframe
        title={`${words.preview}: ${article.title}`}
        src={embedUrl(origin, article.id, { ...choice, lang: i18n.language })}
        height={FRAME_HEIGHT[choice.show]}
        loading="lazy"
      />
    </section>
  );
}

function Choices({ article, choice, i18n }: Props) {
  const { embed: words, comparison } = i18n.words;
  const own = inLanguage(i18n, article.language);
  const shown = choice.show === 'poll' ? `poll:${choice.poll}` : 'comparison';
  const radio = (name: string, value: string, checked: boolean, label: string, foreign = {}) => (
    <label>
      <input type="radio" name={name} value={value} checked={checked} />
      <span {...foreign}>{label}</span>
    </label>
  );
  const boxes = (
    title: string,
    name: string,
    all: readonly { readonly id: string; readonly name: string }[],
    chosen: readonly string[] | undefined,
  ) => (
    <fieldset>
      <legend>{title}</legend>
      {all.map((entry) => (
        <label>
          <input
            type="checkbox"
            name={name}
            value={entry.id}
            checked={chosen?.includes(entry.id) ?? true}
          />
          <span {...own}>{entry.name}</span>
        </label>
      ))}
    </fieldset>
  );
  return (
    <form method="get" action={`/articles/${article.id}#embed`}>
      <input type="hidden" name="lang" value={i18n.language} />
      <div class="choices">
        <fieldset>
          <legend>{words.show}</legend>
          {radio('show', 'comparison', shown === 'comparison', comparison.title)}
          {article.polls.map(({ id, question }) =>
            radio('show', `poll:${id}`, shown === `poll:${id}`, question, own),
          )}
        </fieldset>
        <fieldset>
          <legend>{words.theme}</legend>
          {THEMES.map((theme) =>
            radio('theme', theme, choice.theme === theme, words.themes[theme]),
          )}
        </fieldset>
        {boxes(words.actors, 'actor', article.actors, choice.actors)}
        {boxes(words.topics, 'topic', article.topics, choice.topics)}
      </div>
      <button type="submit">{words.update}</button>
    </form>
  );
}

/** An element as HTML text. Attributes left `undefined` are left out. */
function html(
  tag: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content = '',
): string {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${escapeHtml(String(value))}"`],
  );
  return `<${tag}${written.join('')}>${content}</${tag}>`;
}

const escapeHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/**
 * Holds the element's place before the script is there; it lets go of what it does not need. A page
 * whose policy forbids style attributes says the same in its own style sheet.
 */
const PLACE = 'display:block;min-block-size:100svh';

function scriptSnippet({ article, choice, origin }: Props): string {
  const theme = choice.theme === 'auto' ? undefined : choice.theme;
  const link = html('a', { href: `${origin}/articles/${article.id}` }, escapeHtml(article.title));
  const element =
    choice.show === 'poll'
      ? html('outcome-poll', { article: article.id, poll: choice.poll, theme, style: PLACE }, link)
      : html(
          'stance-comparison',
          {
            article: article.id,
            actors: choice.actors?.join(','),
            topics: choice.topics?.join(','),
            theme,
            style: PLACE,
          },
          link,
        );
  return `${html('script', { type: 'module', src: `${origin}/widget.js` })}\n${element}`;
}

/** The one frame that an embed without a script is, `height` and `width` in CSS pixels. */
export function frameHtml(
  { article, choice, origin }: Pick<Props, 'article' | 'choice' | 'origin'>,
  height: number,
  width: number | '100%' = '100%',
): string {
  return html('iframe', {
    src: embedUrl(origin, article.id, choice),
    title: article.title,
    width,
    height,
    frameborder: 0,
    loading: 'lazy',
  });
}
