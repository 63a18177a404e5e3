import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { freshView } from '@/view/viewState';
import { startCompanion } from '../../harness/companion';
import { rows, SERIES_UID, SOP_UID, STUDY_UID, attributeText } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { holdEngine } from '../../harness/holdEngine';
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
  'syntax/wg04-jpeg/JPLY/RG2_JPLY',
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
  const images = await rows(companion.dicomWeb, 'instances?limit=1000&includefield=00280010');
  const early = page.locator('canvas[data-layer="early"]');
  const shown: string[] = [];
  const not: string[] = [];
  for (const image of images) {
    const study = toStudyUid(attributeText(image, STUDY_UID));
    const series = toSeriesUid(attributeText(image, SERIES_UID));
    const sop = toSopUid(attributeText(image, SOP_UID));
    if (!study || !series || !sop) throw new Error('no UID');
    const engine = await holdEngine(page);
    const asked = engine.asked();
    await page.goto('about:blank');
    const view = { ...freshView(study), panes: [{ study, series, at: { sop, frame: 1 } }] };
    await viewer.goTo({ view, marks: [] });
    await asked;
    const isShown = await expect(viewer.pane())
      .toHaveAttribute('data-state', 'shown', { timeout: process.env['HELD_FOLDERS'] ? 3_000 : 15_000 })
      .then(() => true)
      .catch(() => false);
    if (isShown) {
      // One to one: the ways to draw are equal there, byte for byte.
      await page.keyboard.press('8');
      await expect(early).toBeVisible();
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const before = await early.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().split(',')[1]);
      engine.release();
      await expect(early).toHaveCount(0);
      await viewer.shown();
      const after = await viewer.still();
      expect(after.toString('base64') === before, `${attributeText(image, SOP_UID)}: the same picture`).toBe(
        true,
      );
      shown.push(sop);
    } else {
      engine.release();
      not.push(sop);
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
  if (process.env['HELD_FOLDERS'])
    process.stdout.write(`${shown.length} before the engine, ${not.length} not: ${not.join(' ')}\n`);
  else {
    expect(not).toEqual([]);
    expect(shown).toHaveLength(FILES.length);
  }
  await companion.stop();
});
