import { Shell } from './shell.ts';

/** `<outcome-poll article poll lang theme service>` */
export class OutcomePoll extends Shell {
  get source(): string {
    return `articles/${this.article}/polls/${encodeURIComponent(this.getAttribute('poll') ?? '')}.html`;
  }
}
