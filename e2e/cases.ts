import { join } from 'node:path';
import { startCompanion, type Companion } from './companion';
import { CASES, linkFolder } from './machine';

/** A companion whose embedded archive holds some of the cases and nothing else. */
export async function serveCases(folder: string, names: readonly string[]): Promise<Companion> {
  const data = join(folder, 'data');
  for (const name of names) linkFolder(join(CASES, name), join(data, name));
  return startCompanion({ data, noSamples: true });
}
