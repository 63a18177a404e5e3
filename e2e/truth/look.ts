import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid, type SopUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import { inspect, type WayName } from '../harness/inspect';
import { Viewer } from '../pages/viewer';
import { greatestDifference, toleranceOf } from './compare';
import { lookAtCanvas } from './canvas';
import { nativeFrameBytes, sha256, type Part, type TruthReference } from './files';

/** What the page showed of one file. */
export interface TruthLine {
  readonly file: TruthReference;
  /** What a frame may differ by, in the units of its values. */
  readonly levels: number;
  /** Frames on screen. */
  seen: number;
  /** Frames on screen that are the reference's, within its tolerance, or the second decoder's. */
  same: number;
  /** Frames on screen that are the second decoder's and not the first's. */
  second: number;
  /** Greatest difference of all, in the values' units. */
  most: number;
  readonly canvas: CanvasLine;
  /** What the page or the archive said instead. */
  reason?: string;
}

/** The canvases of one file's frames. */
interface CanvasLine {
  compared: number;
  right: number;
  /** Greatest difference in levels. */
  most: number;
  /** Frames of which two references make two pictures (e2e/truth/canvas.ts), and by how many levels at most. */
  disputed: number;
  apart: number;
  /** Pictures of the series that were drawn by another way than the one that is tried: textures do not hold them. */
  otherwise: number;
  /** Frames on screen whose canvas was to be compared and was not, and why. */
  left: number;
  reason?: string;
}

/** Nothing was looked at yet. */
export const newLine = (file: TruthReference): TruthLine => ({
  file,
  levels: toleranceOf(file).levels,
  seen: 0,
  same: 0,
  second: 0,
  most: 0,
  canvas: { compared: 0, right: 0, most: 0, disputed: 0, apart: 0, otherwise: 0, left: 0 },
});

/** DCMTK cuts levels where we round them, and Little CMS rounds otherwise. */
const SECOND_LEVELS = 1;

const OPEN_MS = 30_000;
const FRAME_MS = 20_000;

/** What the pane is about: its state, image, and its sentence where there is none. */
interface Now {
  readonly state: string;
  readonly sop: string | undefined;
  readonly frame: number;
  readonly at: number;
  readonly of: number;
  readonly says: string;
}

/** What is waited for: an image's place, and another image than before. */
interface Wish {
  readonly at?: number;
  readonly other?: Pick<Now, 'sop' | 'frame'>;
}

/**
 * Waits, in the page, until the pane is at rest (the same over three frames) and about what is wished; what it is about when
 * time is up.
 */
const settled = (page: Page, wish: Wish, ms: number): Promise<Now> =>
  page.evaluate(
    async ([{ at, other }, most]) => {
      const RESTS = 'shown unverified unsupported refused unreachable stale failed'.split(' ');
      const look = () => {
        const pane = document.querySelector<HTMLElement>('[data-pane="0"]');
        const slice = document.querySelector('[data-testid="slice"]')?.textContent ?? '';
        const [, place = '0', of = '0'] = /(\d+)\s*\/\s*(\d+)/.exec(slice) ?? [];
        return {
          state: pane?.dataset['state'] ?? 'absent',
          sop: pane?.dataset['sop'],
          frame: Number(pane?.dataset['frame'] ?? 0),
          at: Number(place),
          of: Number(of),
          says: pane?.querySelector('[role="alert"], [role="status"]')?.textContent?.trim() ?? '',
        };
      };
      const end = performance.now() + most;
      let still = 0;
      let last = '';
      for (;;) {
        const now = look();
        const key = JSON.stringify(now);
        still = key === last ? still + 1 : 0;
        last = key;
        const isThere = at === undefined || now.at === at;
        const isOther = !other || now.state !== 'shown' || now.sop !== other.sop || now.frame !== other.frame;
        if (still >= 2 && RESTS.includes(now.state) && isThere && isOther) return now;
        if (performance.now() > end) return now;
        await new Promise((done) => requestAnimationFrame(done));
      }
    },
    [wish, ms] as const,
  );

/** Canvases that are looked at in one file; of more frames some, the first and the last among them. */
const MOST_CANVASES = 40;
const isForCanvas = (frame: number, count: number): boolean =>
  count <= MOST_CANVASES || frame === 1 || frame === count || frame % Math.ceil(count / MOST_CANVASES) === 0;

/** One series in the page, drawn by one way, and what is known of its files. */
interface Walk {
  readonly page: Page;
  readonly folder: string;
  readonly way: WayName;
  readonly lines: ReadonlyMap<string, TruthLine>;
  /** What was looked at: an object's UID and a frame. */
  readonly visited: Set<string>;
  /** Pictures that were drawn by the other way before this one was ready. */
  before?: number;
}

const placeOf = ({ sop = '' }: { readonly sop?: string | undefined }, frame: number) => `${sop}/${frame}`;
const framesOf = ({ file }: TruthLine): number => file.frames ?? 1;

