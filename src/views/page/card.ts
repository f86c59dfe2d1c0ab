import type { Stance } from '../../domain/article.ts';
import type { Comparison } from '../../domain/comparison.ts';

/** The size that sites which show a link's image ask for, in pixels. */
const CARD = { width: 1200, height: 630 } as const;

/** Part of the card's ETag: it changes when the same positions are drawn in another way. */
export const DRAWING = 1;

/** Steps between the ground and a full colour, for smooth edges. */
const STEPS = 8;
const GROUND = [255, 255, 255] as const;
type Tone = readonly [red: number, green: number, blue: number];
const TONES: readonly Tone[] = [
  [11, 102, 112], // supports
  [105, 80, 143], // mixed
  [166, 61, 23], // opposes
  [190, 195, 203], // silence
];
const SILENCE = 3;
/** Pixels left free around the grid. */
const MARGIN = 45;

/** A picture of palette indices, one byte a pixel, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly palette: readonly Tone[];
  readonly pixels: Uint8Array;
}

interface Shape {
  readonly tone: number;
  /** The distance of (x, y) to the shape of this radius, negative inside, in pixels. */
  readonly distance: (x: number, y: number, radius: number) => number;
}

const circle = (x: number, y: number, r: number) => Math.hypot(x, y) - r;
const square = (x: number, y: number, r: number) => Math.max(Math.abs(x), Math.abs(y)) - r * 0.9;
const diamond = (x: number, y: number, r: number) => (Math.abs(x) + Math.abs(y) - r * 1.15) * 0.7;
/** The outline alone, with what is below the middle filled. */
const half = (shape: Shape['distance']) => (x: number, y: number, r: number) => {
  const edge = shape(x, y, r);
  const line = Math.max(edge, -edge - r * 0.22);
  return Math.min(line, Math.max(edge, -y));
};
const dash = (x: number, y: number, r: number) =>
  Math.max(Math.abs(x) - r * 0.45, Math.abs(y) - Math.max(1, r * 0.09));

const SHAPES: Readonly<Record<Stance, Shape>> = {
  supports: { tone: 0, distance: circle },
  'supports-with-conditions': { tone: 0, distance: half(circle) },
  mixed: { tone: 1, distance: diamond },
  'opposes-with-conditions': { tone: 2, distance: half(square) },
  opposes: { tone: 2, distance: square },
};

/** The comparison's signs as a grid: a row for each proposition, a column for each actor. No words. */
export function drawCard({ actors, topics }: Comparison): Picture {
  const { width, height } = CARD;
  const pixels = new Uint8Array(width * height);
  const rows = topics.flatMap(({ propositions }) => propositions);
  const step = {
    x: (width - 2 * MARGIN) / actors.length,
    y: (height - 2 * MARGIN) / rows.length,
  };
  const radius = Math.min(step.x, step.y) * 0.34;
  rows.forEach(({ cells }, r) => {
    actors.forEach(({ id }, a) => {
      const cell = cells[id] ?? null;
      const shape = cell === null ? { tone: SILENCE, distance: dash } : SHAPES[cell.stance];
      const x = MARGIN + (a + 0.5) * step.x;
      draw(pixels, shape, x, MARGIN + (r + 0.5) * step.y, radius);
    });
  });
  return { width, height, palette: PALETTE, pixels };
}

const PALETTE: readonly Tone[] = [
  GROUND,
  ...TONES.flatMap(([red, green, blue]) =>
    Array.from({ length: STEPS }, (_, i): Tone => {
      const mix = (tone: number, ground: number) =>
        Math.round(ground + ((tone - ground) * (i + 1)) / STEPS);
      return [mix(red, GROUND[0]), mix(green, GROUND[1]), mix(blue, GROUND[2])];
    }),
  ),
];

function draw(pixels: Uint8Array, { tone, distance }: Shape, cx: number, cy: number, r: number) {
  const reach = Math.ceil(r * 1.2) + 1;
  for (let y = Math.floor(cy) - reach; y <= cy + reach; y += 1) {
    for (let x = Math.floor(cx) - reach; x <= cx + reach; x += 1) {
      const covered = Math.min(1, Math.max(0, 0.5 - distance(x + 0.5 - cx, y + 0.5 - cy, r)));
      const level = Math.round(covered * STEPS);
      if (level > 0) pixels[y * CARD.width + x] = tone * STEPS + level;
    }
  }
}
