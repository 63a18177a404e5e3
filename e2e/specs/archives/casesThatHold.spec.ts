import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { linkFolder, ROOT } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';
import { drawnIn, must, phaseOf, viewOf } from '../../fixtures/presentationStates';

/** Small inputs that have always been right, with the right answers beside them; absent elsewhere. */
const CASES = join(ROOT, '..', 'shared', 'cases');
test.skip(!existsSync(CASES), 'needs the files of ../shared/cases, which are not here');

/** The root of all UIDs of these cases. */
const CASE_UIDS = '1.2.826.0.1.3680043.10.1338';
/** What graphics of no layer with a colour are drawn in. */
const GRAPHIC_COLOUR = [0x7f, 0xe8, 0xd6] as const;

test('labels that have no meaning for JPEG Lossless change no byte of RGB', async ({ page, folder }) => {
  const source = join(CASES, 'pass-lossless-rgb-labels');
  linkFolder(source, join(folder, 'data'));
  const companion = await startCompanion({ data: join(folder, 'data'), noSamples: true });
  // The first of the three is not compressed: its pixels end the file.
  const stored = readFileSync(join(source, '1.dcm')).subarray(-48 * 64 * 3);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(`${CASE_UIDS}.20`);
  for (const number of [1, 2, 3]) {
    await viewer.place(`${CASE_UIDS}.20.${number}`);
    await viewer.shown();
    const shown = async () => Buffer.from((await inspect.pixelBytes(page, 0)) ?? '', 'base64');
    await expect.poll(async () => (await shown()).equals(stored), `series ${number}`).toBe(true);
  }
  await companion.stop();
});

test('graphics of a presentation state are counted from the corner of the first pixel', async ({
  page,
  folder,
}) => {
  linkFolder(join(CASES, 'pass-gsps-corners'), join(folder, 'data'));
  const companion = await startCompanion({ data: join(folder, 'data'), noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const [study, series] = [must(toStudyUid(`${CASE_UIDS}.52`)), must(toSeriesUid(`${CASE_UIDS}.52.2`))];
  await viewer.openLink({ view: viewOf({ study, series }), marks: [] });
  await expect.poll(() => phaseOf(page)).toBe('applied');
  const box = must((await viewer.picture().boundingBox()) ?? undefined);
  const scale = Math.min(box.width, box.height) / 64;
  // PS3.3 C.10.5.1.2: 16\16 is the upper left corner of the pixel of column 17 and row 17, which is where the square begins.
  const at = (corner: number, size: number) => size / 2 + (corner - 32) * scale;
  await expect.poll(async () => (await drawnIn(page, GRAPHIC_COLOUR)).length).toBeGreaterThan(100);
  const drawn = await drawnIn(page, GRAPHIC_COLOUR);
  for (const [axis, size] of [
    [0, box.width],
    [1, box.height],
  ] as const) {
    const places = drawn.map((place) => place[axis]);
    // The line is 2 px wide; half a pixel of the image is more than twice that.
    expect(scale / 2).toBeGreaterThan(4);
    expect(Math.abs(Math.min(...places) - at(16, size)), `axis ${axis}`).toBeLessThanOrEqual(2);
    expect(Math.abs(Math.max(...places) - at(32, size)), `axis ${axis}`).toBeLessThanOrEqual(2);
  }
  await companion.stop();
});
