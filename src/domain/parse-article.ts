import * as v from 'valibot';
import { type Article, WrittenArticleSchema } from './article.ts';
import { MAX_DEPTH, MAX_FAULTS, MAX_PROPOSITIONS } from './limits.ts';
import { type ArticleFault, fail, ok, type Result } from './problem.ts';

/** A Durable Object's id in hexadecimal; a slug of this form would be taken for one. */
const OBJECT_ID = /^[0-9a-f]{64}$/;

/**
 * Reads an article for publication from JSON that anyone may have written.
 *
 * Answers `invalid-article` with every fault found, each with its path (of a list that has a thousand,
 * those): first those of shape, and
 * where the shape is right those between the parts (unknown ids, duplicates, missing evidence) and
 * quotations that have not been verified.
 */
export function parseArticle(input: unknown): Result<Article> {
  const draft = parseDraft(input);
  if (!draft.ok) return draft;
  const faults = unverified(draft.value);
  return faults.length > 0 ? fail({ tag: 'invalid-article', faults }) : draft;
}

/** Reads an article whose quotations may still wait to be verified; otherwise as `parseArticle`. */
export function parseDraft(input: unknown): Result<Article> {
  const objectIds = looksLikeObjectId(input);
  const parsed = v.safeParse(WrittenArticleSchema, input);
  if (!parsed.success) {
    const faults = parsed.issues.map(
      (issue): ArticleFault => ({
        kind: 'schema',
        path: pathOf(issue.path),
        message: issue.message,
      }),
    );
    return fail({ tag: 'invalid-article', faults: [...objectIds, ...faults] });
  }
  const faults = [...objectIds, ...crossReferences(parsed.output)];
  return faults.length > 0 ? fail({ tag: 'invalid-article', faults }) : ok(parsed.output);
}

function pathOf(path: readonly { readonly key?: unknown }[] | undefined): string {
  return (path ?? []).reduce<string>((out, { key }) => {
    if (typeof key === 'number') return `${out}[${key}]`;
    return out === '' ? String(key) : `${out}.${String(key)}`;
  }, '');
}

/** Finds ids with the form of an object id as deep as anything is read, whatever else is wrong. */
function looksLikeObjectId(input: unknown): ArticleFault[] {
  const message = 'looks like the 64 hexadecimal digits of a Durable Object id';
  const faults: ArticleFault[] = [];
  const path: { key: string | number }[] = [];
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null || path.length === MAX_DEPTH) return;
    for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
      if (faults.length === MAX_FAULTS) return;
      path.push({ key: Array.isArray(value) ? Number(name) : name });
      if (name === 'id' && typeof inner === 'string' && OBJECT_ID.test(inner)) {
        faults.push({ kind: 'id-looks-like-object-id', path: pathOf(path), message });
      } else visit(inner);
      path.pop();
    }
  };
  visit(input);
  return faults;
}

function unverified({ source, positions }: Article): ArticleFault[] {
  const message = 'has not been verified against the source; `articles check --source` does that';
  const faults = positions.flatMap(({ evidence }, p) =>
    evidence.flatMap(({ verified }, e): ArticleFault[] => {
      const path = `positions[${p}].evidence[${e}].verified`;
      return verified === undefined ? [{ kind: 'unverified', path, message }] : [];
    }),
  );
  if (positions.length > 0 && source?.sha256 === undefined) {
    faults.push({ kind: 'unverified', path: 'source.sha256', message });
  }
  return faults;
}

function crossReferences(article: Article): ArticleFault[] {
  const faults: ArticleFault[] = [];
  const fault = (kind: ArticleFault['kind'], path: string, message: string) => {
    faults.push({ kind, path, message });
  };
  const unique = (entries: readonly { readonly path: string; readonly id: string }[]) => {
    const first = new Map<string, string>();
    for (const { path, id } of entries) {
      const earlier = first.get(id);
      if (earlier === undefined) first.set(id, path);
      else fault('duplicate', path, `“${id}” is already used at ${earlier}`);
    }
    return new Set(first.keys());
  };

  const actors = unique(article.actors.map(({ id }, i) => ({ path: `actors[${i}].id`, id })));
  unique(article.topics.map(({ id }, i) => ({ path: `topics[${i}].id`, id })));
  const propositions = unique(
    article.topics.flatMap((topic, t) =>
      topic.propositions.map(({ id }, p) => ({ path: `topics[${t}].propositions[${p}].id`, id })),
    ),
  );
  if (propositions.size > MAX_PROPOSITIONS) {
    fault('too-many', 'topics', `must have at most ${MAX_PROPOSITIONS} propositions in all`);
  }

  const positions = unique(
    article.positions.map(({ actor, proposition }, i) => ({
      path: `positions[${i}]`,
      id: `${actor}/${proposition}`,
    })),
  );
  article.positions.forEach((position, i) => {
    const path = `positions[${i}]`;
    if (!actors.has(position.actor)) {
      fault('unknown-actor', `${path}.actor`, `no actor “${position.actor}”`);
    }
    if (!propositions.has(position.proposition)) {
      const message = `no proposition “${position.proposition}”`;
      fault('unknown-proposition', `${path}.proposition`, message);
    }
    if (position.evidence.length === 0) {
      fault('evidence-missing', `${path}.evidence`, 'a position needs at least one quotation');
    }
    if (position.stance.endsWith('-with-conditions') && position.conditions === undefined) {
      fault('conditions-missing', `${path}.conditions`, 'this stance must name its conditions');
    }
  });

  unique(article.polls.map(({ id }, i) => ({ path: `polls[${i}].id`, id })));
  article.polls.forEach((poll, i) => {
    const path = `polls[${i}]`;
    unique(poll.outcomes.map(({ id }, o) => ({ path: `${path}.outcomes[${o}].id`, id })));
    poll.outcomes.forEach((outcome, o) => {
      outcome.restsOn.forEach((reference, r) => {
        if (!positions.has(reference)) {
          const at = `${path}.outcomes[${o}].restsOn[${r}]`;
          fault('unknown-position', at, `no position “${reference}” in this article`);
        }
      });
    });
    if (poll.opens !== undefined && Date.parse(poll.opens) >= Date.parse(poll.closes)) {
      fault('schema', `${path}.opens`, 'must be before the poll closes');
    }
  });
  return faults;
}
