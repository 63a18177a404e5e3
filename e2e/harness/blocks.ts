import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { ctImage, writeDicom } from '../../server/testing/writeDicom';

const ROOT = '1.2.826.0.1.3680043.10.1.312';
/** Pixels of a side, and of a block of one value. */
const SIDE = 96;
const BLOCK = 8;
const ACROSS = SIDE / BLOCK;

/** What the files ask to be shown with; LINEAR (PS3.3 C.11.2.1.2). */
export const OWN_WINDOW = { center: 500, width: 900 };

/** The value of a block; no two slices have the same picture, no two neighbours the same value. */
const valueOf = (slice: number, column: number, row: number) => (column * 131 + row * 57 + slice * 37) % 1000;

function pixels(slice: number): Buffer {
  const buffer = Buffer.alloc(2 * SIDE * SIDE);
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const value = valueOf(slice, Math.floor(column / BLOCK), Math.floor(row / BLOCK));
      buffer.writeInt16LE(value, 2 * (row * SIDE + column));
    }
  return buffer;
}

const sopOf = (slice: number) => `${ROOT}.1.${slice + 1}`;

/** Modality units in a stored value, where each image has its own and brings no window, as in PET. */
const slopeOf = (slice: number) => 1 + slice;

/**
 * Writes a series of which every grey level on the screen can be told by its place. `rising`: without windows, each image with more of the
 * values, so that the window that they have in common is another when the last is here; the later half stands upright, and is a part of its own.
 */
export function writeBlocks(folder: string, slices: number, kind: 'windowed' | 'rising' = 'windowed') {
  mkdirSync(folder, { recursive: true });
  for (let slice = 0; slice < slices; slice++) {
    const uids = { study: ROOT, series: `${ROOT}.1`, sop: sopOf(slice) };
    const isRising = kind === 'rising';
    const isUpright = isRising && slice >= slices / 2;
    const window = {
      '00281050': ['DS', String(OWN_WINDOW.center)],
      '00281051': ['DS', String(OWN_WINDOW.width)],
    } as const;
    const more = {
      '00280010': ['US', SIDE],
      '00280011': ['US', SIDE],
      '00280103': ['US', 1],
      '00280030': ['DS', '1\\1'],
      ...(isRising ? {} : window),
      '00281052': ['DS', '0'],
      '00281053': ['DS', String(isRising ? slopeOf(slice) : 1)],
      '00281054': ['LO', 'HU'],
      '00200013': ['IS', String(slice + 1)],
      '00200032': ['DS', isUpright ? `0\\${slice * 2}\\0` : `0\\0\\${slice * 2}`],
      '00200037': ['DS', isUpright ? '1\\0\\0\\0\\0\\-1' : '1\\0\\0\\0\\1\\0'],
      '7FE00010': ['OW', pixels(slice)],
    } as const;
    writeFileSync(join(folder, `${slice}.dcm`), writeDicom(ctImage(uids, more)));
  }
  const [study, series] = [toStudyUid(ROOT), toSeriesUid(`${ROOT}.1`)];
  const sops = Array.from({ length: slices }, (_, slice) => toSopUid(sopOf(slice)));
  if (!study || !series) throw new Error('no UIDs');
  return { study, series, sops };
}

/** What is seen of a series of blocks: the picture's levels against those that the view asks for. */
export interface BlockRun {
  /** Worst level off, of the middles of blocks that lie in the pane; undefined where no picture stands. */
  readonly off: number | undefined;
  readonly blocks: number;
  /** By the engine or before it. */
  readonly by: 'early' | 'engine';
  /** The pane's number, and the one that the view asks for, from 0. */
  readonly told: number | undefined;
  readonly asked: number;
  readonly state: string | undefined;
  /** Width of the window that the pane says. */
  readonly width: number | undefined;
}

declare global {
  interface Window {
    /** What is on the screen now, against the formula. */
    seenBlocks(): BlockRun | undefined;
    blocksLog: {
      readonly lies: string[];
      compared: number;
      early: number;
      /** By whom and in which windows images were seen. */
      readonly windows: Set<string>;
    };
  }
}

const givenOf = (isRising: boolean) => ({
  side: SIDE,
  block: BLOCK,
  across: ACROSS,
  own: OWN_WINDOW,
  root: ROOT,
  isRising,
});

