import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toSopUid } from '@/dicom/dataset/uid';
import type { Pane } from '@/view/viewState';
import { ctImage, sequence, writeDicom, type Attributes } from '../../../server/testing/writeDicom';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasRealFiles, NO_REAL_FILES, REAL_FILES } from '../../harness/machine';
import { startOrthanc } from '../../harness/orthanc';
import { Viewer } from '../../pages/viewer';
import {
  canRender,
  NO_DCMTK,
  must,
  uids,
  render,
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
} from '../../fixtures/presentationStates';
import { errorsOf } from '../../harness/validator';
import { canvasDifference, canvasOf } from '../../truth/canvas';

/** The states of other makers, with what they are for. */
const OTHERS = [
  {
    folder: 'combined-luts',
    image: 'imageForPrLUTs.dcm',
    state: 'prLUTs.dcm',
    of: uids('1.2.276.0.7230010.3.200.6', '1.2.276.0.7230010.3.200.6.3', '1.2.276.0.7230010.3.200.6.3.1'),
    presentation: ['1.2.276.0.7230010.3.200.6.0', '1.2.276.0.7230010.3.200.6.0.3'],
    name: 'scrambled modality lut',
  },
  {
    folder: 'overlays',
    image: 'overlay.dcm',
    state: 'prOverlay.dcm',
    of: uids('1.2.276.0.7230010.3.200.12', '1.2.276.0.7230010.3.200.12.1', '1.2.276.0.7230010.3.200.12.1.1'),
    presentation: ['1.2.276.0.7230010.3.200.12.0', '1.2.276.0.7230010.3.200.12.0.1'],
    name: 'six overlays',
  },
] as const;

for (const other of OTHERS)
  test(`a state by another maker looks as DCMTK renders it: ${other.folder} @both-ways`, async ({
    page,
    folder,
  }) => {
    test.skip(!hasRealFiles, NO_REAL_FILES);
    test.skip(!canRender, NO_DCMTK);
    const data = join(REAL_FILES, 'pr', other.folder);
    const reference = render(folder, 'truth.pgm', join(data, other.image), join(data, other.state));
    const files = join(folder, 'files');
    mkdirSync(files);
    for (const name of [other.image, other.state])
      writeFileSync(join(files, name), readFileSync(join(data, name)));
    const companion = await startCompanion({ data: files, noSamples: true });
    const viewer = new Viewer(page, companion.url);
    const [series, sop] = other.presentation;
    const presentation = { series: must(toSeriesUid(series)), sop: must(toSopUid(sop)) };
    const { study } = other.of;
    await viewer.openLink({ view: viewOf({ study, series: other.of.series, presentation }), marks: [] });
    await expect.poll(() => phaseOf(page)).toBe('applied');
    await expect(page.getByTestId('presentation')).toContainText(other.name);
    expect(await canvasDifference(page, reference)).toBeLessThanOrEqual(1);
    // Taken off, it is another picture, or one without overlays of the state's own.
    await viewer.openWarnings();
    await page.getByRole('button', { name: /^Take off the presentation state/ }).click();
    await expect.poll(() => phaseOf(page)).toBeUndefined();
    expect((await inspect.view(page)).panes[0]?.presentation).toBeUndefined();
    // The series of the state itself shows its image, with the state.
    await viewer.openLink({ view: viewOf({ study, series: presentation.series }), marks: [] });
    await expect.poll(() => phaseOf(page)).toBe('applied');
    expect((await inspect.view(page)).panes[0]).toMatchObject({ series: other.of.series, presentation });
    await companion.stop();
  });

for (const other of OTHERS)
  test(`a state by another maker, from Orthanc: ${other.folder}`, async ({ page, folder, beforeOrthanc }) => {
    test.skip(!hasRealFiles, NO_REAL_FILES);
    test.skip(!canRender, NO_DCMTK);
    const data = join(REAL_FILES, 'pr', other.folder);
    const reference = render(folder, 'truth.pgm', join(data, other.image), join(data, other.state));
    const viewer = new Viewer(page, beforeOrthanc.url);
    const [series, sop] = other.presentation;
    const presentation = { series: must(toSeriesUid(series)), sop: must(toSopUid(sop)) };
    const { study } = other.of;
    await viewer.openLink({ view: viewOf({ study, series: other.of.series, presentation }), marks: [] });
    await expect.poll(() => phaseOf(page)).toBe('applied');
    expect((await inspect.panes(page))[0]?.presentation?.notes).not.toContain('lut');
    expect(await canvasDifference(page, reference)).toBeLessThanOrEqual(1);
  });

