import type { Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/uid';
import type { Pane } from '@/view/viewState';
import { findDcmtk } from '../scripts/machine.mjs';
import { sequence, type Attributes } from '../server/testing/writeDicom';
import { expect } from './fixtures';
import { inspect } from './inspect';
import { stowBody } from './multipart';

/** Programs of DCMTK and dicom3tools that stand beside dcm2pnm. */
export const has = (program: string) => spawnSync('which', [program]).status === 0;
export const canRender = findDcmtk() !== undefined && has('dcmp2pgm');
export const NO_DCMTK = 'dcmp2pgm (DCMTK) is not installed: nothing to compare with';

export const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not there');
  return value;
};
export const uids = (study: string, series: string, sop: string) => ({
  study: must(toStudyUid(study)),
  series: must(toSeriesUid(series)),
  sop: must(toSopUid(sop)),
});

/** A rendering by DCMTK under a state, one byte a pixel; written into `folder` on the way. */
export function render(folder: string, name: string, image: string, state: string) {
  const file = join(folder, name);
  const { status, stderr } = spawnSync('dcmp2pgm', ['-p', state, image, file]);
  expect(status, String(stderr)).toBe(0);
  const bytes = readFileSync(file);
  const [, columns = '', rows = ''] =
    /^P5\s(\d+) (\d+) 255\s/.exec(bytes.subarray(0, 20).toString('latin1')) ?? [];
  return { picture: bytes.subarray(-Number(rows) * Number(columns)), columns: Number(columns) };
}

export const viewOf = (pane: Pane) =>
  ({ studies: [pane.study], grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 }) as const;

export const phaseOf = async (page: Page) => (await inspect.panes(page))[0]?.presentation?.phase;

export const STUDY = '1.2.826.0.1.3680043.10.1.79';
export const [ROWS, COLUMNS] = [48, 64];
export const words = (count: number, of: (i: number) => number): Buffer =>
  Buffer.from(Uint16Array.from({ length: count }, (_, i) => of(i)).buffer);
/** Values of 12 bits without any symmetry, so that a wrong turn shows. */
export const PICTURE = words(ROWS * COLUMNS, (i) =>
  Math.min(4095, Math.round((i * 4095) / (ROWS * COLUMNS - 1))),
);
export async function store(root: string, files: readonly Buffer[]): Promise<void> {
  const { body, contentType } = await stowBody(files);
  const headers = { 'content-type': contentType, accept: 'application/dicom+json' };
  const answer = await fetch(`${root}/studies`, { method: 'POST', body, headers });
  expect(answer.status).toBe(200);
}

/** One attribute of a file, by dcmdump. */
export function dumped(file: string, tag: string): string[] {
  const { stdout } = spawnSync('dcmdump', ['+L', '+P', tag, '-q', '+U8', file], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      line
        .trim()
        .replace(/^\([\da-f,]+\) \w\w /, '')
        .replace(/\s+#.*$/, ''),
    );
}

interface Levels {
  readonly width: number;
  readonly height: number;
  readonly levels: Buffer;
}

/** Greatest difference of two canvases of one size, but for a border, in parts of either side. */
export function greatest(one: Levels, other: Levels, border = 0): number {
  const { width, height } = one;
  if (width === 0 || width !== other.width || height !== other.height) return Infinity;
  let most = 0;
  for (let y = Math.ceil(border * height); y < (1 - border) * height; y++)
    for (let x = Math.ceil(border * width); x < (1 - border) * width; x++) {
      const at = y * width + x;
      most = Math.max(most, Math.abs((one.levels[at] ?? 0) - (other.levels[at] ?? 0)));
    }
  return most;
}

/** Where the layer above the picture of pane 0 has something of about a colour; edges of lines are mixed with their outline. */
export const drawnIn = (page: Page, colour: readonly [number, number, number]) =>
  page.evaluate((wanted) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] canvas[data-layer="graphics"]');
    const context = canvas?.hidden === false ? canvas.getContext('2d') : undefined;
    if (!canvas || !context) return [];
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const found: [number, number][] = [];
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] === 255 && wanted.every((level, at) => Math.abs((data[i + at] ?? 0) - level) < 80))
        found.push([(i >> 2) % canvas.width, Math.floor((i >> 2) / canvas.width)]);
    return found;
  }, colour);

/** An item that names an image of a series of the study. */
export const reference = (series: string, sop: string): Attributes => ({
  '00081140': ['SQ', sequence({ '00081150': ['UI', '1.2.840.10008.5.1.4.1.1.2'], '00081155': ['UI', sop] })],
  '0020000E': ['UI', series],
});

/** A state of a kind by the last number of its class, for one image. */
export const stateOf = (kind: number, number: number, series: string, more: Attributes): Attributes => {
  const all: Attributes = {
    '00080016': ['UI', `1.2.840.10008.5.1.4.1.1.11.${kind}`],
    '00080018': ['UI', `${STUDY}.9.${number}`],
    '00080060': ['CS', 'PR'],
    '00081115': ['SQ', sequence(reference(series, `${series}.1`))],
    '00100010': ['PN', 'Test^One'],
    '00100020': ['LO', 'ID1'],
    '0020000D': ['UI', STUDY],
    '0020000E': ['UI', `${STUDY}.9`],
    '00700080': ['CS', `STATE${number}`],
    '00700082': ['DA', '20261127'],
    '00700083': ['TM', `0900${String(number).padStart(2, '0')}`],
    '00700084': ['PN', 'Doe^Jane'],
    ...more,
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
};
export const signed32 = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);
export const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
