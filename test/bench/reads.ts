import { wire } from './client.ts';
import { articleOf } from '../arbitrary.ts';
import { load, type Sample } from './load.ts';
import { inTurn, ratio } from './ratio.ts';
import type { Settings } from './settings.ts';
import { figures, type Row } from './table.ts';
import { publishAll, realArticle, type Targets } from './targets.ts';
import type { Workerd } from './workerd.ts';

/** Comparisons against a handler that sends the same bytes without doing anything for them. */
export async function reads(targets: Targets, settings: Settings): Promise<Row[]> {
  const real = await realArticle();
  const large = articleOf(30, 40, () => 'supports-with-conditions');
  const service = await targets.service();
  await publishAll(service, [real, large]);

  const read = (workerd: Workerd, path: string, etag?: string) => (): Promise<Sample> => {
    const headers = etag === undefined ? {} : { 'If-None-Match': etag };
    const request = wire(workerd.origin, 'GET', path, headers);
    const { origin } = workerd;
    const expect = [etag === undefined ? 200 : 304];
    return load({ ...settings, origin, expect, next: () => request });
  };
  const compare = async (what: string, path: string, aim: number, conditional = false) => {
    const url = new URL(path, service.origin);
    const full = await fetch(url);
    if (!full.ok) throw new Error(`${path}: ${full.status}`);
    const body = new Uint8Array(await full.arrayBuffer());
    const etag = conditional ? (full.headers.get('ETag') ?? undefined) : undefined;
    const answer =
      etag === undefined ? full : await fetch(url, { headers: { 'If-None-Match': etag } });
    const { 'content-length': _, ...headers } = Object.fromEntries(answer.headers);
    const vars = { HEADERS: JSON.stringify(headers) };
    const bare = await targets.baseline(
      'bare',
      conditional ? { vars } : { data: { BODY: body }, vars },
    );
    const samples = await inTurn(settings.rounds, {
      service: read(service, path, etag),
      bare: read(bare, path, etag),
    });
    return {
      what: `${what}, ${conditional ? 'empty' : `${body.byteLength.toLocaleString('en-GB')} bytes`}`,
      measured: figures(samples.service),
      baseline: figures(samples.bare, 'bare handler'),
      ratio: ratio(samples.service, samples.bare),
      aim: ['≥', aim],
    } satisfies Row;
  };

  const path = (id: string) => `/v1/articles/${id}/comparison`;
  return [
    await compare('Comparison', path(real.id), 0.8),
    await compare('Comparison, If-None-Match: 304', path(real.id), 0.9, true),
    await compare('Comparison of 30 actors × 40 propositions', path(large.id), 0.7),
  ];
}
