import { access, realpath, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ArchiveIndex } from './archive/archiveIndex';
import { scanFolder } from './archive/scan';
import { tellScan } from './archive/tellScan';
import { USUAL_DATA, type DataFolder } from './dataFolder';
import { Progress } from './progress';
import { Store } from './stow/store';
import { INLINE } from './work/inline';
import type { WorkerJob } from './work/work';

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
const whereIs = (data: string): string => (data === resolve(USUAL_DATA) ? '' : ` --data ${data}`);

/** `samples/` of the folder holds something that we did not put there: it is neither replaced nor removed. */
export class NotSamples extends Error {
  constructor(data: string) {
    super(
      `${join(data, 'samples')} holds files that are no samples of Isocenter. Nothing was changed there.`,
    );
    this.name = 'NotSamples';
  }
}

/** Puts the sample studies into an archive. */
export async function addSamples(data: string, say: Say): Promise<void> {
  const { areSamples, writeSamples } = await import('./samples/writeSamples');
  if (!(await areSamples(data))) throw new NotSamples(data);
  await rm(join(data, NO_SAMPLES), { force: true });
  const { studies, files } = await writeSamples(data, say);
  say(
    `${studies} sample studies (${files} files) are in ${join(data, 'samples')}: generated or anonymised test data.`,
  );
  say(`To take them out: npm run samples -- remove${whereIs(data)}`);
}

/** Takes the sample studies out of an archive, for good. */
export async function takeSamplesOut(data: string, say: Say): Promise<void> {
  const { areSamples, removeSamples } = await import('./samples/writeSamples');
  if (!(await areSamples(data))) throw new NotSamples(data);
  const files = await removeSamples(data);
  await writeFile(join(data, NO_SAMPLES), '');
  say(`${files} sample files were removed; a running server notices at its next start.`);
  say(`To bring them back: npm run samples -- add${whereIs(data)}`);
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/**
 * Opens a folder as an archive: clears what a crash left, reads every file. An empty one is filled with samples where it
 * is our own, never where somebody named a folder of theirs.
 */
export async function openArchive(
  { path: data, isOurs, isWritable }: Extract<DataFolder, { ok: true }>,
  { samples, listsFiles = false }: { readonly samples: boolean; readonly listsFiles?: boolean },
  say: Say,
  work: WorkerJob = INLINE,
): Promise<OpenArchive> {
  const index = new ArchiveIndex();
  const store = new Store(index, await realpath(data), work);
  if (isWritable) {
    const left = await store.clean();
    if (left > 0)
      say(`${counted(left, 'object', 'objects')} of which an earlier run had not received all: removed.`);
  }
  const progress = new Progress(process.stdout);
  let report = await scanFolder(index, data, (files) => progress.note(files));
  progress.end();
  const isEmpty = index.instanceCount === 0;
  const isFilled = isEmpty && samples && isOurs && isWritable && !(await exists(join(data, NO_SAMPLES)));
  if (isFilled) {
    await addSamples(data, say);
    report = await scanFolder(index, data);
  }
  index.putInOrder();
  say(
    `${counted(index.studyCount, 'study', 'studies')}, ${counted(index.instanceCount, 'object', 'objects')} in ${data}`,
  );
  for (const line of tellScan(report, listsFiles)) say(line);
  if (!isWritable) {
    say('This user may not write to that folder: it is served, and nothing can be stored in it.');
  } else if (isEmpty && !isFilled) {
    say(`There is nothing to show yet. Sample studies: npm run samples -- add${whereIs(data)}`);
  }
  return { index, store };
}
