import { CanvasWay } from '@/painting/canvasWay';
import type { Drawing, GreyPicture, Picture, Way } from '@/painting/drawing';
import { GlWay } from '@/painting/glWay';
import { GreyTables, toWords } from '@/painting/greyTable';
import type { Look } from '@/painting/look';
import { isFaster } from '@/painting/pace';
import { Painter } from '@/painting/painter';
import { inverseOf, type Placement } from '@/painting/placement';
import { everyValue, LEVEL_CASES } from '@/painting/testing/levels';
import { isTrue } from '@/painting/trial';

/** Runs in a bare page: both ways to draw, side by side. Each function gives the names of what is wrong. */
export interface PaintingPage {
  /** Every value of 16 bits by every case of the table, at one to one. */
  levels(): string[];
  /** Every type of values and colours, odd sizes, turns and flips, at one to one. */
  kinds(): string[];
  /** Larger, smaller, stretched and turned, beside levels worked out one by one. */
  scaled(): string[];
  /** A context that is lost while idle, while scrolling and before a new pane; a picture beyond what textures hold. */
  lost(): Promise<string[]>;
  /** Whether a way that takes no time is faster than one that takes some, by the clock, and the other way round. */
  pace(): Promise<readonly boolean[]>;
  /** Whether the trial believes WebGL2 of this device, and a way that shows neighbouring levels. */
  trial(): Promise<{ readonly gl: boolean; readonly neighbour: boolean }>;
}

declare global {
  interface Window {
    painting: PaintingPage;
  }
}

const LINEAR: Look = { window: { center: 1200, width: 800, curve: 'LINEAR' }, isInverted: false };
const INVERTED: Look = { ...LINEAR, isInverted: true };
const UPRIGHT: Placement = [1, 0, 0, 1, 0, 0];

function startGl(onLost: () => void = () => undefined): GlWay {
  const way = GlWay.start(onLost, true);
  if (!way) throw new Error('no WebGL2');
  return way;
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return context;
}

const bytesOf = (context: CanvasRenderingContext2D): Uint8ClampedArray =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height).data;

function drawn(way: Way, drawing: Drawing, width: number, height: number): Uint8ClampedArray {
  const context = contextOf(width, height);
  const outcome = way.draw(context, drawing);
  if (outcome !== 'drawn')
    throw new Error(`${outcome}: ${drawing.picture.columns} x ${drawing.picture.rows}`);
  return bytesOf(context);
}

/** Opaque RGBA words of a picture, worked out without drawing. */
function wordsOf(picture: Picture, look: Look): Uint32Array {
  const words = new Uint32Array(picture.columns * picture.rows);
  if (picture.kind === 'grey') toWords(picture, look, new GreyTables(), words);
  else {
    const { values, samples } = picture;
    const level = (at: number) => (look.isInverted ? 255 - (values[at] ?? 0) : (values[at] ?? 0));
    words.forEach((_, i) => {
      const at = i * samples;
      words[i] = 0xff000000 | (level(at + 2) << 16) | (level(at + 1) << 8) | level(at);
    });
  }
  return words;
}

const differences = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let count = Math.abs(a.length - b.length);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) count++;
  return count;
};

/** Every value differs from its neighbours, the same at every run. */
function noise<Values extends GreyPicture['values'] | Uint8ClampedArray>(
  values: Values,
  least: number,
  extent: number,
): Values {
  let seed = 1;
  for (let i = 0; i < values.length; i++) {
    seed = (seed * 16_807) % 2_147_483_647;
    values[i] = least + (seed / 2_147_483_647) * extent;
  }
  return values;
}

const [COLUMNS, ROWS] = [101, 77];
const COUNT = COLUMNS * ROWS;
const grey = (values: GreyPicture['values']): Picture => ({
  kind: 'grey',
  columns: COLUMNS,
  rows: ROWS,
  values,
});
const colour = (samples: 3 | 4): Picture => ({
  kind: 'colour',
  columns: COLUMNS,
  rows: ROWS,
  samples,
  values: noise(samples === 3 ? new Uint8Array(COUNT * 3) : new Uint8ClampedArray(COUNT * 4), 0, 256),
});

