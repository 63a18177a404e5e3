import type { Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/uid';
import type { Pane } from '@/view/viewState';
import { findDcmtk } from '../scripts/machine.mjs';
import { ctImage, sequence, writeDicom, type Attributes } from '../server/testing/writeDicom';
import { startCompanion } from './companion';
import { expect, test } from './fixtures';
import { inspect } from './inspect';
import { hasRealFiles, NO_REAL_FILES, REAL_FILES } from './machine';
import { stowBody } from './multipart';
import { Viewer } from './pages/viewer';
import { canvasDifference, canvasOf } from './truth/canvas';

/** Programs of DCMTK and dicom3tools that stand beside dcm2pnm. */
const has = (program: string) => spawnSync('which', [program]).status === 0;
const canRender = findDcmtk() !== undefined && has('dcmp2pgm');
const NO_DCMTK = 'dcmp2pgm (DCMTK) is not installed: nothing to compare with';

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not there');
  return value;
};
const uids = (study: string, series: string, sop: string) => ({
  study: must(toStudyUid(study)),
  series: must(toSeriesUid(series)),
  sop: must(toSopUid(sop)),
});

/** A rendering by DCMTK under a state: written raw into `folder`, with its size. */
function render(folder: string, name: string, image: string, state: string) {
  const file = join(folder, name);
  const { status, stderr } = spawnSync('dcmp2pgm', ['-p', state, image, file]);
  expect(status, String(stderr)).toBe(0);
  const bytes = readFileSync(file);
  const [, columns = '', rows = ''] =
    /^P5\s(\d+) (\d+) 255\s/.exec(bytes.subarray(0, 20).toString('latin1')) ?? [];
  const size = { rows: Number(rows), columns: Number(columns) };
  writeFileSync(file, bytes.subarray(-size.rows * size.columns));
  return { path: '', kind: 'grey', picture: name, ...size } as const;
}

const viewOf = (pane: Pane) =>
  ({ studies: [pane.study], grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 }) as const;

const phaseOf = async (page: Page) => (await inspect.panes(page))[0]?.presentation?.phase;

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
  test(`a state by another maker looks as DCMTK renders it: ${other.folder} @tablet @phone`, async ({
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
    expect(await canvasDifference(page, folder, reference)).toBeLessThanOrEqual(1);
    // Taken off, it is another picture, or one without overlays of the state's own.
    await page.getByRole('button', { name: /^Take off the presentation state/ }).click();
    await expect.poll(() => phaseOf(page)).toBeUndefined();
    expect((await inspect.view(page)).panes[0]?.presentation).toBeUndefined();
    // The series of the state itself shows its image, with the state.
    await viewer.openLink({ view: viewOf({ study, series: presentation.series }), marks: [] });
    await expect.poll(() => phaseOf(page)).toBe('applied');
    expect((await inspect.view(page)).panes[0]).toMatchObject({ series: other.of.series, presentation });
    await companion.stop();
  });
