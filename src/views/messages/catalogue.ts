import type { Evidence, Stance } from '../../domain/article.ts';
import type { PollState } from '../../domain/standings.ts';

/** A wording for each plural category that the language has (CLDR); `{n}` is the number. */
type Plural<Category extends Intl.LDMLPluralRule> = Readonly<Record<Category, string>>;

/**
 * Every word of the interface in one language, whose plural categories are `Category`. A missing
 * key or category does not compile. `{names}` in braces are filled in; every language has the same.
 */
export interface Catalogue<Category extends Intl.LDMLPluralRule> {
  readonly comparison: {
    readonly title: string;
    readonly proposition: string;
    readonly stance: Readonly<Record<Stance, string>>;
    readonly notStated: string;
    readonly condition: string;
    readonly quotations: Plural<Category>;
    readonly attribution: Readonly<Record<Evidence['attribution'], string>>;
    readonly verified: Readonly<Record<NonNullable<Evidence['verified']>, string>>;
    readonly readInArticle: string;
    readonly translatedBy: string;
    readonly first: string;
    readonly second: string;
    readonly signs: string;
  };
  readonly agreement: {
    readonly title: string;
    readonly note: string;
    readonly shared: string;
    readonly nothingShared: string;
    readonly pair: string;
    readonly pairs: string;
    readonly silentPairs: Plural<Category>;
    readonly otherPairs: string;
    readonly term: string;
    readonly sameSide: string;
    readonly apart: string;
    readonly only: string;
  };
  readonly poll: {
    readonly title: string;
    readonly asks: { readonly expectation: string; readonly preference: string };
    readonly state: Readonly<Record<PollState, string>>;
    readonly vote: string;
    readonly change: string;
    readonly changeOrWithdraw: string;
    readonly withdraw: string;
    readonly newTab: string;
    readonly failed: string;
    readonly thisPageOnly: string;
    readonly wait: string;
    readonly notKept: string;
    readonly unseen: string;
    readonly notHere: string;
    readonly ownPage: string;
    readonly choice: string;
    readonly back: string;
    /** What a reader of a frame without scripts is asked on a page of its own. */
    readonly confirm: { readonly title: string; readonly note: string };
    readonly challenge: {
      readonly title: string;
      readonly why: string;
      readonly blocked: string;
      readonly noScript: string;
      readonly failed: string;
      readonly unavailable: string;
    };
    readonly restsOn: string;
    readonly countSoFar: string;
    readonly votes: Plural<Category>;
    /** Less than 1 %, more than 99 %. */
    readonly less: string;
    readonly more: string;
    /** What the press code asks of a poll that is printed. */
    readonly method: {
      readonly period: string;
      readonly until: string;
      readonly sample: string;
    };
    readonly yours: string;
    readonly receipt: string;
    readonly receiptNote: string;
    readonly promise: string;
    readonly rule: string;
    readonly opens: string;
    readonly closes: string;
    readonly closed: string;
    readonly hidden: { readonly 'after-vote': string; readonly 'after-close': string };
    readonly missing: string;
    readonly adding: string;
    readonly final: string;
    readonly decided: string;
    readonly decidedAt: string;
    readonly evidence: string;
    readonly voided: string;
    readonly history: string;
    readonly line: string;
    readonly time: string;
    readonly total: string;
    readonly outcome: string;
    readonly votesCast: string;
    readonly share: string;
  };
  readonly page: {
    readonly tagline: string;
    readonly noArticles: string;
    readonly languages: string;
    readonly editorTitle: string;
    readonly source: string;
    readonly wholePage: string;
    readonly card: string;
  };
  readonly embed: {
    readonly title: string;
    readonly note: string;
    readonly show: string;
    readonly theme: string;
    readonly themes: { readonly auto: string; readonly light: string; readonly dark: string };
    readonly actors: string;
    readonly topics: string;
    readonly update: string;
    readonly preview: string;
    readonly script: string;
    readonly frame: string;
    readonly wordpress: string;
    readonly wordpressNote: string;
  };
  readonly problem: {
    readonly kinds: Readonly<Record<ProblemKind, ProblemWords>>;
    readonly comparisons: string;
    readonly article: string;
    readonly reference: string;
  };
}

/** The problems that people are told apart; programs are told more (domain/problem.ts). */
export type ProblemKind =
  | 'nothing'
  | 'article'
  | 'poll'
  | 'ballot'
  | 'waiting'
  | 'closed'
  | 'vote'
  | 'access'
  | 'request'
  | 'limited'
  | 'busy'
  | 'unconfirmed'
  | 'unreadable'
  | 'unready'
  | 'fault';

interface ProblemWords {
  readonly title: string;
  /** What happened. */
  readonly happened: string;
  /** What to do about it. */
  readonly advice: string;
}

/** A catalogue as the views read it; `other` is the category that every language has. */
export type Messages = Catalogue<'other'>;
