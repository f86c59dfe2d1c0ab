/**
 * The loader, `/widget.js`: defines `<stance-comparison>` and `<outcome-poll>`, holds their places,
 * and fetches the rest when one of them comes near the window.
 */
import { OutcomePoll } from './poll-element.ts';
import { StanceComparison } from './comparison-element.ts';
import { register } from './register.ts';

register({ 'stance-comparison': StanceComparison, 'outcome-poll': OutcomePoll });
