import { type Method, methodOf } from '../../domain/method.ts';
import { fill, type I18n } from '../i18n.ts';
import { Sentence, Time } from '../sentence.tsx';
import type { PollProps } from './props.ts';

const methodOfPoll = ({ poll, standings, history, closed }: PollProps): Method =>
  methodOf(poll, standings, history?.snapshots.find(({ total }) => total > 0)?.at ?? null, closed);

/** Under a result: how many votes, from when to when, and that they stand for nobody else. */
export function MethodNote(props: PollProps) {
  const { standings, i18n } = props;
  const { poll: words } = i18n.words;
  const { votes, from, until } = methodOfPoll(props);
  return (
    <p class="note" part="method">
      <Sentence
        text={from === null ? words.method.until : words.method.period}
        parts={{
          votes: <b>{i18n.plural(words.votes, votes ?? 0)}</b>,
          from: <Time at={from ?? until} i18n={i18n} />,
          to: <Time at={until} i18n={i18n} />,
        }}
      />{' '}
      {standings.final && `${words.final} `}
      {!standings.final && standings.state === 'closed' && `${words.adding} `}
      {words.method.sample}
    </p>
  );
}

/** The same as plain text, for what is exported. */
export function methodInWords({ votes, from, until }: Method, i18n: I18n): string {
  const { method, votes: forms } = i18n.words.poll;
  const period = fill(from === null ? method.until : method.period, {
    votes: i18n.plural(forms, votes ?? 0),
    from: i18n.time(from ?? until),
    to: i18n.time(until),
  });
  return `${period} ${method.sample}`;
}
