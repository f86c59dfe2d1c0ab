/** Tells the page around what happened, as `standpoint:<what>`. */
export const say = (host: EventTarget, what: string, detail: object): boolean =>
  host.dispatchEvent(
    new CustomEvent(`standpoint:${what}`, { detail, bubbles: true, composed: true }),
  );
