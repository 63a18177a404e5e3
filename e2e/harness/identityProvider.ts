import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion, type Companion, type CompanionSetup } from './companion';
import { linkSamples, type SampleSet } from './machine';

/** A companion of the test's own with the samples, where one has to sign in; started again, it finds the same folder. */
export async function house(
  folder: string,
  parts: CompanionSetup = {},
  samples: SampleSet = 'whole',
): Promise<Companion> {
  const data = join(folder, 'data');
  if (!existsSync(data)) {
    mkdirSync(data, { recursive: true });
    linkSamples(data, samples);
  }
  return startCompanion({ data, noSamples: true, demoLogin: true, ...parts });
}
