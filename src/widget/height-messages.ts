/** WordPress gives a frame ten letters in its address, and takes no message without them. */
export const secretOf = (hash: string): string | null =>
  /[#?&]secret=([a-zA-Z0-9]+)/.exec(hash)?.[1] ?? null;

/** A height in CSS pixels, said in each way that pages understand. */
export function heightMessages(height: number, article: string, secret: string | null): object[] {
  return [
    { type: 'standpoint-height', height },
    { 'datawrapper-height': { [article]: height } },
    { sentinel: 'amp', type: 'embed-size', height },
    ...(secret === null ? [] : [{ message: 'height', value: height, secret }]),
  ];
}
