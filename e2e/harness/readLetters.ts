import type { Page } from '@playwright/test';

export type PaneSide = 'top' | 'right' | 'bottom' | 'left';
export type Letters = Readonly<Record<PaneSide, string>>;

/** What the letters look like, drawn by hand and not taken from the generator's bitmaps. */
const SHAPES: Readonly<Record<string, string>> = {
  L: '#....|#....|#....|#....|#....|#....|#####',
  R: '####.|#...#|#...#|####.|#.#..|#..#.|#...#',
  A: '.###.|#...#|#...#|#####|#...#|#...#|#...#',
  P: '####.|#...#|#...#|####.|#....|#....|#....',
  H: '#...#|#...#|#...#|#####|#...#|#...#|#...#',
  F: '#####|#....|#....|####.|#....|#....|#....',
};

/** One look at the page: which image and how it lies, the letters written at its edges, and those in its pixels. */
export interface LettersSeen {
  /** The key that led here. */
  readonly key: string;
  readonly state: string;
  readonly written: Letters;
  /** Undefined unless each side of the picture has just one letter. */
  readonly seen: Letters | undefined;
}

declare global {
  interface Window {
    /** The letters in the pixels of the first pane. */
    lettersSeen?: () => Letters | undefined;
  }
}

/** Runs in the page: gives it `lettersSeen`, which knows letters by their dots. */
function bringReading(shapes: Readonly<Record<string, string>>): void {
  const SIDE = 256; // Two samples a millimetre: a dot of a letter is five wide.
  const INK = 165; // Letters are white, the walls of the cube half as bright.
  type IsInk = (x: number, y: number) => boolean;
  /** A picture that moves lies on the screen by the style of its canvas. */
  const asShown = (canvas: HTMLCanvasElement): HTMLCanvasElement | OffscreenCanvas => {
    if (canvas.dataset['moving'] === undefined) return canvas;
    const whole = new OffscreenCanvas(canvas.clientWidth, canvas.clientHeight);
    const context = whole.getContext('2d');
    context?.setTransform(
      new DOMMatrix().scale(devicePixelRatio).multiply(new DOMMatrix(canvas.style.transform)),
    );
    context?.drawImage(canvas, 0, 0);
    return whole;
  };
  /** The box of all ink that hangs together from a point on, gaps of one sample included. */
  const boxFrom = (x: number, y: number, isInk: IsInk, group: Int32Array) => {
    const box = { left: x, right: x, top: y, bottom: y };
    const waiting: (readonly [number, number])[] = [[x, y]];
    group[y * SIDE + x] = 1;
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [cx, cy] = next;
      box.left = Math.min(box.left, cx);
      box.right = Math.max(box.right, cx);
      box.top = Math.min(box.top, cy);
      box.bottom = Math.max(box.bottom, cy);
      for (let ny = Math.max(0, cy - 2); ny <= Math.min(SIDE - 1, cy + 2); ny++)
        for (let nx = Math.max(0, cx - 2); nx <= Math.min(SIDE - 1, cx + 2); nx++) {
          if (group[ny * SIDE + nx] || !isInk(nx, ny)) continue;
          group[ny * SIDE + nx] = 1;
          waiting.push([nx, ny]);
        }
    }
    return box;
  };

  /** The letter in a box: its dots, compared with every letter in the eight ways it can lie. */
  const letterIn = (box: ReturnType<typeof boxFrom>, isInk: IsInk): string | undefined => {
    const [width, height] = [box.right - box.left + 1, box.bottom - box.top + 1];
    const [columns, rows] = width < height ? [5, 7] : [7, 5];
    if (Math.abs(width - 5 * columns) > 4 || Math.abs(height - 5 * rows) > 4) return undefined;
    const dots = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_, column) =>
        isInk(
          Math.floor(box.left + ((column + 0.5) * width) / columns),
          Math.floor(box.top + ((row + 0.5) * height) / rows),
        ),
      ),
    );
    const turned = (grid: boolean[][]) =>
      (grid[0] ?? []).map((_, column) => grid.map((line) => line[column] ?? false).toReversed());
    const ways: string[] = [];
    for (let way = 0, grid = dots; way < 4; way++, grid = turned(grid))
      for (const face of [grid, grid.map((line) => line.toReversed())])
        ways.push(face.map((line) => line.map((dot) => (dot ? '#' : '.')).join('')).join('|'));
    return Object.keys(shapes).find((letter) => ways.includes(shapes[letter] ?? ''));
  };

  window.lettersSeen = () => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>('[data-pane="0"] canvas')];
    const [canvas] = canvases.sort((a, b) => b.clientWidth * b.clientHeight - a.clientWidth * a.clientHeight);
    const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
    if (!canvas || !context) return undefined;
    const picture = asShown(canvas);
    const side = Math.min(picture.width, picture.height);
    const [x0, y0] = [(picture.width - side) / 2, (picture.height - side) / 2];
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, x0, y0, side, side, 0, 0, SIDE, SIDE);
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    const isInk: IsInk = (x, y) => (data[4 * (y * SIDE + x)] ?? 0) > INK;
    const group = new Int32Array(SIDE * SIDE);

    const found: Partial<Record<'top' | 'right' | 'bottom' | 'left', string>> = {};
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        if (group[y * SIDE + x] || !isInk(x, y)) continue;
        const box = boxFrom(x, y, isInk, group);
        const letter = letterIn(box, isInk);
        if (letter === undefined) continue;
        const right = (box.left + box.right) / 2 - SIDE / 2;
        const down = (box.top + box.bottom) / 2 - SIDE / 2;
        const where =
          Math.abs(right) > Math.abs(down) ? (right > 0 ? 'right' : 'left') : down > 0 ? 'bottom' : 'top';
        if (found[where] !== undefined) return undefined;
        found[where] = letter;
      }
    const { top, right, bottom, left } = found;
    return top && right && bottom && left ? { top, right, bottom, left } : undefined;
  };
}

