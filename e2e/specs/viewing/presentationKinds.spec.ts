import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rgbToCielab } from '@/dicom/transforms/cielab';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { ctImage, sequence, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { Viewer } from '../../pages/viewer';
import {
  has,
  must,
  uids,
  viewOf,
  phaseOf,
  PRESENTED_STUDY,
  PRESENTED_ROWS,
  PRESENTED_COLUMNS,
  words,
  PICTURE,
  store,
  dumped,
  greatest,
  drawnIn,
  presentationState,
  signed32,
  floats,
  reference,
} from '../../fixtures/presentationStates';
import { errorsOf } from '../../harness/validator';
import { canvasOf } from '../../truth/canvas';

const YELLOW = [255, 214, 10] as const;

test('measurements leave as graphics of their image and come back where they were drawn @phone', async ({
  page,
  folder,
}) => {
  const files = join(folder, 'files');
  mkdirSync(files);
  const names = { study: PRESENTED_STUDY, series: `${PRESENTED_STUDY}.50`, sop: `${PRESENTED_STUDY}.50.1` };
  const dataset = ctImage(names, {
    '00200013': ['IS', '1'],
    '00280010': ['US', PRESENTED_ROWS],
    '00280011': ['US', PRESENTED_COLUMNS],
    '7FE00010': ['OW', PICTURE],
  });
  writeFileSync(join(files, 'image.dcm'), writeDicom(dataset));
  const companion = await startCompanion({ data: files, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const { study, series, sop } = uids(names.study, names.series, names.sop);
  const on = { study, series, sop, frame: 1 };
  await viewer.openLink({
    view: viewOf({ study, series }),
    marks: [
      {
        ...on,
        kind: 'length',
        pointsPx: [
          [10, 20],
          [50, 20],
        ],
      },
      {
        ...on,
        kind: 'ellipse',
        pointsPx: [
          [30, 40],
          [30, 30],
          [10, 35],
          [50, 35],
        ],
      },
      { ...on, kind: 'probe', pointsPx: [[5, 5]] },
    ],
  });
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(3);
  const bytes = await inspect.presentationState(page, 0);
  const state = join(folder, 'state.dcm');
  writeFileSync(state, bytes);
  expect(errorsOf(state)).toEqual([]);
  if (has('dcmdump')) {
    expect(dumped(state, '0070,0023')).toEqual(['[POLYLINE]', '[ELLIPSE]', '[POINT]']);
    // From the outer corner of the first pixel, the major axis of the ellipse first.
    expect(dumped(state, '0070,0022')).toEqual([
      '10.5\\20.5\\50.5\\20.5',
      '10.5\\35.5\\50.5\\35.5\\30.5\\40.5\\30.5\\30.5',
      '5.5\\5.5',
    ]);
  }
  await store(companion.dicomWeb, [bytes]);
  // Its series is opened as any other: by its UIDs, from the archive's list.
  const listed = (await (
    await fetch(`${companion.dicomWeb}/studies/${study}/series?Modality=PR`, {
      headers: { accept: 'application/dicom+json' },
    })
  ).json()) as Record<string, { Value?: string[] }>[];
  const own = must(toSeriesUid(listed[0]?.['0020000E']?.Value?.[0]));
  await viewer.openLink({ view: viewOf({ study, series: own }), marks: [] });
  await expect.poll(() => phaseOf(page)).toBe('applied');
  expect(await inspect.measurements(page)).toEqual([]);
  const box = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] canvas[data-layer="graphics"]');
    return { width: canvas?.width ?? 0, height: canvas?.height ?? 0 };
  });
  const scale = Math.min(box.width / PRESENTED_COLUMNS, box.height / PRESENTED_ROWS);
  const at = (column: number, row: number) => [
    box.width / 2 + (column + 0.5 - PRESENTED_COLUMNS / 2) * scale,
    box.height / 2 + (row + 0.5 - PRESENTED_ROWS / 2) * scale,
  ];
  await expect.poll(async () => (await drawnIn(page, YELLOW)).length).toBeGreaterThan(100);
  const yellow = await drawnIn(page, YELLOW);
  const isNear = ([x = 0, y = 0]: number[]) => yellow.some(([a, b]) => Math.hypot(a - x, b - y) < 2);
  // The middle of the line, four ends of the ellipse, the probed pixel; and nothing beside them.
  for (const [column, row] of [
    [30, 20],
    [10, 35],
    [50, 35],
    [30, 30],
    [30, 40],
    [5, 5],
  ] as const)
    expect(isNear(at(column, row)), `${column}, ${row}`).toBe(true);
  expect(isNear(at(30, 10))).toBe(false);
  await companion.stop();
});

