import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findDcmtk, hasPydicom } from '../../../scripts/machine.mjs';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { wayOfRun } from '../../harness/inspect';
import { ROOT } from '../../harness/machine';
import { oncePerRun } from '../../harness/oncePerRun';
import { startOrthanc } from '../../harness/orthanc';
import { hasPixels, readIndex, type Part, type TruthReference } from '../../truth/files';
import { lookAt, type TruthLine } from '../../truth/look';
import { writeSlice } from '../../truth/sliceFiles';

/** What independent decoders make of the slice's files: for all projects of a run once. */
function referenceOfSlice(): string {
  const made = oncePerRun('truth', (at) => {
    writeSlice(join(at, 'files'));
    const program = join(ROOT, 'scripts', 'truth', 'reference.py');
    expect(spawnSync('/usr/bin/python3', [program, 'files', 'reference'], { cwd: at }).status).toBe(0);
  });
  return join(made, 'reference');
}

/** `npm run truth` over a few files of every kind: each frame of each object of a series, values and canvas. */
test('frames and canvases of grey and colour are those of independent decoders @both-ways @llvmpipe', async ({
  page,
  folder,
}) => {
  test.slow();
  test.skip(!hasPydicom() || !findDcmtk(), 'pydicom or DCMTK is not installed: nothing to compare with');
  // The images are small: what is painted and read beside them is black.
  await page.setViewportSize({ width: 1440, height: 480 });
  const files = join(folder, 'files');
  const broken = new Set(writeSlice(files).map((path) => relative(folder, path)));
  const reference = referenceOfSlice();
  const index = readIndex(reference);
  // What the page cannot show, no reference decodes either: it stands between two others of its series.
  const known = index.filter(hasPixels);
  expect(index.filter((file) => !hasPixels(file)).map(({ path }) => path)).toEqual([...broken]);
  const series = [...new Set(known.map((file) => file.series))];
  const filesOf = (one: string | undefined): TruthReference[] => known.filter((file) => file.series === one);
  const way = wayOfRun();
  const toFacts = ({ file, seen, same, second, canvas, reason }: TruthLine) => ({
    path: file.path,
    frames: [seen, same, second],
    canvases: [canvas.compared, canvas.right, canvas.disputed],
    isOtherwise: canvas.otherwise > 0,
    reason: reason ?? canvas.reason,
  });
  const right = known.map(({ path, frames = 1, columns = 0 }) => ({
    path,
    frames: [frames, frames, 0],
    canvases: [frames, frames, 0],
    // Textures do not hold them: canvas 2D draws them beside WebGL2.
    isOtherwise: way === 'gl' && columns === 17_000,
    reason: undefined,
  }));

  const embedded = await startCompanion({ data: files, noSamples: true });
  const lines: TruthLine[] = [];
  for (const one of series) lines.push(...(await lookAt(page, embedded.url, reference, filesOf(one), way)));
  expect(lines.map(toFacts)).toEqual(right);

  // What is not the reference's is told, and two references that are not each other's.
  const other = join(folder, 'other');
  cpSync(reference, other, { recursive: true });
  const pair = filesOf(series[1]).slice(0, 2);
  const [stretched] = filesOf(series[4]);
  const change = (file: TruthReference | undefined, part: Part) => {
    const path = join(other, `${file?.file}.${part}`);
    const bytes = readFileSync(path);
    bytes.writeUInt8((bytes.readUInt8(999) + 3) % 256, 999);
    writeFileSync(path, bytes);
  };
  change(pair[0], 'picture');
  change(pair[1], 'picture');
  change(pair[1], 'bin');
  const told = (await lookAt(page, embedded.url, other, pair, way)).map(toFacts);
  expect(told.map(({ frames }) => frames)).toEqual([
    [1, 1, 0],
    [1, 0, 0],
  ]);
  expect(told.map(({ canvases }) => canvases)).toEqual([
    [1, 1, 1],
    [1, 0, 0],
  ]);
  // So is a pixel of another shape.
  const square = { ...stretched, shapes: [[0.5, 0.6]] } as TruthReference;
  expect(
    (await lookAt(page, embedded.url, reference, [square], way)).map(toFacts).map(({ canvases }) => canvases),
  ).toEqual([[1, 0, 0]]);
  // And one grey level: a window that lies higher by as much.
  const windowed = known.find(({ voi: [voi] = [] }) => voi?.kind === 'window' && voi.curve === 'LINEAR');
  const [voi] = windowed?.voi ?? [];
  if (!windowed || voi?.kind !== 'window') throw new Error('no window');
  const higher = {
    ...windowed,
    voi: [{ ...voi, center: voi.center + (voi.width - 1) / 255 }],
    parts: ['bin'],
  } as TruthReference;
  const off = (await lookAt(page, embedded.url, reference, [higher], way)).map(({ canvas }) => canvas);
  expect(off.map(({ right, most }) => [right, most])).toEqual([[0, 1]]);
  await embedded.stop();

  if (way === 'gl') return; // Another way to draw is no other archive.
  const orthanc = await startOrthanc(join(folder, 'orthanc'));
  await orthanc.load([files]);
  const before = await startCompanion({ archive: orthanc.dicomWeb });
  const again: TruthLine[] = [];
  for (const one of series) again.push(...(await lookAt(page, before.url, reference, filesOf(one), way)));
  expect(again.map(toFacts)).toEqual(right);
  await before.stop();
  await orthanc.stop();
});
