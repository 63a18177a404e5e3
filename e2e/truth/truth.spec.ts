import { test, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion } from '../harness/companion';
import { rows, SERIES_UID, SOP_UID, STUDY_UID, attributeText } from '../harness/dicomWeb';
import { forceWay, type WayName } from '../harness/inspect';
import { startOrthanc } from '../harness/orthanc';
import { hasPixels, linkFiles, readIndex, renamed, toBatches, type TruthReference } from './files';
import { lookAt, newLine, type TruthLine } from './look';

const WORK = process.env['TRUTH_WORK'] ?? '';
const reference = join(WORK, 'reference');

/** An archive that holds one batch: the embedded one, or Orthanc behind the companion. */
const ARCHIVES = {
  async embedded(folder: string) {
    const companion = await startCompanion({ data: folder, noSamples: true });
    return { url: companion.url, stop: () => companion.stop() };
  },
  async orthanc(folder: string) {
    const storage = mkdtempSync(join(WORK, 'orthanc-'));
    const orthanc = await startOrthanc(storage);
    await orthanc.load([folder]);
    const companion = await startCompanion({ archive: orthanc.dicomWeb });
    const stop = async () => {
      await companion.stop();
      await orthanc.stop();
      rmSync(storage, { recursive: true, force: true });
    };
    return { url: companion.url, stop };
  },
} as const;

/** A file that lacks UIDs, alone in an archive: under those that the archive gives it, where it takes it at all. */
async function lookAtNameless(
  page: Page,
  file: TruthReference,
  folder: string,
  open: (folder: string) => Promise<{ url: string; stop: () => Promise<void> }>,
  way: WayName,
): Promise<TruthLine> {
  rmSync(folder, { recursive: true, force: true });
  linkFiles([file], folder);
  const archive = await open(folder);
  const root = `${archive.url}/dicom-web`;
  const [study] = (await rows(root, 'studies')).map((row) => attributeText(row, STUDY_UID));
  const [instance] = study ? await rows(root, `studies/${study}/instances`) : [];
  const line = instance
    ? await lookAt(
        page,
        archive.url,
        reference,
        [renamed(file, study ?? '', attributeText(instance, SERIES_UID), attributeText(instance, SOP_UID))],
        way,
      )
    : [];
  await archive.stop();
  rmSync(folder, { recursive: true, force: true });
  return { ...newLine(file), reason: 'the archive takes nothing without UIDs', ...line[0], file };
}

const { batches, nameless } = toBatches(readIndex(reference));

/** The whole folder takes long: it says how far it is. */
const tell = (text: string) => void process.stderr.write(`${text}\n`);

/** As scripts/truth.mjs reads them. */
const RUNS = [
  { name: 'embedded-canvas', from: 'embedded', way: 'canvas' },
  { name: 'orthanc-canvas', from: 'orthanc', way: 'canvas' },
  { name: 'embedded-gl', from: 'embedded', way: 'gl' },
  { name: 'orthanc-gl', from: 'orthanc', way: 'gl' },
] as const;

for (const { name, from, way } of RUNS) {
  test(`${name}: every frame of every image against the reference`, async ({ page }) => {
    test.setTimeout(0);
    await forceWay(page, way);
    const lines: TruthLine[] = [];
    const images = readIndex(reference).filter(hasPixels).length;
    for (const [at, file] of nameless.filter(hasPixels).entries())
      lines.push(await lookAtNameless(page, file, join(WORK, `nameless-${name}-${at}`), ARCHIVES[from], way));
    for (const [at, batch] of batches.entries()) {
      if (!batch.some(hasPixels)) continue;
      const folder = join(WORK, `batch-${name}-${at}`);
      rmSync(folder, { recursive: true, force: true });
      linkFiles(batch, folder);
      const archive = await ARCHIVES[from](folder);
      const bySeries = new Map<string, TruthReference[]>();
      for (const file of batch.filter(hasPixels)) {
        const key = `${file.study}/${file.series}`;
        bySeries.set(key, [...(bySeries.get(key) ?? []), file]);
      }
      for (const files of bySeries.values()) {
        lines.push(...(await lookAt(page, archive.url, reference, files, way)));
        tell(`${name}: ${lines.length} of ${images} files`);
      }
      await archive.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    const others: TruthReference[] = readIndex(reference).filter((file) => !hasPixels(file));
    mkdirSync(WORK, { recursive: true });
    writeFileSync(join(WORK, `${name}.json`), JSON.stringify({ lines, others }));
  });
}
