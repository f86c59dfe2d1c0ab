import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Response } from 'miniflare';
import type { Settings } from '../../src/config.ts';
import { bundleWorker } from '../../src/cli/local/bundle.ts';
import { readBound, runWorker } from '../../src/cli/local/runtime.ts';
import { ROOT } from '../local-service.ts';

/** What Cloudflare says of a challenge's token: the whole JSON, or `null` where it does not answer. */
type Verdict = (token: string) => object | null;

/** A service that sets new voters a challenge. */
export interface ChallengedService {
  readonly origin: string;
  /** Who asks Cloudflare is answered by this. */
  verdict: Verdict;
  readonly stop: () => Promise<void>;
}

/** Runs the service with a challenge set. Whatever it asks of the network is answered here. */
export async function startChallenged(article: {
  readonly id: string;
}): Promise<ChallengedService> {
  const folder = mkdtempSync(join(tmpdir(), 'standpoint-challenged-'));
  const editorToken = randomBytes(24).toString('base64url');
  const settings: Settings = {
    VOTER_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
    EDITOR_TOKEN_HASHES: createHash('sha256').update(editorToken).digest('hex'),
    TURNSTILE_SECRET: 'secret',
    TURNSTILE_SITE_KEY: 'site-key',
  };
  const service = { verdict: (() => null) as Verdict };
  const run = runWorker({
    bundle: await bundleWorker(ROOT, folder),
    bound: {
      ...(await readBound(ROOT)),
      outboundService: async (request) => {
        const form = new URLSearchParams(await request.text());
        const answer = service.verdict(form.get('response') ?? '');
        return answer === null ? new Response('', { status: 502 }) : Response.json(answer);
      },
    },
    settings,
    store: join(folder, 'store'),
    scratch: folder,
    onError: (text) => console.error(text),
    onEnd: () => undefined,
  });
  const { port } = await run.listen('localhost', 0);
  const origin = `http://localhost:${port}`;
  const published = await fetch(`${origin}/v1/articles/${article.id}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${editorToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(article),
  });
  if (!published.ok) throw new Error(await published.text());
  return Object.assign(service, {
    origin,
    stop: async () => {
      await run.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
