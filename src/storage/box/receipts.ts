import { fromBase64Url, hmacKey, toHex } from '../../crypto.ts';

/** Bytes of a receipt: 128 bits, so that two voters never share one. */
const RECEIPT_BYTES = 16;
const encoder = new TextEncoder();

/** Turns voters' ids into receipts: HMAC(poll key, id), in hexadecimal. */
export class Receipts {
  readonly #secret: string;
  #key: Promise<CryptoKey> | undefined;

  /** `secret` is the poll's, in base64url. */
  constructor(secret: string) {
    this.#secret = secret;
  }

  async of(voter: string): Promise<string> {
    this.#key ??= hmacKey(fromBase64Url(this.#secret));
    const mac = await crypto.subtle.sign('HMAC', await this.#key, encoder.encode(voter));
    return toHex(new Uint8Array(mac, 0, RECEIPT_BYTES));
  }
}
