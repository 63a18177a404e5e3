import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ctImage, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { olderTableProfile, tableProfile, wideProfile } from '../../material/iccProfile';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';

const STUDY = '1.2.826.0.1.3680043.10.1.79';
const SIDE = 64;

/**
 * Stored colour, and what it is on an sRGB screen through wideProfile(), tableProfile() and olderTableProfile(): by LittleCMS 2.14
 * (`transicc -i wide.icc -o *sRGB -t1`, `transicc -i table.icc -o *sRGB -t0`), cut to 0 to 255.
 */
const COLOURS = [
  { stored: [255, 0, 0], wide: [255, 0, 0], table: [98, 45, 64], older: [93, 42, 60] },
  { stored: [0, 255, 0], wide: [0, 255, 0], table: [124, 173, 112], older: [122, 170, 110] },
  { stored: [0, 0, 255], wide: [0, 0, 255], table: [0, 30, 67], older: [0, 29, 62] },
  { stored: [200, 100, 50], wide: [227, 100, 42], table: [134, 109, 107], older: [130, 106, 104] },
  { stored: [100, 150, 120], wide: [66, 151, 119], table: [121, 132, 123], older: [119, 128, 121] },
  { stored: [128, 128, 128], wide: [129, 129, 129], table: [123, 123, 123], older: [119, 119, 119] },
  { stored: [0, 0, 0], wide: [0, 0, 0], table: [0, 0, 0], older: [0, 0, 0] },
  { stored: [255, 255, 255], wide: [255, 255, 255], table: [255, 255, 255], older: [255, 255, 255] },
] as const;
const BAND = SIDE / COLOURS.length;

function picture(sop: string, more: Attributes): Buffer {
  const pixels = Buffer.alloc(SIDE * SIDE * 3);
  for (let i = 0; i < SIDE * SIDE; i++)
    pixels.set(COLOURS[Math.floor((i % SIDE) / BAND)]?.stored ?? [], 3 * i);
  const uids = { study: STUDY, series: `${STUDY}.${sop}`, sop: `${STUDY}.${sop}.1` };
  return writeDicom(
    ctImage(uids, {
      '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.77.1.4'],
      '00080060': ['CS', 'XC'],
      '00200011': ['IS', sop],
      '00280002': ['US', 3],
      '00280004': ['CS', 'RGB'],
      '00280006': ['US', 0],
      '00280010': ['US', SIDE],
      '00280011': ['US', SIDE],
      '00280100': ['US', 8],
      '00280101': ['US', 8],
      '00280102': ['US', 7],
      '7FE00010': ['OW', pixels],
      ...more,
    }),
  );
}

/** The colours in the middles of the bands, with the picture at one image pixel a canvas pixel. */
const bands = (page: Page) =>
  page.evaluate(
    ([side, count]) => {
      const all = document.querySelectorAll<HTMLCanvasElement>('[data-pane="0"] canvas:not([data-layer])');
      const canvas = [...all].find((one) => one.width > 0 && one.offsetParent !== null);
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return [];
      const band = side / count;
      return Array.from({ length: count }, (_, i) => {
        const x = Math.floor(canvas.width / 2 - side / 2 + band * (i + 0.5));
        return [...context.getImageData(x, Math.floor(canvas.height / 2), 1, 1).data.slice(0, 3)];
      });
    },
    [SIDE, COLOURS.length] as const,
  );

type Colours = keyof (typeof COLOURS)[number];

const farthest = (seen: readonly (readonly number[])[], as: Colours): number =>
  Math.max(
    256 * Math.abs(seen.length - COLOURS.length),
    ...COLOURS.flatMap((colour, i) => colour[as].map((value, c) => Math.abs(value - (seen[i]?.[c] ?? 999)))),
  );

test('a colour profile is applied to the picture and not to what is inspected; a broken one is said @both-ways', async ({
  page,
  folder,
}) => {
  const files = join(folder, 'files');
  mkdirSync(files);
  const profile = wideProfile();
  writeFileSync(join(files, '1.dcm'), picture('1', { '00282000': ['OB', profile] }));
  writeFileSync(join(files, '2.dcm'), picture('2', { '00282000': ['OB', profile.subarray(0, 60)] }));
  writeFileSync(
    join(files, '3.dcm'),
    picture('3', { '00282000': ['OB', profile], '00282002': ['CS', 'SRGB'] }),
  );
  writeFileSync(join(files, '4.dcm'), picture('4', { '00282000': ['OB', tableProfile()] }));
  writeFileSync(join(files, '5.dcm'), picture('5', { '00282000': ['OB', olderTableProfile()] }));
  const companion = await startCompanion({ data: files, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(STUDY);
  const isShown = async (series: number) => {
    const [pane] = await inspect.panes(page);
    return pane?.state === 'shown' && pane.seriesUid === `${STUDY}.${series}`;
  };
  await expect.poll(() => isShown(1)).toBe(true);
  await page.keyboard.press('8');
  await expect.poll(async () => farthest(await bands(page), 'wide')).toBeLessThanOrEqual(1);
  const note = page.getByText('Colours as in the file: its colour profile could not be read');
  await expect(note).toBeHidden();
  const bytes = Buffer.from((await inspect.pixelBytes(page, 0)) ?? '', 'base64');
  expect([...bytes.subarray(BAND * 9, BAND * 9 + 3)]).toEqual([200, 100, 50]);

  // The table's black is that of a reference medium, which is black on the screen, too; the older one's white is white.
  for (const [series, as, isSaid] of [
    [1, 'stored', true],
    [2, 'stored', false],
    [3, 'table', false],
    [4, 'older', false],
  ] as const) {
    await page.getByTestId('series-thumb').nth(series).dblclick();
    await expect.poll(() => isShown(series + 1)).toBe(true);
    await page.keyboard.press('8');
    await expect
      .poll(async () => farthest(await bands(page), as))
      .toBeLessThanOrEqual(as === 'stored' ? 0 : 1);
    await expect(note).toBeVisible({ visible: isSaid });
  }
  await companion.stop();
});
