import * as v from 'valibot';
import { about, hash, time } from './fields.ts';

/**
 * Who says that the quotations are in the article: this service, which has read the text, or an
 * editor, whose own tool has.
 */
export const VerificationSchema = v.strictObject({
  by: v.pipe(v.picklist(['service', 'editor']), about('By', 'Who found the quotations.')),
  at: v.pipe(time, about('At', 'When they were found, or the editor said so.')),
  sha256: v.pipe(hash, about('Hash of the text', 'SHA-256 of the text they were found in.')),
});
export type Verification = v.InferOutput<typeof VerificationSchema>;