test('a state of Implicit VR, of whose tables Orthanc tells nothing, looks as DCMTK renders it', async ({
  page,
  folder,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  test.skip(!canRender, NO_DCMTK);
  const [{ image, state, of, presentation }] = OTHERS;
  const data = join(REAL_FILES, 'pr', OTHERS[0].folder);
  const reference = render(folder, 'truth.pgm', join(data, image), join(data, state));
  const files = join(folder, 'files');
  mkdirSync(files);
  writeFileSync(join(files, image), readFileSync(join(data, image)));
  const words = ['+ti', join(data, state), join(files, state)];
  expect(spawnSync('dcmconv', words).status).toBe(0);
  const orthanc = await startOrthanc(join(folder, 'orthanc'));
  await orthanc.load([files]);
  const before = await startCompanion({ archive: orthanc.dicomWeb });
  const ofState = {
    series: must(toSeriesUid(presentation[0])),
    sop: must(toSopUid(presentation[1])),
  };
  const viewer = new Viewer(page, before.url);
  await viewer.openLink({
    view: viewOf({ study: of.study, series: of.series, presentation: ofState }),
    marks: [],
  });
  await expect.poll(() => phaseOf(page)).toBe('applied');
  expect((await inspect.panes(page))[0]?.presentation?.notes).not.toContain('lut');
  expect(await canvasDifference(page, reference)).toBeLessThanOrEqual(1);
  await before.stop();
  await orthanc.stop();
});

const window = (center: string, width: string, curve?: string): Attributes => ({
  '00281050': ['DS', center],
  '00281051': ['DS', width],
  ...(curve === undefined ? {} : { '00281056': ['CS', curve] }),
});
const RESCALED: Attributes = { '00281052': ['DS', '-1024'], '00281053': ['DS', '1'] };
/** A table that rises and falls, over values 1000 to 1999, 12 bits an entry. */
const TABLE: Attributes = {
  '00283002': ['US', words(3, (i) => [1000, 1000, 12][i] ?? 0)],
  '00283003': ['LO', 'HARDER'],
  '00283006': ['OW', words(1000, (i) => Math.round(2047.5 + 2047.5 * Math.sin(i / 150)))],
};

interface Case {
  readonly name: string;
  readonly image?: Attributes;
  readonly pane?: Partial<Pane>;
}

/** What a reader may have made of an image; each is written as a state, rendered by DCMTK, and read back here. */
const CASES: readonly Case[] = [
  { name: 'full range' },
  { name: 'the file’s own window', image: window('1200', '800') },
  { name: 'a window', pane: { window: { center: 1900, width: 1500, curve: 'LINEAR' } } },
  {
    name: 'an exact window of Hounsfield units',
    image: RESCALED,
    pane: { window: { center: 40, width: 400, curve: 'LINEAR_EXACT' } },
  },
  { name: 'a sigmoid', image: RESCALED, pane: { window: { center: 300, width: 900, curve: 'SIGMOID' } } },
  { name: 'a table', image: { '00283010': ['SQ', sequence(TABLE)] } },
  { name: 'inverted', image: window('1200', '800'), pane: { inverted: true } },
  { name: 'MONOCHROME1', image: { '00280004': ['CS', 'MONOCHROME1'], ...window('1200', '800') } },
  {
    name: 'MONOCHROME1, inverted, a table',
    image: { '00280004': ['CS', 'MONOCHROME1'], '00283010': ['SQ', sequence(TABLE)] },
    pane: { inverted: true },
  },
  {
    name: 'a modality table',
    image: {
      '00283000': [
        'SQ',
        sequence({
          '00283002': ['US', words(3, (i) => [4096, 0, 16][i] ?? 0)],
          '00283004': ['LO', 'US'],
          '00283006': ['OW', words(4096, (i) => Math.round(Math.sqrt(i) * 1000))],
        }),
      ],
      ...window('30000', '40000'),
    },
  },
  ...([90, 180, 270] as const).map((rotationDeg): Case => ({
    name: `turned by ${rotationDeg}`,
    pane: { rotationDeg },
  })),
  { name: 'flipped', pane: { mirrored: true } },
  { name: 'turned and flipped', pane: { rotationDeg: 90, mirrored: true, inverted: true } },
  { name: 'a part of it', pane: { zoom: 3, centre: [0.3, 0.6] } },
  {
    name: 'a part of it, turned and flipped',
    pane: { zoom: 2.5, centre: [0.6, 0.4], rotationDeg: 270, mirrored: true },
  },
];

test('what is written is what DCMTK renders, what dciodvfy passes, and what opens here again', async ({
  page,
  folder,
}) => {
  test.setTimeout(600_000);
  test.skip(!canRender, NO_DCMTK);
  const files = join(folder, 'files');
  mkdirSync(files);
  CASES.forEach(({ image }, at) => {
    const names = {
      study: PRESENTED_STUDY,
      series: `${PRESENTED_STUDY}.${at + 1}`,
      sop: `${PRESENTED_STUDY}.${at + 1}.1`,
    };
    const dataset = ctImage(names, {
      '00200013': ['IS', '1'],
      '00280010': ['US', PRESENTED_ROWS],
      '00280011': ['US', PRESENTED_COLUMNS],
      '00280101': ['US', 12],
      '00280102': ['US', 11],
      '7FE00010': ['OW', PICTURE],
      ...image,
    });
    writeFileSync(join(files, `${at}.dcm`), writeDicom(dataset));
  });
  const companion = await startCompanion({ data: files, noSamples: true });
  // A small picture is painted and read fast.
  await page.setViewportSize({ width: 1440, height: 480 });
  const viewer = new Viewer(page, companion.url);
  for (const [at, { name, pane }] of CASES.entries())
    await test.step(name, async () => {
      const { study, series } = uids(
        PRESENTED_STUDY,
        `${PRESENTED_STUDY}.${at + 1}`,
        `${PRESENTED_STUDY}.${at + 1}.1`,
      );
      await viewer.openLink({ view: viewOf({ study, series, ...pane }), marks: [] });
      await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(series);
      const asDrawn = await canvasOf(page);
      const bytes = await inspect.presentationState(page, 0);
      const state = join(folder, `${at}.pr.dcm`);
      writeFileSync(state, bytes);
      expect(errorsOf(state), name).toEqual([]);
      const reference = render(folder, `${at}.pgm`, join(files, `${at}.dcm`), state);
      if (pane?.centre) {
        // DCMTK renders the whole image whatever the displayed area: that is compared by itself.
        const corners = ['0070,0052', '0070,0053'].map((tag) =>
          dumped(state, tag)[0]?.split('\\').map(Number),
        );
        const [middleX, middleY] = [0, 1].map(
          (axis) => ((corners[0]?.[axis] ?? 0) + (corners[1]?.[axis] ?? 0) - 1) / 2,
        );
        expect(Math.abs((middleX ?? 0) - pane.centre[0] * PRESENTED_COLUMNS), name).toBeLessThanOrEqual(1);
        expect(Math.abs((middleY ?? 0) - pane.centre[1] * PRESENTED_ROWS), name).toBeLessThanOrEqual(1);
        await viewer.pane().focus();
        await page.keyboard.press('9');
      }
      expect(await canvasDifference(page, reference), `${name}, by DCMTK`).toBeLessThanOrEqual(1);
      await store(companion.dicomWeb, [bytes]);
      const [sop = '', own = ''] = ['0008,0018', '0020,000e'].map((tag) =>
        dumped(state, tag).at(-1)?.slice(1, -1),
      );
      const presentation = { series: must(toSeriesUid(own)), sop: must(toSopUid(sop)) };
      await viewer.openLink({ view: viewOf({ study, series, presentation }), marks: [] });
      await expect.poll(() => phaseOf(page), { message: name }).toBe('applied');
      // A displayed area is in whole pixels: a part of the picture may move by one, which is 5 grey levels a row here.
      const isPart = pane?.zoom !== undefined || (pane?.rotationDeg ?? 0) % 180 !== 0;
      const [most, border] = isPart ? [16, 0.25] : [1, 0];
      expect(greatest(asDrawn, await canvasOf(page), border), `${name}, read back`).toBeLessThanOrEqual(most);
      if (pane?.centre) return;
      expect(await canvasDifference(page, reference), `${name}, read back, by DCMTK`).toBeLessThanOrEqual(1);
    });
  await companion.stop();
});
