import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  toSeriesUid,
  toSopUid,
  toStudyUid,
  type SeriesUid,
  type SopUid,
  type StudyUid,
} from '@/dicom/dataset/uid';
import { freshView } from '@/view/viewState';
import { startCompanion } from '../../harness/companion';
import { rows, SERIES_UID, SOP_UID, STUDY_UID, attributeText, type QidoRow } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { holdEngine } from '../../harness/holdEngine';
import { inspect } from '../../harness/inspect';
import { listFilesBelow, hasRealFiles, NO_REAL_FILES, REAL_FILES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

/** Of each way in which pixels are coded, grey and colour; what is looked up in tables too. */
const FILES = [
  'syntax/wg04-jpeg2000/J2KR/CT2_J2KR',
  'syntax/wg04-jpeg2000/J2KR/US1_J2KR',
  'syntax/wg04-jpeg2000/J2KI/RG3_J2KI',
  'syntax/wg04-jpeg2000/J2KI/VL1_J2KI',
  'syntax/wg04-jpegls/JLSL/MR3_JLSL',
  'syntax/wg04-jpegls/JLSN/XA1_JLSN',
  'syntax/wg04-jpeg/JPLL/MR4_JPLL',
  'syntax/wg04-jpeg/JPLY/MR1_JPLY',
  'syntax/wg04-htj2k/CT1_JPH',
  'syntax/wg04-htj2k/VL1_JPH',
  'syntax/wg04-rle/VL2_RLE',
  'syntax/ct-other-jpeg/CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm',
  'syntax/jpeg-xl/test_ct1_jxl.dcm',
  'colour/test-pattern/TestPattern_JPEG-Baseline_YBR422.dcm',
  'colour/test-pattern/TestPattern_JPEG-Baseline_YBRFull.dcm',
  'colour/test-pattern/TestPattern_JPEG-Lossless_RGB.dcm',
  'colour/test-pattern/TestPattern_JPEG-LS-NearLossless.dcm',
  'colour/test-pattern/TestPattern_Palette_16.dcm',
  'colour/small-rgb/SC_rgb_jls_lossy_line.dcm',
  'us/palette-cine-rle/US-PAL-8-10x-echo',
  'lut/modality-lut/mlut_18.dcm',
];

/** All of some folders, where somebody wants to know it of each file: HELD_FOLDERS=syntax,colour,us. */
const wanted = (): readonly string[] => {
  const folders = process.env['HELD_FOLDERS']?.split(',');
  return (
    folders?.flatMap((each) => listFilesBelow(join(REAL_FILES, each))) ??
    FILES.map((file) => join(REAL_FILES, file))
  );
};

interface Image {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
}

function toImage(row: QidoRow): Image {
  const study = toStudyUid(attributeText(row, STUDY_UID));
  const series = toSeriesUid(attributeText(row, SERIES_UID));
  const sop = toSopUid(attributeText(row, SOP_UID));
  if (!study || !series || !sop) throw new Error('no UID');
  return { study, series, sop };
}

const viewOf = ({ study, series, sop }: Image) => ({
  ...freshView(study),
  panes: [{ study, series, at: { sop, frame: 1 } }],
});

test('coded pixels are shown before the engine as with it, pixel by pixel @both-ways', async ({
  page,
  folder,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  test.slow();
  mkdirSync(join(folder, 'data'));
  for (const [at, file] of wanted().entries()) copyFileSync(file, join(folder, 'data', `${at}.dcm`));
  const companion = await startCompanion({ data: join(folder, 'data'), noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const images = (await rows(companion.dicomWeb, 'instances?limit=1000&includefield=00280010')).map(toImage);
  // A small picture is painted and read fast.
  await page.setViewportSize({ width: 1240, height: 480 });
  const early = page.locator('canvas[data-layer="early"]');
  const engine = await holdEngine(page);
  const asked = engine.asked();
  /** Puts an image into the pane of the page that is there, one to one: the ways to draw are equal there, byte for byte. */
  const show = async (image: Image) => {
    await viewer.goTo({ view: viewOf(image), marks: [] });
    const isShown = await expect
      .poll(
        async () => {
          const [pane] = await inspect.panes(page);
          return pane?.state === 'shown' && pane.sopUid === image.sop;
        },
        { timeout: process.env['HELD_FOLDERS'] ? 3_000 : 15_000 },
      )
      .toBe(true)
      .then(() => true)
      .catch(() => false);
    if (!isShown) return false;
    await viewer.pane().focus();
    await page.keyboard.press('8');
    return true;
  };
  const pictures = new Map<Image, string | undefined>();
  const not: string[] = [];
  // In one page, which waits for the engine all the while.
  for (const image of images)
    await test.step(`${image.sop} before the engine`, async () => {
      if (!(await show(image))) return void not.push(image.sop);
      await expect(early).toBeVisible();
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const picture = await early.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().split(',')[1]);
      pictures.set(image, picture);
    });
  await asked;
  engine.release();
  await expect(early).toHaveCount(0);
  // The last one stands there already, and is the engine's own now.
  for (const [image, picture] of [...pictures].reverse())
    await test.step(`${image.sop} with it`, async () => {
      expect(await show(image)).toBe(true);
      // None but the engine's own.
      await expect(early).toHaveCount(0);
      await viewer.shown();
      const after = await viewer.still();
      expect(after.toString('base64') === picture, `${image.sop}: the same picture`).toBe(true);
    });
  if (process.env['HELD_FOLDERS'])
    process.stdout.write(`${pictures.size} before the engine, ${not.length} not: ${not.join(' ')}\n`);
  else {
    expect(not).toEqual([]);
    expect(pictures.size).toBe(FILES.length);
  }
  await companion.stop();
});
