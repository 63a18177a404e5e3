import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion } from './companion';
import {
  E2E_CACHE,
  listFilesBelow,
  hasRealFiles,
  NO_REAL_FILES,
  realFolders,
  SAMPLES,
  until,
} from './machine';
import { startOrthanc, type Orthanc } from './orthanc';

/** The samples as the product itself makes them on its first start. */
async function makeSamples(): Promise<void> {
  rmSync(SAMPLES, { recursive: true, force: true });
  const companion = await startCompanion({ data: SAMPLES });
  const studies = async () => {
    const answer = await fetch(`${companion.dicomWeb}/studies`, {
      headers: { accept: 'application/dicom+json' },
    });
    return answer.status === 200 && ((await answer.json()) as unknown[]).length >= 8;
  };
  await until('the companion has made at least 8 sample studies', studies, 180_000);
  await companion.stop();
}

/** What an archive's storage was loaded with: path and size of every file. */
const fingerprint = (folders: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const file of folders.flatMap(listFilesBelow)) hash.update(`${file} ${statSync(file).size}\n`);
  return hash.digest('hex');
};

/** Leftovers of runs that were cut short. */
function sweep(): void {
  for (const name of readdirSync(E2E_CACHE))
    if (/^(data|folder)-/.test(name)) rmSync(join(E2E_CACHE, name), { recursive: true, force: true });
}

/** Makes the samples, and starts one Orthanc with samples and real files; its storage is kept between runs. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  mkdirSync(E2E_CACHE, { recursive: true });
  sweep();
  if (!hasRealFiles) console.log(`Skipped where a test ${NO_REAL_FILES}.`);
  const folder = join(E2E_CACHE, 'orthanc');
  const stamp = join(folder, 'loaded');
  const tell = ({ accepted, rejected }: Awaited<ReturnType<Orthanc['load']>>) =>
    console.log(`Orthanc took ${accepted} files and refused ${rejected.length}.`);
  const startAnew = async (): Promise<Orthanc> => {
    rmSync(folder, { recursive: true, force: true });
    const orthanc = await startOrthanc(folder);
    tell(await orthanc.load(realFolders()));
    return orthanc;
  };
  // Where nothing is kept, the real files are taken while the samples are made.
  const [begun] = await Promise.all([existsSync(stamp) ? undefined : startAnew(), makeSamples()]);
  const wanted = fingerprint([SAMPLES, ...realFolders()]);
  const isLoaded = begun === undefined && readFileSync(stamp, 'utf8') === wanted;
  let isKept = isLoaded;
  // A run that was cut short may leave a storage that Orthanc does not open again.
  const orthanc = isLoaded
    ? await startOrthanc(folder).catch((error: unknown) => {
        console.log(`What an earlier run left of Orthanc is made anew: ${String(error)}`);
        isKept = false;
        return startAnew();
      })
    : (begun ?? (await startAnew()));
  if (!isKept) {
    tell(await orthanc.load([SAMPLES]));
    writeFileSync(stamp, wanted);
  }
  process.env['E2E_ORTHANC'] = orthanc.url;
  return () => orthanc.stop();
}