async function compareCanvas(
  { page, folder }: Walk,
  { file, canvas }: TruthLine,
  frame: number,
  values: Part,
): Promise<void> {
  const seen = await lookAtCanvas(page, folder, file, frame, values);
  if (typeof seen === 'string') {
    canvas.left++;
    canvas.reason = seen;
    return;
  }
  const { off, tolerance, second = Infinity, apart = 0 } = seen;
  const theirs = tolerance + SECOND_LEVELS;
  const isDisputed = apart > theirs;
  canvas.compared++;
  canvas.most = Math.max(canvas.most, Math.min(off, second));
  if (isDisputed) canvas.disputed++;
  canvas.apart = Math.max(canvas.apart, apart);
  if (off <= tolerance || (isDisputed && second <= theirs)) canvas.right++;
}

/** Compares the frame on screen; false where it has just been taken away. */
async function compare(walk: Walk, line: TruthLine, frame: number): Promise<boolean> {
  const { page, folder } = walk;
  const { file } = line;
  const facts = await inspect.pixels(page, 0);
  const wanted = nativeFrameBytes(folder, file, frame);
  if (!facts || !wanted) return false;
  line.seen += 1;
  let values: Part = 'bin';
  if (facts.sha256 === sha256(wanted)) line.same += 1;
  else {
    const seen = Buffer.from((await inspect.pixelBytes(page, 0)) ?? '', 'base64');
    const second = nativeFrameBytes(folder, file, frame, 'second.bin');
    const most = greatestDifference(file.kind, seen, wanted);
    const { levels } = toleranceOf(file);
    const isSecond = second !== undefined && greatestDifference(file.kind, seen, second) <= levels;
    line.most = Math.max(line.most, most);
    if (most <= levels || isSecond) line.same += 1;
    if (most > levels && isSecond) {
      line.second += 1;
      values = 'second.bin';
    }
  }
  if (isForCanvas(frame, framesOf(line))) await compareCanvas(walk, line, frame, values);
  return true;
}

/** Pictures that were drawn by the other way since the page was opened. */
const byOther = async ({ page, way }: Walk): Promise<number> =>
  (await inspect.painting(page))?.drawn[way === 'gl' ? 'canvas' : 'gl'] ?? 0;

/** Compares what the pane shows, once for each frame. */
async function visit(walk: Walk, now: Now): Promise<void> {
  const line = now.state === 'shown' ? walk.lines.get(now.sop ?? '') : undefined;
  const place = placeOf(now, now.frame);
  if (!line || walk.visited.has(place)) return;
  await inspect.drawnBy(walk.page, walk.way);
  walk.before ??= await byOther(walk);
  if (await compare(walk, line, now.frame)) walk.visited.add(place);
}

/** From the first image to the last, by key, as far as that leads. */
async function walkThrough(walk: Walk, of: number): Promise<void> {
  const { page } = walk;
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press('Home');
  let now = await settled(page, { at: 1 }, FRAME_MS);
  for (let at = 1; ; at++) {
    await visit(walk, now);
    if (at >= of) return;
    await page.keyboard.press('ArrowDown');
    now = await settled(page, { at: at + 1, other: { sop: now.sop, frame: now.frame } }, FRAME_MS);
    if (now.at !== at + 1) return;
  }
}

/** Opens one series and goes through all its images, drawn by one way, comparing each with its file. */
export async function lookAt(
  page: Page,
  origin: string,
  folder: string,
  files: readonly TruthReference[],
  way: WayName,
): Promise<TruthLine[]> {
  const lines = new Map(files.map((file): [string, TruthLine] => [file.sop ?? '', newLine(file)]));
  const all = [...lines.values()];
  const walk: Walk = { page, folder, way, lines, visited: new Set() };
  const [study, series] = [toStudyUid(files[0]?.study), toSeriesUid(files[0]?.series)];
  const refuse = (reason: string) => {
    for (const line of all) line.reason ??= reason;
    return all;
  };
  if (!study || !series) return refuse('a UID that is none');
  const archive = await new Viewer(page, origin).archiveId();
  const open = async (at?: { readonly sop: SopUid; readonly frame: number }): Promise<Now> => {
    const view = {
      studies: [study] as const,
      grid: { rows: 1, columns: 1 },
      panes: [{ study, series, ...(at ? { at } : {}) }],
      active: 0,
    };
    // From one series to the next as readers go, by a link in the page; anew after what was not shown.
    const before = page.url().startsWith(origin) ? await settled(page, {}, 0) : undefined;
    const isHere = before?.state === 'shown' && !at;
    if (!isHere) await page.goto('about:blank');
    await page.goto(`${origin}/#${encodeLink({ archive, view, marks: [] })}`);
    return settled(page, isHere ? { other: { sop: before.sop, frame: before.frame } } : {}, OPEN_MS);
  };
  const opened = await open();
  if (opened.of > 0) await walkThrough(walk, opened.of);
  const otherwise = walk.before === undefined ? 0 : (await byOther(walk)) - walk.before;
  for (const line of all) line.canvas.otherwise = otherwise;
  // What the keys did not lead to is asked for by name.
  for (const line of all)
    for (let frame = 1; frame <= framesOf(line); frame++) {
      const sop = toSopUid(line.file.sop);
      if (!sop || walk.visited.has(placeOf(line.file, frame))) continue;
      const now = await open({ sop, frame });
      await visit(walk, now);
      if (walk.visited.has(placeOf(line.file, frame))) continue;
      line.reason = `${now.state}: ${now.says}`;
      break; // The others of a file that is not shown cost as much time each, and say the same.
    }
  return all;
}
