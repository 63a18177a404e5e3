import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import type { Pane } from '@/view/viewState';
import { findDcmtk } from '../../../scripts/machine.mjs';
import { ctImage, sequence, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import { canvasDifference } from '../../truth/canvas';

const STUDY = '1.2.826.0.1.3680043.10.1.77';
const SIDE = 64;

const words = (count: number, of: (i: number) => number): Buffer =>
  Buffer.from(Uint16Array.from({ length: count }, (_, i) => of(i)).buffer);
/** Every value of 12 bits once, from 0 in the corner to 4095 in the other. */
const RAMP = words(SIDE * SIDE, (i) => i);
const window = (center: string, width: string, curve?: string): Attributes => ({
  '00281050': ['DS', center],
  '00281051': ['DS', width],
  ...(curve === undefined ? {} : { '00281056': ['CS', curve] }),
});
/** A table that rises, falls and rises again, over values 1000 to 1999, 12 bits an entry. */
const TABLE: Attributes = {
  '00283002': ['US', words(3, (i) => [1000, 1000, 12][i] ?? 0)],
  '00283003': ['LO', 'HARDER'],
  '00283006': ['OW', words(1000, (i) => Math.round(2047.5 + 2047.5 * Math.sin(i / 150)))],
};
const MONOCHROME1: Attributes = { '00280004': ['CS', 'MONOCHROME1'] };
const INVERSE: Attributes = { '20500020': ['CS', 'INVERSE'] };

interface Case {
  readonly name: string;
  readonly image: Attributes;
  /** How dcm2pnm (DCMTK) is to show it. */
  readonly dcmtk: readonly string[];
  readonly pane?: Partial<Pane>;
  readonly lut?: string;
}

const CASES: readonly Case[] = [
  { name: 'full range', image: {}, dcmtk: ['+Wm'] },
  { name: 'linear', image: window('1200', '800'), dcmtk: ['+Wi', '1'] },
  { name: 'linear of width 1', image: window('1200', '1'), dcmtk: ['+Wi', '1'] },
  { name: 'the first of two windows', image: window('1200\\300', '800\\90'), dcmtk: ['+Wi', '1'] },
  { name: 'sigmoid', image: window('1800', '900', 'SIGMOID'), dcmtk: ['+Wi', '1', '+Wfs'] },
  {
    name: 'rescaled',
    image: { ...window('40', '400'), '00281052': ['DS', '-1024'], '00281053': ['DS', '1'] },
    dcmtk: ['+Wi', '1'],
  },
  { name: 'a table', image: { '00283010': ['SQ', sequence(TABLE)] }, dcmtk: ['+Wl', '1'], lut: 'HARDER' },
  {
    name: 'a table that the reader chose',
    image: { ...window('1200', '800'), '00283010': ['SQ', sequence(TABLE, { ...TABLE })] },
    dcmtk: ['+Wl', '2'],
    pane: { voiLut: 1 },
    lut: 'HARDER',
  },
  {
    name: 'a window before a table',
    image: { ...window('1200', '800'), '00283010': ['SQ', sequence(TABLE)] },
    dcmtk: ['+Wi', '1'],
  },
  {
    name: 'modality LUT and window',
    image: {
      '00283000': [
        'SQ',
        sequence({
          '00283002': ['US', words(3, (i) => [4096, 0, 16][i] ?? 0)],
          '00283004': ['LO', 'US'],
          '00283006': ['OW', words(4096, (i) => Math.round(Math.sqrt(i) * 100))],
        }),
      ],
      ...window('3000', '4000'),
    },
    dcmtk: ['+Wi', '1'],
  },
  { name: 'MONOCHROME1', image: { ...MONOCHROME1, ...window('1200', '800') }, dcmtk: ['+Wi', '1'] },
  {
    name: 'inverse presentation',
    image: { ...INVERSE, ...window('1200', '800') },
    dcmtk: ['+Wi', '1', '+Piv'],
  },
  {
    name: 'MONOCHROME1 and a table',
    image: { ...MONOCHROME1, '00283010': ['SQ', sequence(TABLE)] },
    dcmtk: ['+Wl', '1'],
    lut: 'HARDER',
  },
];

test('the canvas shows what DCMTK renders, within one grey level @both-ways', async ({ page, folder }) => {
  const program = findDcmtk();
  test.skip(!program, 'dcm2pnm (DCMTK) is not installed: nothing to compare with');
  const files = join(folder, 'files');
  mkdirSync(files);
  CASES.forEach(({ image }, at) => {
    const uids = { study: STUDY, series: `${STUDY}.${at + 1}`, sop: `${STUDY}.${at + 1}.1` };
    const dataset = ctImage(uids, {
      '00280010': ['US', SIDE],
      '00280011': ['US', SIDE],
      '00280101': ['US', 12],
      '00280102': ['US', 11],
      '7FE00010': ['OW', RAMP],
      ...image,
    });
    writeFileSync(join(files, `${at}.dcm`), writeDicom(dataset));
  });
  const companion = await startCompanion({ data: files, noSamples: true });
  // A small picture is painted and read fast.
  await page.setViewportSize({ width: 1440, height: 420 });
  const viewer = new Viewer(page, companion.url);
  const study = toStudyUid(STUDY);
  if (!program || !study) throw new Error('no UID');
  for (const [at, { name, dcmtk, pane, lut }] of CASES.entries()) {
    const file = join(folder, `${at}.pgm`);
    const { status, stderr } = spawnSync(program, [...dcmtk, '-O', '+op', join(files, `${at}.dcm`), file]);
    expect(status, String(stderr)).toBe(0);
    const picture = readFileSync(file).subarray(-SIDE * SIDE);
    const series = toSeriesUid(`${STUDY}.${at + 1}`);
    if (!series) throw new Error('no UID');
    const view = {
      studies: [study],
      grid: { rows: 1, columns: 1 },
      panes: [{ study, series, ...pane }],
      active: 0,
    } as const;
    await viewer.openLink({ view, marks: [] });
    await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(series);
    expect((await inspect.panes(page))[0]?.voiLut, name).toBe(lut);
    expect(await canvasDifference(page, { picture, columns: SIDE }), name).toBeLessThanOrEqual(1);
  }
  await companion.stop();
});
