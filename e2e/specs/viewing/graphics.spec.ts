import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeLink } from '@/view/link/codec';
import { ctImage, encapsulate, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasRealFiles, NO_REAL_FILES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

const STUDY = '1.2.826.0.1.3680043.10.1.78';
const SIDE = 64;

/** 64 x 64 bits, set where asked. */
function bits(isSet: (column: number, row: number) => boolean): Buffer {
  const bytes = Buffer.alloc((SIDE * SIDE) / 8);
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const at = row * SIDE + column;
      if (isSet(column, row)) bytes.writeUInt8(bytes.readUInt8(at >> 3) | (1 << (at & 7)), at >> 3);
    }
  return bytes;
}

const overlay = (group: string, more: Attributes): Attributes => ({
  [`${group}0010`]: ['US', SIDE],
  [`${group}0011`]: ['US', SIDE],
  [`${group}0040`]: ['CS', 'G'],
  [`${group}0050`]: ['SS', Buffer.from(Int16Array.from([1, 1]).buffer)],
  [`${group}0100`]: ['US', 1],
  [`${group}0102`]: ['US', 0],
  ...more,
});

/** Where the layer above the picture has something, at one image pixel a canvas pixel: how many pixels of what colour. */
const drawn = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] canvas[data-layer="graphics"]');
    const context = canvas?.hidden === false ? canvas.getContext('2d') : undefined;
    if (!canvas || !context) return {};
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const counts: Record<string, number> = {};
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] !== 0) {
        const colour = `${data[i]} ${data[i + 1]} ${data[i + 2]}`;
        counts[colour] = (counts[colour] ?? 0) + 1;
      }
    return counts;
  });

/** mr/lesion-overlay: one MR of 300 x 484 with 222 set pixels, by overlay_array(0x6000).sum() of pydicom 2.3. */
const LESION = '1.2.124.113532.10.122.1.203.20051130.122937.2950157';

const OVERLAY = '127 232 214';

test('overlays, from bits of their own and from bits of the pixels, and a shutter lie over the picture @both-ways', async ({
  page,
  folder,
}) => {
  const files = join(folder, 'files');
  mkdirSync(files);
  // Bit 15 of the stored values holds a second overlay: one row of 40 pixels.
  const pixels = Uint16Array.from(
    { length: SIDE * SIDE },
    (_, i) => (i >= 650 && i < 690 ? 0x8000 : 0) | (i & 0xfff),
  );
  const dataset = ctImage(
    { study: STUDY, series: `${STUDY}.1`, sop: `${STUDY}.1.1` },
    {
      '00181600': ['CS', 'RECTANGULAR'],
      '00181602': ['IS', '5'],
      '00181604': ['IS', '60'],
      '00181606': ['IS', '5'],
      '00181608': ['IS', '60'],
      '00181622': ['US', 0],
      '00280010': ['US', SIDE],
      '00280011': ['US', SIDE],
      '00280101': ['US', 12],
      '00280102': ['US', 11],
      ...overlay('6000', {
        '60003000': ['OW', bits((column, row) => column === 20 && row >= 30 && row < 50)],
      }),
      ...overlay('6002', { '60020100': ['US', 16], '60020102': ['US', 15] }),
      '7FE00010': ['OW', Buffer.from(pixels.buffer)],
    },
  );
  writeFileSync(join(files, 'image.dcm'), writeDicom(dataset));
  const companion = await startCompanion({ data: files, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(STUDY);
  await expect.poll(async () => (await inspect.panes(page))[0]?.graphics).toBe('shown');
  await page.keyboard.press('8');
  // 56 x 56 of 64 x 64 pixels stay open; 20 and 40 pixels of overlays lie in the open part.
  const everything = { [OVERLAY]: 60, '0 0 0': SIDE * SIDE - 56 * 56 };
  await expect.poll(() => drawn(page)).toEqual(everything);
  expect((await inspect.pixels(page, 0))?.max).toBe(4095);
  await page.keyboard.press('g');
  await expect(page.getByText('Overlays of the file hidden')).toBeVisible();
  await expect.poll(() => drawn(page)).toEqual({});
  expect((await inspect.view(page)).panes[0]?.bare).toBe(true);
  // The address follows a little later.
  const inAddress = () => {
    const link = decodeLink(new URL(page.url()).hash);
    return link.ok && link.view.panes[0]?.bare;
  };
  await expect.poll(inAddress).toBe(true);
  await page.reload();
  await viewer.shown();
  await expect.poll(async () => (await inspect.panes(page))[0]?.graphics).toBe('hidden');
  await page.keyboard.press('0');
  await page.keyboard.press('8');
  await expect.poll(() => drawn(page)).toEqual(everything);
  await companion.stop();
});

/** 64 x 64 signed samples of 12 bits, all -1: JPEG 2000 without loss, by opj_compress (OpenJPEG 2.5.0). */
const MINUS_ONE =
  '/0//UQApAAAAAABAAAAAQAAAAAAAAAAAAAAAQAAAAEAAAAAAAAAAAAABiwEB/1IADAAAAAEABQQEAAH/XAATQGBoaHBoaHBoaHBoaHBoaHD/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAYAAH/k8ACIAh/gICAgID/2Q==';

test('overlays end at the edge of the image; one in a bit that the codestream has not is said, not made up @both-ways', async ({
  page,
  folder,
}) => {
  const files = join(folder, 'files');
  mkdirSync(files);
  const origin = (row: number, column: number) =>
    ['SS', Buffer.from(Int16Array.from([row, column]).buffer)] as const;
  const dataset = ctImage(
    { study: STUDY, series: `${STUDY}.1`, sop: `${STUDY}.1.1` },
    {
      '00280010': ['US', SIDE],
      '00280011': ['US', SIDE],
      '00280101': ['US', 12],
      '00280102': ['US', 11],
      '00280103': ['US', 1],
      // A quarter of each lies on the image, with three quarters beside it.
      ...overlay('6000', { '60000050': origin(33, 33), '60003000': ['OW', bits(() => true)] }),
      ...overlay('6002', { '60020050': origin(-31, -31), '60023000': ['OW', bits(() => true)] }),
      // Of negative values a decoder has ones in bit 14: their sign.
      ...overlay('6004', { '60040100': ['US', 16], '60040102': ['US', 14] }),
      '7FE00010': ['OB', encapsulate([Buffer.alloc(0), Buffer.from(MINUS_ONE, 'base64')])],
    },
  );
  writeFileSync(join(files, 'image.dcm'), writeDicom(dataset, '1.2.840.10008.1.2.4.90'));
  const companion = await startCompanion({ data: files, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(STUDY);
  await expect.poll(async () => (await inspect.panes(page))[0]?.graphics).toBe('missing');
  await expect(page.getByText('An overlay of the file could not be fetched')).toBeVisible();
  await page.keyboard.press('8');
  await expect.poll(() => drawn(page)).toEqual({ [OVERLAY]: (SIDE * SIDE) / 2 });
  expect(await inspect.pixels(page, 0)).toMatchObject({ min: -1, max: -1 });
  await companion.stop();
});

test('an overlay that Orthanc sends as bulk data is drawn whole', async ({ page, beforeOrthanc }) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const viewer = new Viewer(page, beforeOrthanc.url);
  await viewer.openStudy(LESION);
  await expect.poll(async () => (await inspect.panes(page))[0]?.graphics).toBe('shown');
  await page.keyboard.press('8');
  await expect.poll(async () => (await drawn(page))[OVERLAY]).toBe(222);
});
