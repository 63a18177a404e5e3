import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ArchiveIndex } from './archive/archiveIndex';
import { scanFolder, tellScan } from './archive/scan';
import { Store } from './stow/store';

/** Lies in a folder whose samples were taken out, so that the next start does not bring them back. */
const NO_SAMPLES = '.no-samples';
type Say = (line: string) => void;

/** An opened folder of DICOM files. */
export interface OpenArchive {
  readonly index: ArchiveIndex;
  readonly store: Store;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The words that name a folder on the command line, where it is not the usual one. */
const whereIs = (data: string): string => (resolve(data) === resolve('data') ? '' : ` --data ${data}`);

/** Puts the sample studies into an archive. */
export async function addSamples(data: string, say: Say): Promise<void> {
  await mkdir(data, { recursive: true });
  await rm(join(data, NO_SAMPLES), { force: true });
  const { writeSamples } = await import('./samples/writeSamples');
  const { studies, files } = await writeSamples(data, say);
  say(
    `${studies} sample studies (${files} files) are in ${join(data, 'samples')}: generated or anonymised test data.`,
  );
  say(`To take them out: npm run samples -- remove${whereIs(data)}`);
}

/** Takes the sample studies out of an archive, for good. */
export async function takeSamplesOut(data: string, say: Say): Promise<void> {
  const { removeSamples } = await import('./samples/writeSamples');
  const files = await removeSamples(data);
  await mkdir(data, { recursive: true });
  await writeFile(join(data, NO_SAMPLES), '');
  say(`${files} sample files were removed; a running server notices at its next start.`);
  say(`To bring them back: npm run samples -- add${whereIs(data)}`);
}

/** Opens a folder as an archive: clears what a crash left, reads every file, fills an empty one with samples. */
export async function openArchive(data: string, samples: boolean, say: Say): Promise<OpenArchive> {
  await mkdir(data, { recursive: true });
  const index = new ArchiveIndex();
  const store = new Store(index, data);
  const left = await store.clean();
  if (left > 0) say(`${left} objects that an earlier run had not finished receiving were removed.`);
  let report = await scanFolder(index, data);
  if (index.instanceCount === 0 && samples && !(await exists(join(data, NO_SAMPLES)))) {
    await addSamples(data, say);
    report = await scanFolder(index, data);
  }
  say(`${index.studyCount} studies, ${index.instanceCount} objects in ${data}`);
  for (const line of tellScan(report)) say(line);
  return { index, store };
}