const PICTURES: Readonly<Record<string, Picture>> = {
  'signed 16': grey(noise(new Int16Array(COUNT), -32_768, 65_536)),
  'unsigned 16': grey(noise(new Uint16Array(COUNT), 0, 65_536)),
  'signed 8': grey(noise(new Int8Array(COUNT), -128, 256)),
  'unsigned 8': grey(noise(new Uint8Array(COUNT), 0, 256)),
  'fractions beyond CT': grey(noise(new Float32Array(COUNT), -70_000.5, 200_000)),
  'colours of three bytes': colour(3),
  'colours of four bytes': colour(4),
};

const RAMP = { first: 0, entries: Uint16Array.from({ length: 256 }, (_, i) => i), white: 255 };
const LOOKS: Readonly<Record<string, Look>> = {
  linear: LINEAR,
  inverted: INVERTED,
  'under a presentation state': {
    ...LINEAR,
    shaping: {
      modality: (value) => value / 2 + 100,
      output: { ...RAMP, entries: RAMP.entries.map((entry) => 255 - entry) },
      palette: { red: RAMP, green: { ...RAMP, entries: RAMP.entries.toReversed() }, blue: RAMP, most: 255 },
    },
  },
};

/** One to one at an odd place on a canvas of odd size, which the picture leaves on one side. */
const WHOLE: Readonly<Record<string, Placement>> = {
  upright: [1, 0, 0, 1, 7, -3],
  'a quarter turn': [0, 1, -1, 0, 95, 11],
  'upside down': [-1, 0, 0, -1, 103, 81],
  mirrored: [-1, 0, 0, 1, 98, 5],
};

function kinds(): string[] {
  const ways = { canvas: new CanvasWay(), gl: startGl() };
  const [width, height] = [119, 93];
  const wrong: string[] = [];
  for (const [kind, picture] of Object.entries(PICTURES))
    for (const [how, look] of Object.entries(LOOKS))
      for (const [where, placement] of Object.entries(WHOLE)) {
        const words = wordsOf(picture, look);
        const expected = new Uint32Array(width * height).fill(0xff000000);
        const [a, b, c, d, e, f] = placement;
        words.forEach((word, at) => {
          const [column, row] = [(at % COLUMNS) + 0.5, Math.floor(at / COLUMNS) + 0.5];
          const [x, y] = [Math.floor(a * column + c * row + e), Math.floor(b * column + d * row + f)];
          if (x >= 0 && y >= 0 && x < width && y < height) expected[y * width + x] = word;
        });
        for (const [name, way] of Object.entries(ways))
          for (const isSmooth of [true, false]) {
            const bytes = drawn(way, { picture, look, placement, isSmooth }, width, height);
            const count = differences(bytes, new Uint8Array(expected.buffer));
            if (count > 0) wrong.push(`${name}, ${kind}, ${how}, ${where}: ${count}`);
          }
      }
  return wrong;
}

function levels(): string[] {
  const ways = { canvas: new CanvasWay(), gl: startGl() };
  return LEVEL_CASES.flatMap(({ name, look, signed, grey: greyOf }) => {
    const values = everyValue(signed);
    const picture: Picture = { kind: 'grey', columns: 256, rows: 256, values };
    const drawing = { picture, look, placement: UPRIGHT, isSmooth: true };
    const shown = Object.values(ways).map((way) => drawn(way, drawing, 256, 256));
    const [first = [], second = []] = shown;
    const apart = differences(first, second);
    // Halves may go either way.
    const off = values.filter(
      (value, at) => !(Math.abs((first[4 * at] ?? NaN) - greyOf(value)) <= 0.5 + 1e-9),
    );
    return [
      ...(apart > 0 ? [`${name}: ${apart} bytes differ between the ways`] : []),
      ...(off.length > 0 ? [`${name}: ${off.length} levels are not the standard's`] : []),
    ];
  });
}

const SCALED: Readonly<Record<string, Placement>> = {
  larger: [1.653, 0, 0, 1.653, 10.3, 20.6],
  'much larger': [13.3, 0, 0, 13.3, -400, -300],
  smaller: [0.77, 0, 0, 0.77, 33.3, 44.7],
  'half a pixel off': [1, 0, 0, 1, 10.5, 20.5],
  'pixels that are not square': [1.2, 0, 0, 1.7, 3, 4],
  'turned and larger': [0, 2.3, -2.3, 0, 200.2, 3.7],
  'mirrored and larger': [-1.7, 0, 0, 1.7, 192.5, 0.5],
};

