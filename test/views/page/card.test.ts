import { expect, test } from 'vitest';
import { compare } from '../../../src/domain/comparison.ts';
import { toHex } from '../../../src/crypto.ts';
import { drawCard, DRAWING } from '../../../src/views/page/card.ts';
import { articleOf, STANCES } from '../../arbitrary.ts';

test('a changed drawing has another number, since caches know it by that', async () => {
  const every = [...STANCES, null];
  const article = articleOf(3, 4, (actor, row) => every[(actor + row * 3) % every.length] ?? null);
  const compared = compare({ article, version: '1' });
  if (!compared.ok) throw new Error('the article can be compared');
  const { pixels, palette, width, height } = drawCard(compared.value);
  const picture = new Blob([pixels, JSON.stringify([palette, width, height])]);
  const digest = await crypto.subtle.digest('SHA-256', await picture.arrayBuffer());
  // Where this fails the card is drawn in another way: count DRAWING up, and write down the new hash.
  expect([DRAWING, toHex(new Uint8Array(digest))]).toEqual([
    1,
    'fb2aa7ebe287f25c066e51de48622f6ba8323a03fa5980c3b750d63af2755cc5',
  ]);
});