/** Runs in the page: gives it `seenBlocks`. */
function bringSeenBlocks({ side, block, across, own, root, isRising }: ReturnType<typeof givenOf>): void {
  const value = (slice: number, column: number, row: number) =>
    ((column * 131 + row * 57 + slice * 37) % 1000) * (isRising ? 1 + slice : 1);
  const canvasNow = () => {
    const early = document.querySelector<HTMLCanvasElement>('canvas[data-layer="early"]');
    if (early && early.style.visibility !== 'hidden') return { canvas: early, by: 'early' as const };
    const engine = [...document.querySelectorAll<HTMLCanvasElement>('[data-picture="0"] canvas')].find(
      (canvas) => canvas.width > 0 && getComputedStyle(canvas).display !== 'none',
    );
    return engine && { canvas: engine, by: 'engine' as const };
  };
  window.seenBlocks = () => {
    const pane = window.isocenter?.view().panes[0];
    const section = document.querySelector<HTMLElement>('[data-pane="0"]');
    const status = window.isocenter?.panes()[0];
    if (!pane || !section || status?.index === undefined) return undefined;
    const asked = pane.at ? Number(pane.at.sop.slice(root.length + 3)) - 1 : 0;
    const now = canvasNow();
    const state = section.dataset['state'];
    const { window: told } = status;
    const by = now?.by ?? ('early' as const);
    const base = { told: status.index, asked, state, by, width: told?.width };
    const context = now?.canvas.getContext('2d');
    if (state !== 'shown' || !now || !context) return { ...base, off: undefined, blocks: 0 };
    const { width, height } = now.canvas;
    const { zoom = 1, centre = [0.5, 0.5], rotationDeg = 0, mirrored = false, inverted = false } = pane;
    const { center, width: wide } = pane.window ?? (isRising && told ? told : own);
    const scale = zoom * Math.min(width / side, height / side);
    const [cos, sin] = [
      Math.round(Math.cos((rotationDeg * Math.PI) / 180)),
      Math.round(Math.sin((rotationDeg * Math.PI) / 180)),
    ];
    const image = context.getImageData(0, 0, width, height).data;
    let [off, blocks] = [0, 0];
    for (let row = 0; row < across; row++)
      for (let column = 0; column < across; column++) {
        const dx = ((column + 0.5) * block - centre[0] * side) * scale;
        const dy = ((row + 0.5) * block - centre[1] * side) * scale;
        const x = Math.floor(width / 2 + (mirrored ? -1 : 1) * (cos * dx - sin * dy));
        const y = Math.floor(height / 2 + sin * dx + cos * dy);
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const share =
          (value(isRising ? status.index : asked, column, row) - (center - 0.5)) / (wide - 1) + 0.5;
        const level = 255 * Math.min(1, Math.max(0, share));
        const shown = image[4 * (y * width + x)] ?? 0;
        off = Math.max(off, Math.abs(shown - (inverted ? 255 - level : level)));
        blocks++;
      }
    return { ...base, off, blocks };
  };
}

/** Runs in the page, after `bringSeenBlocks`: notes in `blocksLog` what each frame shows. */
function noteLies(isRising: boolean): void {
  const log = { lies: [] as string[], compared: 0, early: 0, windows: new Set<string>() };
  window.blocksLog = log;
  let [before, last]: unknown[] = [];
  const look = () => {
    const view = window.isocenter?.view();
    const hasStood = view !== undefined && view === last && last === before;
    if (hasStood || isRising) {
      const seen = window.seenBlocks();
      if (seen?.off !== undefined) {
        log.compared++;
        if (seen.by === 'early') log.early++;
        log.windows.add(`${seen.by} ${seen.told} ${seen.width}`);
        if (seen.off > 1.5 || (hasStood && seen.told !== seen.asked)) log.lies.push(JSON.stringify(seen));
      }
    }
    [before, last] = [last, view];
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/**
 * Gives pages `seenBlocks`, which works out by the formulae of the standard and of the view what each block's level is to be and where
 * it is to lie, and notes every frame in which the pane shows anything else than a view that has stood for two frames asks for. Of
 * `rising` files it notes every frame, while they are scrolled through too, that shows another image or window than the pane says.
 */
export async function watchBlocks(page: Page, kind: 'windowed' | 'rising' = 'windowed'): Promise<void> {
  const isRising = kind === 'rising';
  await page.addInitScript(bringSeenBlocks, givenOf(isRising));
  await page.addInitScript(noteLies, isRising);
}
