import { crc32, deflateSync } from 'node:zlib';

/** The icon's width and height in pixels. */
const SIZE = 32;

/** The signs of two stances, one for and one against, in colours that stand on light and on dark. */
const SIGNS = [
  { colour: [31, 138, 150], distance: (x: number, y: number) => Math.hypot(x - 11, y - 11) - 9.5 },
  {
    colour: [200, 90, 46],
    distance: (x: number, y: number) => Math.max(Math.abs(x - 23), Math.abs(y - 23)) - 7.5,
  },
] as const;

/** `/favicon.ico`: a PNG in the form that browsers ask for unasked. */
export function icon(): Uint8Array {
  const png = toPng();
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); // an icon
  head.writeUInt16LE(1, 4); // of one picture
  head.set([SIZE, SIZE], 6);
  head.writeUInt16LE(1, 10); // colour planes
  head.writeUInt16LE(32, 12); // bits a pixel
  head.writeUInt32LE(png.byteLength, 14);
  head.writeUInt32LE(head.byteLength, 18); // where it begins
  return Buffer.concat([head, png]);
}

/** The picture as a PNG (https://www.w3.org/TR/png-3/). */
function toPng(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set([8, 6], 8); // eight bits of red, green, blue and opacity
  const lines = Array.from({ length: SIZE }, (_, y) => [
    0, // the line's filter: none
    ...Array.from({ length: SIZE }, (__, x) => pixel(x + 0.5, y + 0.5)).flat(),
  ]);
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(lines.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function pixel(x: number, y: number): number[] {
  const [nearest = SIGNS[0]] = SIGNS.toSorted((a, b) => a.distance(x, y) - b.distance(x, y));
  const covered = Math.min(1, Math.max(0, 0.5 - nearest.distance(x, y)));
  return [...nearest.colour, Math.round(255 * covered)];
}

function chunk(type: string, data: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(content.byteLength + 8);
  bytes.writeUInt32BE(data.byteLength, 0);
  bytes.set(content, 4);
  bytes.writeUInt32BE(crc32(content), 4 + content.byteLength);
  return bytes;
}
