import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { faults } from '@/i18n/en/faults';
import { encodeFile, type SampleDataset } from '../../../server/samples/encode';
import {
  describeInstance,
  samplePath,
  sampleUid,
  type SampleStudyFacts,
} from '../../../server/samples/study';
import { serveCases } from '../../fixtures/cases';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasCases, NO_CASES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

const STUDY: SampleStudyFacts = {
  number: 214,
  folder: 'palettes',
  patientName: 'Test^Palette',
  patientId: 'TEST-PALETTE',
  sex: 'O',
  birthDate: '19700101',
  date: '20260606',
  time: '101000',
  description: 'Palettes',
};
const COLUMNS = 256;
const ROWS = 4;

const words = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);
const bytes = (...values: number[]) => Uint8Array.from(values);
const ramp = <T>(count: number, of: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => of(at));

interface Variant {
  readonly name: string;
  readonly bits: 8 | 16;
  readonly signed?: boolean;
  /** Value of the pixel in a column. */
  readonly stored?: (column: number) => number;
  readonly descriptor: readonly number[];
  /** Segments of red, green, blue; or whole tables. */
  readonly segments?: readonly Uint8Array[];
  readonly tables?: readonly Uint8Array[];
  /** RGB of a column, by hand; undefined: no picture, but the sentence of a table that cannot be read. */
  readonly colour?: (column: number) => readonly [number, number, number];
}

/** Red rises, green falls, blue rises to 127 in the middle and stays: as in ../shared/cases/palette-segmented. */
const LINES = [
  words(0, 1, 0, 1, 255, 0xff00),
  words(0, 1, 0xff00, 1, 255, 0),
  words(0, 1, 0, 1, 127, 0x7f00, 1, 128, 0x7f00),
];
const lines = (column: number) => [column, 255 - column, Math.min(column, 127)] as const;

const VARIANTS: readonly Variant[] = [
  { name: 'words, pixels of 8 bits', bits: 8, descriptor: [256, 0, 16], segments: LINES, colour: lines },
  { name: 'words, pixels of 16 bits', bits: 16, descriptor: [256, 0, 16], segments: LINES, colour: lines },
  {
    name: 'bytes',
    bits: 8,
    descriptor: [256, 0, 8],
    segments: [
      bytes(0, 1, 0, 1, 255, 255),
      bytes(0, 1, 255, 1, 255, 0),
      bytes(0, 1, 0, 1, 127, 127, 1, 128, 127),
    ],
    colour: lines,
  },
  {
    name: 'indirect: the first 128 entries again',
    bits: 8,
    descriptor: [256, 0, 16],
    segments: [
      words(0, 1, 0, 1, 127, 0x7f00, 2, 2, 0, 0),
      words(0, 1, 0, 1, 127, 0x7f00, 2, 2, 0, 0),
      words(0, 1, 0, 1, 127, 0x7f00, 2, 2, 0, 0),
    ],
    colour: (column) => [column % 128, column % 128, column % 128],
  },
  {
    name: '65,536 entries',
    bits: 16,
    stored: (column) => column * 256,
    descriptor: [0, 0, 16],
    segments: [
      words(0, 1, 0, 1, 65535, 65535),
      words(0, 1, 65535, 1, 65535, 0),
      words(0, 1, 0x8000, 1, 65535, 0x8000),
    ],
    colour: (column) => [column, 255 - column, 128],
  },
  {
    name: 'signed pixels and a first value below zero',
    bits: 16,
    signed: true,
    stored: (column) => column - 128,
    descriptor: [128, 65536 - 64, 16],
    segments: [
      words(0, 1, 0, 1, 127, 0x7f00),
      words(0, 1, 0, 1, 127, 0x7f00),
      words(0, 1, 0xff00, 1, 127, 0xff00),
    ],
    colour: (column) => {
      const at = Math.min(127, Math.max(0, column - 64));
      return [at, at, 255];
    },
  },
  {
    name: 'whole tables of 8 bits, two entries to a word',
    bits: 8,
    descriptor: [256, 0, 8],
    tables: [
      bytes(...ramp(256, (at) => at)),
      bytes(...ramp(256, (at) => 255 - at)),
      bytes(...ramp(256, () => 9)),
    ],
    colour: (column) => [column, 255 - column, 9],
  },
  {
    name: 'a segment that copies itself',
    bits: 8,
    descriptor: [256, 0, 16],
    segments: [words(0, 1, 0, 2, 9, 6, 0), ...LINES.slice(1)],
  },
  {
    name: 'a segment from beyond the end',
    bits: 16,
    descriptor: [256, 0, 16],
    segments: [words(0, 1, 0, 2, 1, 60000, 1), ...LINES.slice(1)],
  },
  {
    name: 'fewer entries than said',
    bits: 8,
    descriptor: [256, 0, 16],
    segments: [words(0, 1, 0, 1, 100, 0xff00), ...LINES.slice(1)],
  },
  {
    name: 'half a whole table',
    bits: 8,
    descriptor: [256, 0, 16],
    tables: [new Uint8Array(300), new Uint8Array(300), new Uint8Array(300)],
  },
];