/** Greatest differences from the levels between those of four pixels, on canvas pixels that lie wholly in the picture. */
function greatest(
  shown: readonly Uint8ClampedArray[],
  words: Uint32Array,
  placement: Placement,
  width: number,
) {
  const [a, b, c, d, e, f] = inverseOf(placement) ?? UPRIGHT;
  const pixels = new Uint8Array(words.buffer);
  const level = (column: number, row: number, sample: number) => {
    const [x, y] = [Math.min(COLUMNS - 1, Math.max(0, column)), Math.min(ROWS - 1, Math.max(0, row))];
    return pixels[4 * (y * COLUMNS + x) + sample] ?? Number.NaN;
  };
  const [reachX, reachY] = [(Math.abs(a) + Math.abs(c)) / 2, (Math.abs(b) + Math.abs(d)) / 2];
  let [most, apart, count] = [0, 0, 0];
  const height = (shown[0]?.length ?? 0) / 4 / width;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [a * (x + 0.5) + c * (y + 0.5) + e, b * (x + 0.5) + d * (y + 0.5) + f];
      if (u < reachX || v < reachY || u > COLUMNS - reachX || v > ROWS - reachY) continue;
      count++;
      const [column, row] = [Math.floor(u - 0.5), Math.floor(v - 0.5)];
      const [right, down] = [u - 0.5 - column, v - 0.5 - row];
      for (const sample of [0, 1, 2]) {
        const above = level(column, row, sample) * (1 - right) + level(column + 1, row, sample) * right;
        const below =
          level(column, row + 1, sample) * (1 - right) + level(column + 1, row + 1, sample) * right;
        const exact = above * (1 - down) + below * down;
        const at = 4 * (y * width + x) + sample;
        const [first = NaN, second = NaN] = shown.map((bytes) => bytes[at]);
        most = Math.max(most, Math.abs(first - exact), Math.abs(second - exact));
        apart = Math.max(apart, Math.abs(first - second));
      }
    }
  return { most, apart, count };
}

function scaled(): string[] {
  const ways = [new CanvasWay(), startGl()];
  const [width, height] = [231, 173];
  return ['signed 16', 'colours of three bytes'].flatMap((kind) =>
    Object.entries(SCALED).flatMap(([where, placement]) => {
      const picture = PICTURES[kind];
      if (!picture) return [`no ${kind}`];
      const look: Look = { ...LINEAR, window: { center: 0, width: 65_536, curve: 'LINEAR' } };
      const shown = ways.map((way) =>
        drawn(way, { picture, look, placement, isSmooth: true }, width, height),
      );
      const { most, apart, count } = greatest(shown, wordsOf(picture, look), placement, width);
      const isWrong = !(most <= 1.01 && apart <= 1 && count > 1000);
      return isWrong ? [`${kind}, ${where}: ${most} off, ${apart} apart, ${count} pixels`] : [];
    }),
  );
}

const nextTask = () => new Promise((done) => setTimeout(done));

/** What nine panes show of a context that is lost, as against what no WebGL draws. */
class LostRun {
  readonly wrong: string[] = [];
  readonly one: Picture;
  readonly other: Picture;
  private readonly sure = new CanvasWay();

  constructor(one: Picture, other: Picture) {
    this.one = one;
    this.other = other;
  }

  drawing(picture: Picture): Drawing {
    return { picture, look: LINEAR, placement: UPRIGHT, isSmooth: true };
  }

  check(name: string, context: CanvasRenderingContext2D, picture: Picture): void {
    const { width, height } = context.canvas;
    const expected = drawn(this.sure, this.drawing(picture), width, height);
    if (differences(bytesOf(context), expected) > 0) this.wrong.push(name);
  }

