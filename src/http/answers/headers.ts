/**
 * What every answer carries: anyone may read it, nobody guesses its type. One object a response and
 * no middleware: on the hottest path each of those costs more than the comparison.
 */
export const EVERYWHERE = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'Age, Allow, ETag, RateLimit, Retry-After, Standpoint-Voter, WWW-Authenticate',
  'X-Content-Type-Options': 'nosniff',
} as const;