/** Runs in the page, after `bringReading`. */
async function walkInPage(keys: readonly string[]): Promise<LettersSeen[]> {
  const written = (): Letters => {
    const at = (edge: string) =>
      document.querySelector(`[data-pane="0"] [data-edge="${edge}"]`)?.textContent ?? '';
    return { top: at('top'), right: at('right'), bottom: at('bottom'), left: at('left') };
  };
  const state = () => {
    const pane = window.isocenter?.view().panes[0];
    const shown = window.isocenter?.panes()[0];
    return `${shown?.sopUid} ${pane?.rotationDeg ?? 0} ${pane?.mirrored === true}`;
  };
  const text = (letters: Letters | undefined) =>
    letters && [letters.top, letters.right, letters.bottom, letters.left].join();
  const looks = [];
  let before = {
    state: keys[0] === '' ? '' : state(),
    seen: keys[0] === '' ? undefined : text(window.lettersSeen?.()),
  };
  for (const key of keys) {
    if (key !== '') window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    const end = performance.now() + 5_000;
    let look;
    do {
      await new Promise(requestAnimationFrame);
      look = { key, state: state(), written: written(), seen: undefined as Letters | undefined };
      if (look.state === before.state) continue;
      look.seen = window.lettersSeen?.();
    } while (
      performance.now() < end &&
      (!look.seen || text(look.seen) === before.seen || text(look.seen) !== text(look.written))
    );
    before = { state: look.state, seen: text(look.seen) };
    looks.push(look);
  }
  return looks;
}

/**
 * Presses keys one after the other, in the page, and looks at the first pane after each, as soon as another image or turn is
 * on screen whose pixels have other letters than before (no two orientations share their four letters: an old picture
 * cannot pass for a new one) and those written agree, or after five seconds as it is then. The letters of the cube are read
 * off the painted pixels, turned or mirrored as they may be, and named by the side of the picture they stand at. An empty
 * key only looks.
 */
export async function walkLetters(page: Page, keys: readonly string[]): Promise<LettersSeen[]> {
  await page.evaluate(bringReading, SHAPES);
  return page.evaluate(walkInPage, keys);
}
