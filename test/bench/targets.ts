import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { unstable_readConfig } from 'wrangler';
import { readArticles } from '../../src/cli/data.ts';
import { send } from '../../src/cli/publish.ts';
import type { Article } from '../../src/domain/article.ts';
import { parseArticle } from '../../src/domain/parse-article.ts';
import type { Poll } from './ballots.ts';
import { bundle, bundleFolder, PROJECT } from './build.ts';
import type { WorkerSpec } from './capnp.ts';
import { Workerd } from './workerd.ts';

/** What of wrangler.toml is needed here; wrangler's own type of it does not resolve. */
interface ProjectSettings {
  readonly compatibility_date: string;
  readonly compatibility_flags: readonly string[];
  readonly durable_objects: {
    readonly bindings: readonly { readonly name: string; readonly class_name: string }[];
  };
}
const project = unstable_readConfig({ config: PROJECT }) as ProjectSettings;
const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } = project;

/** The token of this run's editor, who publishes what was verified elsewhere. */
export const EDITOR_TOKEN = randomBytes(24).toString('base64url');
const TOKEN_HASH = createHash('sha256').update(EDITOR_TOKEN).digest('hex');
/** The key that signs the voter tokens of this run. */
export const VOTER_KEYS = `bench:${randomBytes(32).toString('base64url')}`;

/** Makes processes to measure, and removes every one of them at the end. */
export class Targets {
  readonly #folder = bundleFolder();
  readonly #bundles = new Map<string, Promise<string>>();
  readonly #all: Workerd[] = [];

  /** A Worker of test/bench/baselines, perhaps with one class of objects, bound as OBJECT. */
  async baseline(name: string, more: Partial<WorkerSpec> & { object?: string } = {}) {
    const { object, ...spec } = more;
    const script = await this.#bundle(name, { entry: `baselines/${name}.ts` });
    return this.#start({
      script,
      compatibilityDate,
      ...(object === undefined
        ? {}
        : { durableObjects: [{ binding: 'OBJECT', className: object }] }),
      ...spec,
    });
  }

  /** The service, not yet with articles in it; `entry` stands in for src/index.ts. */
  async service(entry?: string): Promise<Workerd> {
    const name = entry?.replaceAll(/\W+/g, '-') ?? 'service';
    return this.#start({
      script: await this.#bundle(name, {
        project: true,
        ...(entry === undefined ? {} : { entry }),
      }),
      compatibilityDate,
      compatibilityFlags,
      durableObjects: project.durable_objects.bindings.map(
        ({ name: binding, class_name: className }) => ({
          binding,
          className,
        }),
      ),
      vars: {
        VOTER_KEYS,
        EDITOR_TOKEN_HASHES: TOKEN_HASH,
        REVIEWED_TOKEN_HASHES: TOKEN_HASH,
      },
      kv: 'POSITIONS',
    });
  }

  async removeAll(): Promise<void> {
    await Promise.all(this.#all.map((workerd) => workerd.remove()));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #bundle(name: string, from: { entry?: string; project?: boolean }): Promise<string> {
    const made = this.#bundles.get(name) ?? bundle(this.#folder, name, from, compatibilityDate);
    this.#bundles.set(name, made);
    return made;
  }

  async #start(spec: WorkerSpec): Promise<Workerd> {
    const workerd = new Workerd(spec, await this.#bundle('kv', { entry: 'kv.ts' }));
    this.#all.push(workerd);
    await workerd.start();
    return workerd;
  }
}

/** Publishes articles as an editor does. KV here forgets when it stops: publish after each start. */
export async function publishAll(service: Workerd, articles: readonly Article[]): Promise<void> {
  for (const article of articles) await send(service.origin, EDITOR_TOKEN, article);
}

/** The first article of data/articles; each of its polls has one box. */
export async function realArticle(): Promise<Article> {
  const [file] = await readArticles();
  const parsed = parseArticle(file?.content);
  if (!parsed.ok) throw new Error(`${file?.name} is not valid`);
  const { polls } = parsed.value;
  return { ...parsed.value, polls: polls.map((poll) => ({ ...poll, boxes: 1 })) };
}

/** One of an article's polls, as the loads vote in it. */
export function pollOf(article: Article, n = 0): Poll & { readonly id: string } {
  const poll = article.polls[n];
  if (poll === undefined) throw new Error(`${article.id} has no poll ${n}`);
  return {
    id: poll.id,
    path: `/v1/articles/${article.id}/polls/${poll.id}`,
    outcomes: poll.outcomes.map(({ id }) => id),
  };
}