test('a state in colour: turned, with a profile that other programs know', async ({ page, folder }) => {
  const files = join(folder, 'files');
  mkdirSync(files);
  const names = { study: PRESENTED_STUDY, series: `${PRESENTED_STUDY}.51`, sop: `${PRESENTED_STUDY}.51.1` };
  const rgb = Buffer.from(
    Array.from({ length: PRESENTED_ROWS * PRESENTED_COLUMNS * 3 }, (_, i) => (i * 7) % 256),
  );
  const dataset = ctImage(names, {
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.7'],
    '00080060': ['CS', 'OT'],
    '00280002': ['US', 3],
    '00280004': ['CS', 'RGB'],
    '00280006': ['US', 0],
    '00280010': ['US', PRESENTED_ROWS],
    '00280011': ['US', PRESENTED_COLUMNS],
    '00280100': ['US', 8],
    '00280101': ['US', 8],
    '00280102': ['US', 7],
    '7FE00010': ['OB', rgb],
  });
  writeFileSync(join(files, 'image.dcm'), writeDicom(dataset));
  const companion = await startCompanion({ data: files, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const { study, series } = uids(names.study, names.series, names.sop);
  await viewer.openLink({ view: viewOf({ study, series, rotationDeg: 180, mirrored: true }), marks: [] });
  const asDrawn = await canvasOf(page);
  const bytes = await inspect.presentationState(page, 0);
  const state = join(folder, 'state.dcm');
  writeFileSync(state, bytes);
  expect(errorsOf(state)).toEqual([]);
  if (has('dcmdump')) expect(dumped(state, '0008,0016')).toEqual(['=ColorSoftcopyPresentationStateStorage']);
  await store(companion.dicomWeb, [bytes]);
  const [sop = '', own = ''] = ['0008,0018', '0020,000e'].map((tag) =>
    dumped(state, tag).at(-1)?.slice(1, -1),
  );
  const presentation = { series: must(toSeriesUid(own)), sop: must(toSopUid(sop)) };
  await viewer.openLink({ view: viewOf({ study, series, presentation }), marks: [] });
  await expect.poll(() => phaseOf(page)).toBe('applied');
  expect(greatest(asDrawn, await canvasOf(page))).toBe(0);
  await companion.stop();
});

test('palettes, magnified areas, graphics by fractions of the screen, blending; for another image; not there', async ({
  page,
  folder,
}) => {
  const files = join(folder, 'files');
  mkdirSync(files);
  const [first, second] = [`${PRESENTED_STUDY}.60`, `${PRESENTED_STUDY}.61`] as const;
  for (const series of [first, second]) {
    const names = { study: PRESENTED_STUDY, series, sop: `${series}.1` };
    const dataset = ctImage(names, {
      '0008103E': ['LO', series === first ? 'under' : 'over'],
      '00200013': ['IS', '1'],
      '00280010': ['US', PRESENTED_ROWS],
      '00280011': ['US', PRESENTED_COLUMNS],
      '00280101': ['US', 12],
      '00280102': ['US', 11],
      '7FE00010': ['OW', PICTURE],
    });
    writeFileSync(join(files, `${series}.dcm`), writeDicom(dataset));
  }
  const ramp = (of: (i: number) => number): Attributes[string] => ['OW', words(256, (i) => of(i) * 257)];
  const descriptor: Attributes[string] = ['US', words(3, (i) => [256, 0, 16][i] ?? 0)];
  const states: Attributes[] = [
    presentationState(3, 1, first, {
      '00281101': descriptor,
      '00281102': descriptor,
      '00281103': descriptor,
      '00281201': ramp((i) => i),
      '00281202': ramp((i) => 255 - i),
      '00281203': ramp(() => 7),
    }),
    presentationState(1, 2, first, {
      '00700001': [
        'SQ',
        sequence({
          '00700002': ['CS', 'RED'],
          '00700009': [
            'SQ',
            sequence({
              '00700005': ['CS', 'DISPLAY'],
              '00700020': ['US', 2],
              '00700021': ['US', 2],
              '00700022': ['FL', floats(0, 0.5, 1, 0.5)],
              '00700023': ['CS', 'POLYLINE'],
            }),
          ],
        }),
      ],
      '0070005A': [
        'SQ',
        sequence({
          '00700052': ['SL', signed32(17, 13)],
          '00700053': ['SL', signed32(48, 36)],
          '00700100': ['CS', 'MAGNIFY'],
          '00700102': ['IS', '1\\1'],
          '00700103': ['FL', floats(4)],
        }),
      ],
      '00700060': [
        'SQ',
        sequence({
          '00700002': ['CS', 'RED'],
          '00700062': ['IS', '1'],
          '00700401': ['US', words(3, (i) => rgbToCielab([255, 0, 0])[i] ?? 0)],
        }),
      ],
      '20500020': ['CS', 'IDENTITY'],
    }),
    presentationState(4, 3, first, {
      '00700402': [
        'SQ',
        sequence(
          { '00081115': ['SQ', sequence(reference(first, `${first}.1`))], '00700405': ['CS', 'UNDERLYING'] },
          {
            '00081115': ['SQ', sequence(reference(second, `${second}.1`))],
            '00700405': ['CS', 'SUPERIMPOSED'],
          },
        ),
      ],
    }),
  ];
  states.forEach((state, at) => writeFileSync(join(files, `state${at}.dcm`), writeDicom(state)));
  const companion = await startCompanion({ data: files, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const study = must(toStudyUid(PRESENTED_STUDY));
  const ofStates = must(toSeriesUid(`${PRESENTED_STUDY}.9`));
  const under = async (number: number, series: string = first) => {
    const presentation = { series: ofStates, sop: must(toSopUid(`${PRESENTED_STUDY}.9.${number}`)) };
    await viewer.openLink({
      view: viewOf({ study, series: must(toSeriesUid(series)), presentation }),
      marks: [],
    });
  };

  await under(1);
  await expect.poll(() => phaseOf(page)).toBe('applied');
  const colours = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-pane="0"] canvas:not([data-layer])');
    const all = [...document.querySelectorAll<HTMLCanvasElement>('[data-pane="0"] canvas:not([data-layer])')];
    const shown = all.find((one) => one.offsetParent !== null && one.getContext('2d')) ?? canvas;
    const data = shown?.getContext('2d')?.getImageData(shown.width >> 1, 0, 1, shown.height).data ?? [];
    return Array.from({ length: data.length / 4 }, (_, i) => [data[4 * i], data[4 * i + 1], data[4 * i + 2]]);
  });
  const inside = colours.filter(([, , blue]) => blue === 7);
  expect(inside.length).toBeGreaterThan(200);
  for (const [red = 0, green = 0] of inside) expect(Math.abs(red + green - 255)).toBeLessThanOrEqual(1);
  expect(new Set(inside.map(([red]) => red)).size).toBeGreaterThan(20);

  await under(2);
  await expect.poll(() => phaseOf(page)).toBe('applied');
  const box = must((await viewer.picture().boundingBox()) ?? undefined);
  // 32 columns of the image at 4 pixels each, in the middle of the pane; the line lies across half their height.
  await expect.poll(async () => (await drawnIn(page, [255, 0, 0])).length).toBeGreaterThan(100);
  const red = await drawnIn(page, [255, 0, 0]);
  const [left, right] = [Math.min(...red.map(([x]) => x)), Math.max(...red.map(([x]) => x))];
  expect(Math.abs(right - left - 128)).toBeLessThanOrEqual(3);
  expect(Math.abs((left + right) / 2 - box.width / 2)).toBeLessThanOrEqual(2);
  expect(Math.abs((red[0]?.[1] ?? 0) - box.height / 2)).toBeLessThanOrEqual(3);

  await under(3);
  await expect(
    page.getByText(/Blending is not drawn: under is shown, and over is to be laid over it/),
  ).toBeVisible();

  await under(2, second);
  await expect.poll(() => phaseOf(page)).toBe('other-image');
  await expect(page.getByText('Not for this image, which is shown as its file has it')).toBeVisible();

  await under(8);
  await expect.poll(() => phaseOf(page)).toBe('missing');
  await expect(page.getByText('The presentation state could not be fetched.')).toBeVisible();
  await companion.stop();
});
