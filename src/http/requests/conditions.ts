import type { Precondition, Versions } from '../../domain/precondition.ts';

/** An entity tag (RFC 9110, section 8.8.3): its opaque part, and whether it is weak. */
interface EntityTag {
  readonly opaque: string;
  readonly weak: boolean;
}

/** Reads `If-Match` or `If-None-Match`; what is no entity tag is left out. */
function entityTags(header: string): '*' | EntityTag[] {
  if (header.trim() === '*') return '*';
  return Array.from(header.matchAll(/(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g), (tag) => ({
    weak: tag[1] !== undefined,
    opaque: tag[2] ?? '',
  }));
}

/** Whether `If-None-Match` names what has the strong tag `"etag"`; it compares weakly (13.1.2). */
export function namesWeakly(header: string, etag: string): boolean {
  if (header === `"${etag}"`) return true;
  const tags = entityTags(header);
  return tags === '*' || tags.some(({ opaque }) => opaque === etag);
}

/** What a request demands of what it changes. A weak tag is strongly the same as none (13.1.1). */
export function preconditionOf(headers: Headers): Precondition {
  const [match, noneMatch] = [headers.get('If-Match'), headers.get('If-None-Match')];
  return {
    ...(match !== null && { match: versionsOf(match, ({ weak }) => !weak) }),
    ...(noneMatch !== null && { noneMatch: versionsOf(noneMatch, () => true) }),
  };
}

function versionsOf(header: string, compares: (tag: EntityTag) => boolean): Versions {
  const tags = entityTags(header);
  if (tags === '*') return { tag: 'any' };
  return { tag: 'these', versions: tags.filter(compares).map(({ opaque }) => opaque) };
}
