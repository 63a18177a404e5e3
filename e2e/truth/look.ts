import type { Page } from '@playwright/test';
import { toSeriesUid, toStudyUid } from '@/dicom/uid';
import { encodeLink } from '@/view/codec';
import { inspect, type WayName } from '../inspect';
import { Viewer } from '../pages/viewer';
import { greatestDifference, toleranceOf } from './compare';
import { canvasDifference } from './canvas';
import { frameBytes, sha256, type Reference } from './files';

/** What the page showed of one file. */
export interface Line {
  readonly file: Reference;
  /** Frames on screen. */
  seen: number;
  /** Frames on screen that are the reference's, within its tolerance. */
  same: number;
  /** Greatest difference of all, in the values' units. */
  most: number;
  /** The canvas beside DCMTK's rendering of the first frame: greatest difference in grey levels; absent = not compared. */
  canvas?: number | undefined;
  /** What the page or the archive said instead. */
  because?: string;
}

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

async function compare(page: Page, folder: string, line: Line, frame: number): Promise<void> {
  const facts = await inspect.pixels(page, 0);
  // What was on screen a moment ago and was taken away since is not shown.
  if (!facts) {
    line.because = (await settled(page, {}, FRAME_MS)).says;
    return;
  }
  const wanted = frameBytes(folder, line.file, frame);
  line.seen += 1;
  if (facts.sha256 === sha256(wanted)) {
    line.same += 1;
    return;
  }
  const seen = Buffer.from((await inspect.pixelBytes(page, 0)) ?? '', 'base64');
  const most = greatestDifference(line.file.kind, seen, wanted);
  line.most = Math.max(line.most, most);
  if (most <= toleranceOf(line.file).levels) line.same += 1;
}

/** Opens one series and goes through all its images, drawn by one way, comparing each with its file. */
export async function lookAt(
  page: Page,
  origin: string,
  folder: string,
  files: readonly Reference[],
  way: WayName,
): Promise<Line[]> {
  const lines = new Map(
    files.map((file): [string, Line] => [file.sop ?? '', { file, seen: 0, same: 0, most: 0 }]),
  );
  const all = [...lines.values()];
  const [study, series] = [toStudyUid(files[0]?.study), toSeriesUid(files[0]?.series)];
  const refuse = (because: string) => {
    for (const line of all) line.because ??= because;
    return all;
  };
  if (!study || !series) return refuse('a UID that is none');
  const viewer = new Viewer(page, origin);
  const archive = await viewer.archiveId();
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series }],
    active: 0,
  };
  await page.goto('about:blank');
  await page.goto(`${origin}/#${encodeLink({ archive, view, marks: [] })}`);
  let now = await settled(page, {}, OPEN_MS);
  if (now.of === 0) return refuse(`${now.state}: ${now.says}`);
  await page.locator('[data-pane="0"]').focus();
  await page.keyboard.press('Home');
  now = await settled(page, { at: 1 }, FRAME_MS);
  for (let at = 1; ; at++) {
    const line = now.state === 'shown' ? lines.get(now.sop ?? '') : undefined;
    if (line) {
      await compare(page, folder, line, now.frame);
      if (line.file.picture && now.frame === 1) {
        await inspect.drawnBy(page, way);
        line.canvas = await canvasDifference(page, folder, line.file);
      }
    } else
      for (const each of all)
        if (each.seen < (each.file.frames ?? 1)) each.because = `${now.state}: ${now.says}`;
    if (at >= now.of) break;
    await page.keyboard.press('ArrowDown');
    now = await settled(page, { at: at + 1, other: { sop: now.sop, frame: now.frame } }, FRAME_MS);
    if (now.at !== at + 1) break;
  }
  for (const line of all) if (line.seen === (line.file.frames ?? 1)) delete line.because;
  return refuse('never on screen').map((line) => {
    if (line.seen === (line.file.frames ?? 1)) delete line.because;
    return line;
  });
}
