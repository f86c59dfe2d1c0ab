/** One Worker for workerd: its bundle and what is bound to it. */
export interface WorkerSpec {
  /** The bundled module's file. */
  readonly script: string;
  readonly compatibilityDate: string;
  readonly compatibilityFlags?: readonly string[];
  readonly durableObjects?: readonly { readonly binding: string; readonly className: string }[];
  readonly vars?: Readonly<Record<string, string>>;
  /** Bound as an ArrayBuffer, by the name of the binding. */
  readonly data?: Readonly<Record<string, Uint8Array>>;
  /** The name of the KV binding. */
  readonly kv?: string;
}

/** Files beside the configuration, named here because the configuration embeds them. */
export const FILES = { main: 'main.js', kv: 'kv.js', data: (name: string) => `${name}.bin` };
/** The folder of the objects' SQLite files, below the data folder. */
export const OBJECTS = 'objects';

// Cap'n Proto's text literals escape as JSON's do, for the ASCII that is used here.
const text = (value: string) => JSON.stringify(value);

/**
 * Words a configuration for the workerd binary. It needs spaces around `=` (`worker = .main`),
 * `embed` is relative to the configuration file, and port 0 is told through the control pipe.
 */
export function configuration(spec: WorkerSpec, dataFolder: string): string {
  const objects = spec.durableObjects ?? [];
  const bindings = [
    ...objects.map(
      ({ binding, className }) =>
        `(name = ${text(binding)}, durableObjectNamespace = (className = ${text(className)}))`,
    ),
    ...Object.entries(spec.vars ?? {}).map(
      ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
    ),
    ...Object.keys(spec.data ?? {}).map(
      (name) => `(name = ${text(name)}, data = embed ${text(FILES.data(name))})`,
    ),
    ...(spec.kv === undefined ? [] : [`(name = ${text(spec.kv)}, kvNamespace = "kv")`]),
  ];
  // Objects stay in memory between loads: waking is measured by restarting, where it is wanted.
  const namespaces = objects.map(
    ({ className }) =>
      `(className = ${text(className)}, uniqueKey = ${text(`bench-${className}`)}, enableSql = true, preventEviction = true)`,
  );
  const flags = (spec.compatibilityFlags ?? []).map(text);
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "kv", worker = .kv),
    (name = "disk", disk = (path = ${text(dataFolder)}, writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);

const main :Workerd.Worker = (
  modules = [(name = "main.js", esModule = embed "${FILES.main}")],
  compatibilityDate = ${text(spec.compatibilityDate)},
  compatibilityFlags = [${flags.join(', ')}],
  bindings = [${bindings.join(',\n    ')}],
  durableObjectNamespaces = [${namespaces.join(',\n    ')}],
  durableObjectStorage = (localDisk = "disk"),
);

const kv :Workerd.Worker = (
  modules = [(name = "kv.js", esModule = embed "${FILES.kv}")],
  compatibilityDate = ${text(spec.compatibilityDate)},
);
`;
}
