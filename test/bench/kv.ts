/**
 * What stands behind workerd's KV binding here: it asks by path, for one key or, at `/`, for a list
 * (query `prefix`, `key_count_limit`, `cursor`), and sends metadata in a header.
 */
const METADATA = 'CF-KV-Metadata';
const values = new Map<string, { bytes: ArrayBuffer; metadata: string | null }>();

function list(parameters: URLSearchParams): Response {
  const prefix = parameters.get('prefix') ?? '';
  const limit = Number(parameters.get('key_count_limit') ?? 1_000);
  const after = parameters.get('cursor') ?? '';
  const found = [...values]
    .filter(([name]) => name.startsWith(prefix) && name > after)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const keys = found.slice(0, limit).map(([name, { metadata }]) => ({ name, metadata }));
  const done = found.length <= limit;
  return Response.json({
    keys,
    list_complete: done,
    ...(done ? {} : { cursor: keys.at(-1)?.name }),
  });
}

export default {
  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const key = decodeURIComponent(url.pathname.slice(1));
    if (request.method === 'PUT') {
      values.set(key, {
        bytes: await request.arrayBuffer(),
        metadata: request.headers.get(METADATA),
      });
      return new Response();
    }
    if (key === '') return list(url.searchParams);
    const value = values.get(key);
    if (value === undefined) return new Response('Not Found', { status: 404 });
    return new Response(
      value.bytes,
      value.metadata === null ? {} : { headers: { [METADATA]: value.metadata } },
    );
  },
};
