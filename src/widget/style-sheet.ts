import { type Request, succeed } from './request.ts';

const sheets = new Map<string, Promise<CSSStyleSheet>>();

/** Adopts the renderer's style sheet, fetched once for all elements of the page. */
export async function adoptStyle(root: ShadowRoot, service: string, request: Request) {
  let sheet = sheets.get(service);
  if (sheet === undefined) {
    sheet = request(`${service}/standpoint.css`)
      .then(succeed)
      .then((answer) => answer.text())
      .then((text) => new CSSStyleSheet().replace(text));
    sheets.set(service, sheet);
    sheet.catch(() => sheets.delete(service));
  }
  const made = await sheet;
  if (!root.adoptedStyleSheets.includes(made)) root.adoptedStyleSheets.unshift(made);
}
