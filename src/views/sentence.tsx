import type { Child } from 'hono/jsx';
import type { I18n } from './i18n.ts';

/** A text of a catalogue with elements in the places of its `{names}`. */
export function Sentence({
  text,
  parts,
}: {
  text: string;
  parts: Readonly<Record<string, Child>>;
}) {
  return <>{text.split(/\{(\w+)\}/).map((each, i) => (i % 2 === 0 ? each : parts[each]))}</>;
}

/** A time, which a script may put into the reader's own zone. `at` is in ISO 8601. */
export const Time = ({ at, i18n }: { at: string; i18n: I18n }) => (
  <time datetime={at}>{i18n.time(at)}</time>
);
