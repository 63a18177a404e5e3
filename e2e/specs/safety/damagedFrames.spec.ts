import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { faults } from '@/i18n/en/faults';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { encodeLink } from '@/view/link/codec';
import { ctImage, encapsulate, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import { NOISY_SIZE, noisyJ2k, withoutMiddle } from '../../../server/testing/noisyJ2k';
import { COLOUR, EXTENDED, LOSSLESS, withBytesTwice, withoutMiddleOfScan } from '../../material/jpegFrames';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const STUDIES = { sound: '1.2.826.0.1.3680043.8.498.601', damaged: '1.2.826.0.1.3680043.8.498.602' } as const;
/** Of several pairs, the study of one of them. */
const studyOf = (name: keyof typeof STUDIES, pair: number): string => `${STUDIES[name]}.${pair}`;

function linkTo(uid: string): string {
  const [study, series] = [toStudyUid(uid), toSeriesUid(`${uid}.1`)];
  if (!study || !series) throw new Error('no UID');
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series }],
    active: 0,
  };
  return encodeLink({ archive: 'main', view, marks: [] });
}

async function write(
  folder: string,
  name: keyof typeof STUDIES,
  codestream: Buffer,
  more: Attributes = {},
  syntax = '4.90',
  pair?: number,
): Promise<void> {
  const study = pair === undefined ? STUDIES[name] : studyOf(name, pair);
  const path = join(folder, `${name}${pair ?? ''}.dcm`);
  mkdirSync(dirname(path), { recursive: true });
  const attributes = ctImage(
    { study, series: `${study}.1`, sop: `${study}.1.1` },
    {
      '00100010': ['PN', `Test^${name}`],
      '00100020': ['LO', `${name.toUpperCase()}${pair ?? ''}`],
      '00280010': ['US', NOISY_SIZE],
      '00280011': ['US', NOISY_SIZE],
      '7FE00010': ['OB', encapsulate([Buffer.alloc(0), codestream])],
      ...more,
    },
  );
  writeFileSync(path, writeDicom(attributes, `1.2.840.10008.1.2.${syntax}`));
}

test('a damaged JPEG 2000 frame never shows the picture that was decoded before it', async ({
  page,
  folder,
}) => {
  const damaged = await noisyJ2k(2);
  await write(folder, 'sound', await noisyJ2k(1));
  await write(folder, 'damaged', withoutMiddle(damaged));
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(STUDIES.sound);
  await viewer.shown();
  expect((await inspect.pixels(page, 0))?.rows).toBe(NOISY_SIZE);
  // In the same page, so that the decoder is the one that has just made the other patient's picture.
  await page.evaluate((link) => (location.hash = `#${link}`), linkTo(STUDIES.damaged));
  await expect(viewer.pane()).toContainText('damaged', { ignoreCase: true });
  await expect(viewer.pane()).toHaveAttribute('data-state', /shown|unverified|unsupported|refused|failed/);
  await expect(viewer.pane()).toHaveAttribute('data-state', 'unverified');
  await companion.stop();
});

const even = (frame: Buffer): Buffer =>
  frame.length % 2 === 0 ? frame : Buffer.concat([frame, Buffer.alloc(1)]);
const size = (rows: number, columns: number): Attributes => ({
  '00280010': ['US', rows],
  '00280011': ['US', columns],
});
const GREY: Attributes = { ...size(40, 40), '00280101': ['US', 12], '00280102': ['US', 11] };
const RGB: Attributes = {
  ...size(29, 37),
  '00280002': ['US', 3],
  '00280004': ['CS', 'YBR_FULL_422'],
  '00280006': ['US', 0],
  '00280100': ['US', 8],
  '00280101': ['US', 8],
  '00280102': ['US', 7],
  '00280103': ['US', 0],
};

/** 40 x 40 in 16 bits: the higher bytes as 40 runs of 40, the lower ones as they are; damaged: a run is longer (PS3.5 G.3.2). */
function rle(longerBy: number): Buffer {
  const higher = Array.from({ length: 40 }, (_, row) => [257 - 40 - (row === 20 ? longerBy : 0), row % 8]);
  const lower = Array.from({ length: 40 }, (_, row) => [
    39,
    ...Array.from({ length: 40 }, (_, at) => at * row),
  ]);
  const header = Buffer.alloc(64);
  [2, 64, 64 + 80].forEach((value, at) => header.writeUInt32LE(value, 4 * at));
  return Buffer.concat([header, Buffer.from(higher.flat()), Buffer.from(lower.flat())]);
}

const DAMAGED = [
  ['lossless, with a hole', '4.70', LOSSLESS, withoutMiddleOfScan(LOSSLESS), GREY],
  ['extended, with a hole', '4.51', EXTENDED, withoutMiddleOfScan(EXTENDED), GREY],
  ['baseline in colour, with a hole', '4.50', COLOUR, withoutMiddleOfScan(COLOUR), RGB],
  ['lossless, with bytes twice', '4.70', LOSSLESS, withBytesTwice(LOSSLESS), GREY],
  ['extended, with bytes twice', '4.51', EXTENDED, withBytesTwice(EXTENDED), GREY],
  ['baseline in colour, with bytes twice', '4.50', COLOUR, withBytesTwice(COLOUR), RGB],
  ['RLE, with a run too long', '5', rle(0), rle(40), GREY],
] as const;

test('a frame that is damaged in its middle is not shown as whole, whatever its coding', async ({
  page,
  folder,
}) => {
  for (const [at, [, syntax, frame, damaged, attributes]] of DAMAGED.entries()) {
    await write(folder, 'sound', even(frame), attributes, syntax, at + 1);
    await write(folder, 'damaged', even(damaged), attributes, syntax, at + 1);
  }
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/`);
  const turnTo = (uid: string) => page.evaluate((link) => (location.hash = `#${link}`), linkTo(uid));
  for (const [at, [name]] of DAMAGED.entries())
    await test.step(name, async () => {
      const [sound, damaged] = [studyOf('sound', at + 1), studyOf('damaged', at + 1)];
      await turnTo(sound);
      await expect.poll(async () => (await inspect.panes(page))[0]?.studyUid, name).toBe(sound);
      await viewer.shown();
      await turnTo(damaged);
      await expect(viewer.pane(), name).toContainText('damaged', { ignoreCase: true });
      await expect(viewer.pane(), name).toHaveAttribute(
        'data-state',
        /shown|unverified|unsupported|refused|failed/,
      );
      await expect(viewer.pane(), name).toHaveAttribute('data-state', 'unverified');
      expect(await inspect.pixels(page, 0), name).toBeUndefined();
    });
  await companion.stop();
});

test('a decoder that does not come is said to be missing, blames no image, and is asked for again', async ({
  page,
  folder,
}) => {
  await write(folder, 'sound', await noisyJ2k(1));
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const decoder = /\/assets\/openjpeg[^/]*\.wasm/;
  await page.route(decoder, (route) => route.abort());
  await page.goto(`${companion.url}/#${linkTo(STUDIES.sound)}`);
  const said = viewer.pane().getByRole('alert');
  await expect(said).toContainText(faults['fault.no-decoder']);
  await expect(viewer.pane()).toHaveAttribute('data-state', 'failed');
  await page.unroute(decoder);
  // The engine may have asked again by itself: then there is nothing left to press.
  await expect(async () => {
    const again = viewer.pane().getByRole('button', { name: 'Try again' });
    if (await again.isVisible()) await again.click({ timeout: 1000 });
    await expect(viewer.pane()).toHaveAttribute('data-state', 'shown', { timeout: 2000 });
  }).toPass();
  await companion.stop();
});
