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

const cssProperty = (name: string, description: string) => ({
  name: `--standpoint-${name}`,
  description,
});

const PROPERTIES = [
  cssProperty('height', 'The height held free until the content is there; 100svh otherwise.'),
  cssProperty('font', 'The type.'),
  cssProperty('heading-font', 'The type of headings.'),
  cssProperty('rem', 'The size that all others follow; 1rem otherwise.'),
  cssProperty('radius', 'How round corners are.'),
  cssProperty('paper', 'The ground.'),
  cssProperty('ink', 'The text.'),
  cssProperty('quiet', 'Lesser text.'),
  cssProperty('rule', 'Lines.'),
  cssProperty('control', 'The edges of controls.'),
  cssProperty('link', 'Links, buttons and the reader’s own vote.'),
  cssProperty('focus', 'The ring around what has the focus.'),
  cssProperty('supports', 'The stances in favour.'),
  cssProperty('opposes', 'The stances against.'),
  cssProperty('mixed', 'The mixed stance.'),
  cssProperty('closeness', 'The matrix of agreement.'),
  cssProperty('bar', 'The bars of the count.'),
  cssProperty('track', 'What the bars run in.'),
];

/** The network of an element, which a page may override. */
const REQUEST = {
  kind: 'method',
  name: 'request',
  description: 'Every request that the element makes; a page may override it.',
  parameters: [
    { name: 'url', type: text },
    { name: 'init', type: { text: 'RequestInit' }, optional: true },
  ],
  return: { type: { text: 'Promise<Response>' } },
};

const element = (
  tagName: string,
  name: string,
  description: string,
  attributes: readonly object[],
  events: readonly object[],
  parts: string,
) => ({
  kind: 'class',
  name,
  tagName,
  customElement: true,
  superclass: { name: 'HTMLElement' },
  description,
  attributes: [...SHARED, ...attributes],
  members: [REQUEST],
  events: [...EVENTS, ...events],
  slots: [{ name: '', description: 'Shown until the content is there, and if it never is.' }],
  cssProperties: PROPERTIES,
  cssParts: parts.split(' ').map((part) => ({ name: part })),
});

const ELEMENTS = [
  element(
    'stance-comparison',
    'StanceComparison',
    'Who stands where, side by side.',
    [
      attribute('actors', 'Ids of actors to show, comma-separated; all otherwise.'),
      attribute('topics', 'Ids of topics to show, comma-separated; all otherwise.'),
    ],
    [],
    'standpoint comparison picker actor topic proposition position stance quotations quotation agreement matrix',
  ),
  element(
    'outcome-poll',
    'OutcomePoll',
    'What readers think will happen.',
    [attribute('poll', 'The poll’s id.')],
    [
      event('vote', 'A vote was counted. `detail`: `{ article, poll, outcome, receipt }`.'),
      event('withdraw', 'A vote was taken back. `detail`: `{ article, poll }`.'),
    ],
    'standpoint poll question form outcome button results result bar history method decision receipt promise',
  ),
];

/** The elements for editors' tools: https://github.com/webcomponents/custom-elements-manifest */
export const MANIFEST = {
  schemaVersion: '1.0.0',
  modules: [
    {
      kind: 'javascript-module',
      path: 'widget.js',
      declarations: ELEMENTS,
      exports: ELEMENTS.map(({ name, tagName }) => ({
        kind: 'custom-element-definition',
        name: tagName,
        declaration: { name },
      })),
    },
  ],
};
