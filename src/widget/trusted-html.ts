const SVG = 'http://www.w3.org/2000/svg';

/** Every element and attribute that the renderer makes; nothing else gets into a page. */
const ELEMENTS =
  'a b blockquote button caption code details div em fieldset figcaption figure footer form h1 h2 h3 h4 input label legend li main noscript option p pre section select small span summary table tbody td th thead time tr ul'.split(
    ' ',
  );
const DRAWN = ['svg', 'path', 'rect', 'polyline'];
const ATTRIBUTES =
  'action aria-hidden aria-label aria-labelledby autocomplete checked class colspan d data-bounds data-challenge data-reveal data-shows data-told data-version data-votes datetime dir formnovalidate height hidden href id lang method name part points preserveAspectRatio rel required role scope selected tabindex type value viewBox width'.split(
    ' ',
  );

interface Sanitizing {
  setHTML?(html: string, options: object): void;
}
interface Policy {
  createHTML(html: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | undefined;

/** The service's HTML as nodes. The Sanitizer API sees to it, or the same lists do by hand. */
export function parse(html: string): DocumentFragment {
  const template = document.createElement('template');
  const { content } = template;
  if ('setHTML' in template) {
    (template as Sanitizing).setHTML?.(html, {
      sanitizer: {
        elements: [...ELEMENTS, ...DRAWN.map((name) => ({ name, namespace: SVG }))],
        attributes: ATTRIBUTES,
      },
    });
    return content;
  }
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const rules: Policy = { createHTML: (text) => text };
  policy ??= trustedTypes?.createPolicy('standpoint', rules) ?? rules;
  // A template is inert: nothing in it loads or runs before the lists have been gone through.
  (template as { innerHTML: unknown }).innerHTML = policy.createHTML(html);
  for (const element of content.querySelectorAll('*')) {
    if (![...ELEMENTS, ...DRAWN].includes(element.localName)) element.remove();
    for (const name of element.getAttributeNames()) {
      const value = element.getAttribute(name) ?? '';
      const script = /^(href|action)$/.test(name) && !/^(https?:|[/#])/.test(value);
      if (script || !ATTRIBUTES.includes(name)) element.removeAttribute(name);
    }
  }
  return content;
}