function pixelsOf({ bits, stored = (column) => column }: Variant): Uint8Array {
  const values = ramp(COLUMNS * ROWS, (at) => stored(at % COLUMNS));
  return bits === 8 ? Uint8Array.from(values) : words(...values);
}

function write(folder: string): void {
  for (const [at, variant] of VARIANTS.entries()) {
    const { bits, signed = false, descriptor, segments, tables, name } = variant;
    const data = segments ?? tables ?? [];
    const prefix = segments ? 'Segmented' : '';
    const palette: SampleDataset = Object.fromEntries(
      ['Red', 'Green', 'Blue'].flatMap((colour, channel) => [
        [`${colour}PaletteColorLookupTableDescriptor`, descriptor],
        [`${prefix}${colour}PaletteColorLookupTableData`, data[channel] ?? bytes()],
      ]),
    );
    const series = { number: at + 1, modality: 'OT', description: name };
    const path = join(folder, samplePath(STUDY, at + 1, 1));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      encodeFile({
        ...describeInstance(STUDY, series, 1, '1.2.840.10008.5.1.4.1.1.7'),
        SamplesPerPixel: 1,
        PhotometricInterpretation: 'PALETTE COLOR',
        Rows: ROWS,
        Columns: COLUMNS,
        BitsAllocated: bits,
        BitsStored: bits,
        HighBit: bits - 1,
        PixelRepresentation: signed ? 1 : 0,
        ...palette,
        PixelData: pixelsOf(variant),
      }),
    );
  }
}

/** RGB of the first row. */
const rowOf = (rgb: Buffer) => ramp(COLUMNS, (column) => [...rgb.subarray(3 * column, 3 * column + 3)]);

test('palettes of every kind give their colours, and wrong ones a sentence at once', async ({
  page,
  folder,
}) => {
  write(folder);
  const companion = await startCompanion({ data: folder, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(sampleUid(STUDY.number));
  for (const [at, { name, colour }] of VARIANTS.entries())
    await test.step(name, async () => {
      const series = sampleUid(STUDY.number, at + 1);
      await viewer.place(series);
      await expect.poll(async () => (await inspect.view(page)).panes[0]?.series).toBe(series);
      const rendered = `studies/${sampleUid(STUDY.number)}/series/${series}/instances/${sampleUid(STUDY.number, at + 1, 1)}/rendered`;
      const picture = await fetch(`${companion.dicomWeb}/${rendered}`, { headers: { accept: 'image/png' } });
      if (!colour) {
        await expect(viewer.pane().getByRole('alert')).toContainText(faults['fault.paletteTable']);
        expect(picture.status).toBe(406);
        return;
      }
      await viewer.shown();
      await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(series);
      const wanted = ramp(COLUMNS, (column) => [...colour(column)]);
      expect(rowOf(Buffer.from((await inspect.pixelBytes(page, 0)) ?? '', 'base64'))).toEqual(wanted);
      // The archive's own picture, for lists, is the same.
      const png = Buffer.from(await picture.arrayBuffer()).toString('base64');
      const drawn = await page.evaluate(async (base64) => {
        const data = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([data], { type: 'image/png' }));
        const context = new OffscreenCanvas(bitmap.width, 1).getContext('2d');
        context?.drawImage(bitmap, 0, 0);
        return [...(context?.getImageData(0, 0, bitmap.width, 1).data ?? [])];
      }, png);
      expect(ramp(COLUMNS, (column) => drawn.slice(4 * column, 4 * column + 3))).toEqual(wanted);
    });
  await companion.stop();
});

test('the case of ../shared/cases is that picture', async ({ page, folder }) => {
  test.skip(!hasCases, NO_CASES);
  const companion = await serveCases(folder, ['palette-segmented']);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy('1.2.826.0.1.3680043.10.1338.14');
  const row = rowOf(Buffer.from((await inspect.pixelBytes(page, 0)) ?? '', 'base64'));
  expect(row).toEqual(ramp(COLUMNS, (column) => [...lines(column)]));
  await companion.stop();
});
