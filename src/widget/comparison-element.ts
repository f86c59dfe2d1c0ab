import { Shell } from './shell.ts';

/** `<stance-comparison article actors topics lang theme service>` */
export class StanceComparison extends Shell {
  get source(): string {
    return `articles/${this.article}/comparison.html`;
  }
}
