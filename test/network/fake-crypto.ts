import { createHash, createHmac } from 'node:crypto';
import type { Draws } from './random.ts';

const buffer = (bytes: Buffer): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

/** The part of Web Crypto that objects use, without threads and with the seed's chance. */
export const fakeCrypto = (draws: Draws) => ({
  getRandomValues: (bytes: Uint8Array) => {
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = Math.floor(draws.of('random') * 256);
    return bytes;
  },
  subtle: {
    importKey: async (_format: string, secret: Uint8Array) => secret,
    sign: async (_name: string, secret: Uint8Array, text: Uint8Array) =>
      buffer(createHmac('sha256', secret).update(text).digest()),
    digest: async (_name: string, text: Uint8Array) =>
      buffer(createHash('sha256').update(text).digest()),
  },
});
