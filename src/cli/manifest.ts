const text = { text: 'string' };

const attribute = (name: string, description: string) => ({ name, type: text, description });

const SHARED = [
  attribute('article', 'The article’s id.'),
  attribute(
    'lang',
    'The interface language: en, uk, ru, fr, de or ar; the reader’s own otherwise.',
  ),
  attribute('theme', 'auto, light or dark.'),
  attribute('service', 'The service’s origin; that of the script otherwise.'),
];

const event = (name: string, description: string) => ({
  name: `standpoint:${name}`,
  type: { text: 'CustomEvent' },
  description,
});

const EVENTS = [
  event('load', 'The content is there. `detail`: `{ article, poll }`.'),
  event('error', 'The service was not reached or refused. `detail`: `{ error }`.'),
];

const element = (
  tagName: string,
  name: string,
  module: string,
  description: string,
  attributes: readonly object[],
  events: readonly object[],
) => ({
  kind: 'javascript-module',
  path: 'widget.js',
  declarations: [
    {
      kind: 'class',
      name,
      tagName,
      customElement: true,
      description,
      attributes: [...SHARED, ...attributes],
      events: [...EVENTS, ...events],
      slots: [{ name: '', description: 'Shown until the content is there, and if it never is.' }],
      cssProperties: [
        {
          name: '--standpoint-height',
          description: 'The height held free until the content is there.',
          default: '100svh',
        },
      ],
      source: { href: module },
    },
  ],
  exports: [{ kind: 'custom-element-definition', name: tagName, declaration: { name } }],
});

/** The elements for editors' tools: https://github.com/webcomponents/custom-elements-manifest */
export const MANIFEST = {
  schemaVersion: '1.0.0',
  readme: '',
  modules: [
    element(
      'stance-comparison',
      'StanceComparison',
      'src/widget/comparison-element.ts',
      'Who stands where, side by side.',
      [
        attribute('actors', 'Ids of actors to show, comma-separated; all otherwise.'),
        attribute('topics', 'Ids of topics to show, comma-separated; all otherwise.'),
      ],
      [],
    ),
    element(
      'outcome-poll',
      'OutcomePoll',
      'src/widget/poll-element.ts',
      'What readers think will happen.',
      [attribute('poll', 'The poll’s id.')],
      [
        event('vote', 'A vote was counted. `detail`: `{ article, poll, outcome, receipt }`.'),
        event('withdraw', 'A vote was taken back. `detail`: `{ article, poll }`.'),
      ],
    ),
  ],
};