  start() {
    const painter = new Painter();
    const panes = Array.from({ length: 9 }, () => contextOf(COLUMNS, ROWS));
    const gl = startGl(() => painter.leave());
    painter.take(gl);
    for (const { canvas } of panes) painter.draw(canvas, this.drawing(this.one));
    if (painter.facts.drawn.gl !== 9) this.wrong.push('nine panes were not drawn by WebGL2');
    for (const pane of panes) this.check('nine panes', pane, this.one);
    return { painter, panes, gl };
  }
}

async function lostWhileIdle(run: LostRun): Promise<void> {
  const { painter, panes, gl } = run.start();
  // As if what it drew last had been lost.
  for (const pane of panes) pane.clearRect(0, 0, 9, 9);
  gl.dispose();
  for (let i = 0; i < 1000 && painter.facts.way === 'gl'; i++) await nextTask();
  for (const pane of panes) run.check('lost while idle', pane, run.one);
  const late = contextOf(COLUMNS, ROWS);
  painter.draw(late.canvas, run.drawing(run.other));
  run.check('a pane after it was lost', late, run.other);
  if (painter.facts.drawn.canvas !== 10) run.wrong.push('what was lost was not drawn otherwise');
}

function lostWhileScrolling(run: LostRun): void {
  const { painter, panes, gl } = run.start();
  gl.dispose();
  // Nobody has said so yet.
  for (const { canvas } of panes.slice(0, 4)) painter.draw(canvas, run.drawing(run.other));
  panes.forEach((pane, at) => run.check('lost while scrolling', pane, at < 4 ? run.other : run.one));
  if (painter.facts.way !== 'canvas') run.wrong.push('goes on by a lost context');
}

/** Pictures wider than a texture may be are drawn otherwise, and WebGL goes on for the others. */
function tooWide(run: LostRun): void {
  const { painter, panes } = run.start();
  const columns = 17_000;
  const size = { columns, rows: 3 };
  const bytes = noise(new Uint8Array(columns * 9), 0, 256);
  const wideOnes: readonly Picture[] = [
    { ...size, kind: 'grey', values: noise(new Int16Array(columns * 3), 0, 2400) },
    { ...size, kind: 'colour', samples: 3, values: bytes },
  ];
  const pane = contextOf(columns, 3);
  for (const long of wideOnes) {
    painter.draw(pane.canvas, run.drawing(long));
    if (differences(bytesOf(pane), new Uint8Array(wordsOf(long, LINEAR).buffer)) > 0)
      run.wrong.push(`17,000 wide, ${long.kind}`);
  }
  painter.draw(panes[0]?.canvas ?? pane.canvas, run.drawing(run.other));
  if (painter.facts.drawn.gl !== 10) run.wrong.push('a wide picture ends WebGL2 for others');
}

async function lost(): Promise<string[]> {
  const { 'signed 16': one, 'unsigned 16': other } = PICTURES;
  if (!one || !other) return ['no pictures'];
  const run = new LostRun(one, other);
  await lostWhileIdle(run);
  lostWhileScrolling(run);
  tooWide(run);
  return run.wrong;
}

async function trial(): Promise<{ gl: boolean; neighbour: boolean }> {
  const gl = startGl();
  const neighbour: Way = {
    draw(context, { look: { lut, ...look }, ...drawing }) {
      const moved = lut && { ...lut, first: lut.first + 1 };
      return gl.draw(context, { ...drawing, look: { ...look, lut: moved } });
    },
  };
  const pause = () => Promise.resolve();
  return { gl: await isTrue(gl, pause), neighbour: await isTrue(neighbour, pause) };
}

async function pace(): Promise<readonly boolean[]> {
  const gl = startGl();
  let ms = 0;
  const clock = { pause: () => Promise.resolve(), now: () => ms };
  const taking = (tookMs: number): Way => ({
    draw: (context, drawing) => {
      ms += tookMs;
      return gl.draw(context, drawing);
    },
  });
  const unable: Way = { draw: () => 'unable' };
  const pairs = [
    [taking(1), taking(2)],
    [taking(2), taking(1)],
    [taking(9), taking(1)],
    [unable, taking(1)],
  ] as const;
  const faster: boolean[] = [];
  for (const [one, other] of pairs) faster.push(await isFaster(one, other, clock));
  return faster;
}

window.painting = { levels, kinds, scaled, lost, pace, trial };
