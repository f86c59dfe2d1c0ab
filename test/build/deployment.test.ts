import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';

/** What of wrangler.toml is held here; wrangler's own type of it does not resolve. */
interface Deployment {
  readonly name: string;
  readonly upload_source_maps: boolean;
  readonly kv_namespaces: readonly { readonly binding: string; readonly id?: string }[];
  readonly durable_objects: {
    readonly bindings: readonly { readonly name: string; readonly class_name: string }[];
  };
  readonly ratelimits: readonly {
    readonly name: string;
    readonly namespace_id: string;
    readonly simple: { readonly limit: number; readonly period: number };
  }[];
  readonly migrations: readonly unknown[];
  readonly assets: unknown;
  readonly observability: unknown;
  readonly cache: unknown;
}
const config = resolve(import.meta.dirname, '../../wrangler.toml');
const production = unstable_readConfig({ config, env: '' }) as unknown as Deployment;
const staging = unstable_readConfig({ config, env: 'staging' }) as unknown as Deployment;

test.each([
  ['production', production],
  ['staging', staging],
])('the source maps of %s are uploaded', (_, { upload_source_maps: uploaded }) => {
  expect(uploaded).toBe(true);
});

describe('staging', () => {
  test('is another Worker that is bound to the same kinds of things', () => {
    expect(staging.name).not.toBe(production.name);
    const kinds = ({ kv_namespaces, durable_objects, ratelimits, ...rest }: Deployment) => ({
      kv: kv_namespaces.map(({ binding }) => binding),
      objects: durable_objects.bindings.map(({ name, class_name }) => [name, class_name]),
      limits: ratelimits.map(({ name, simple }) => [name, simple]),
      shared: [rest.migrations, rest.assets, rest.observability, rest.cache],
    });
    expect(kinds(staging)).toEqual(kinds(production));
  });

  test('shares no counter and no namespace with production', () => {
    const ids = [production, staging].flatMap(({ ratelimits, kv_namespaces }) => [
      ...ratelimits.map(({ namespace_id }) => namespace_id),
      ...kv_namespaces.flatMap(({ id }) => id ?? []),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
