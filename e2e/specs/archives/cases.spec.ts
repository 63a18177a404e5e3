import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startCompanion, type Companion } from '../../harness/companion';
import { allRows, rows, STUDY_UID, attributeText } from '../../harness/dicomWeb';
import { expect, test as base } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { linkFolder, ROOT } from '../../harness/machine';
import { startOrthanc, type Orthanc } from '../../harness/orthanc';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';

/** Small inputs with the right answers beside them; absent elsewhere. */
const CASES = join(ROOT, '..', 'shared', 'cases');
const hasCases = existsSync(CASES);

/** The folders that are loaded here; who adds a folder adds its test below. PET clocks: src/dicom/sharedCases.test.ts. */
const FOLDERS = [
  'dates-with-dots',
  'decimal-comma',
  'one-instance-number',
  'rotating-mip',
  'nm-recon-tomo',
  'names-as-typed',
  'pass-pet-clocks',
] as const;

interface Archives {
  /** A companion whose embedded archive holds the cases. */
  embedded: Companion;
  /** A companion before an Orthanc that holds them. */
  orthanc: Companion;
}

const test = base.extend<object, Archives>({
  embedded: [
    async ({}, use, { workerIndex }) => {
      const data = join(ROOT, '.cache', 'e2e', `cases-${process.pid}-${workerIndex}`);
      mkdirSync(data, { recursive: true });
      for (const each of FOLDERS) linkFolder(join(CASES, each), join(data, each));
      const companion = await startCompanion({ data, noSamples: true });
      await use(companion);
      await companion.stop();
    },
    { scope: 'worker' },
  ],
  orthanc: [
    async ({}, use, { workerIndex }) => {
      const folder = join(ROOT, '.cache', 'e2e', `cases-orthanc-${process.pid}-${workerIndex}`);
      mkdirSync(folder, { recursive: true });
      const orthanc: Orthanc = await startOrthanc(folder);
      await orthanc.load(FOLDERS.map((each) => join(CASES, each)));
      const companion = await startCompanion({ archive: orthanc.dicomWeb });
      await use(companion);
      await companion.stop();
      await orthanc.stop();
    },
    { scope: 'worker' },
  ],
});
test.skip(!hasCases, 'needs the files of ../shared/cases, which are not here');

const ARCHIVES = ['embedded', 'orthanc'] as const;

/** Opens the study of a patient ID and waits until its series are whole. */
async function open(page: Page, companion: Companion, patientId: string): Promise<Viewer> {
  const found = (await allRows(companion.dicomWeb, 'studies')).find(
    (row) => attributeText(row, '00100020') === patientId,
  );
  if (!found) throw new Error(`no study of ${patientId}`);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(attributeText(found, STUDY_UID));
  await viewer.loaded();
  return viewer;
}

/** The middle value of the picture on screen, its modality value. */
const mean = async (page: Page) => (await inspect.pixels(page, 0))?.mean;
const facts = async (page: Page) => (await inspect.panes(page))[0];

/** Shows image after image of the first series, `count` of them, and gives what `look` says of each. */
async function each<T>(page: Page, count: number, look: () => Promise<T>): Promise<T[]> {
  const seen: T[] = [];
  await page.keyboard.press('Home');
  for (let index = 0; index < count; index++) {
    await expect.poll(async () => (await facts(page))?.index).toBe(index);
    seen.push(await look());
    if (index < count - 1) await page.keyboard.press('ArrowDown');
  }
  return seen;
}

for (const archive of ARCHIVES) {
  test(`${archive}: the cases are all there (${FOLDERS.length})`, async ({ embedded, orthanc }) => {
    const companion = archive === 'embedded' ? embedded : orthanc;
    expect((await allRows(companion.dicomWeb, 'studies')).length).toBeGreaterThan(FOLDERS.length);
  });

  test(`${archive}: dates with dots are dates, and no other patient`, async ({ page, embedded, orthanc }) => {
    const companion = archive === 'embedded' ? embedded : orthanc;
    const list = new Worklist(page, companion.url);
    await list.open();
    await expect(list.row('C030')).toContainText('20 Jun 2019');
    const viewer = await open(page, companion, 'C030');
    await expect(viewer.pane()).toContainText('4 Mar 1950');
    await expect(viewer.pane()).toContainText('69 y');
    await expect(page.locator('body')).not.toContainText('another patient');
    if (archive === 'embedded') {
      const dated = await rows(companion.dicomWeb, 'studies?StudyDate=20190101-20191231');
      expect(dated.map((row) => attributeText(row, '00100020'))).toEqual(['C030']);
    }
  });

  test(`${archive}: decimal commas are decimals`, async ({ page, embedded, orthanc }) => {
    await open(page, archive === 'embedded' ? embedded : orthanc, 'C001');
    // Orthanc sends neither value, only empty lists: they are read from the file.
    await expect
      .poll(() => facts(page))
      .toMatchObject({
        spacing: { source: 'pixel', rowMm: 0.143, columnMm: 0.143 },
        window: { center: 40.5, width: 80 },
      });
  });

  test(`${archive}: one instance number: the slice location decides`, async ({ page, embedded, orthanc }) => {
    await open(page, archive === 'embedded' ? embedded : orthanc, 'C005');
    expect(await each(page, 6, () => mean(page))).toEqual([100, 200, 300, 400, 500, 600]);
  });

  test(`${archive}: a rotating MIP is one loop`, async ({ page, embedded, orthanc }) => {
    await open(page, archive === 'embedded' ? embedded : orthanc, 'C029');
    await expect
      .poll(() => facts(page))
      .toMatchObject({ frames: 12, order: { parts: [{ count: 12 }], warnings: [] } });
    const seen = await each(page, 12, async () => (await facts(page))?.sopUid?.split('.').at(-1));
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => String(i + 1)));
  });

  test(`${archive}: a reconstructed SPECT has letters and one window`, async ({
    page,
    embedded,
    orthanc,
  }) => {
    await open(page, archive === 'embedded' ? embedded : orthanc, 'C028');
    await expect
      .poll(async () => (await facts(page))?.markers)
      .toEqual({ top: 'A', right: 'L', bottom: 'P', left: 'R' });
    const windows = await each(page, 8, async () => (await facts(page))?.window);
    // From 10 to 80, the same for all: frame 1 is black, frame 8 white.
    expect(new Set(windows.map((window) => JSON.stringify(window))).size).toBe(1);
    expect(windows[0]).toMatchObject({ center: 45.5, width: 71 });
  });

  test(`${archive}: names as people type them`, async ({ page, embedded, orthanc }) => {
    const list = new Worklist(page, (archive === 'embedded' ? embedded : orthanc).url);
    await list.open();
    const asked: string[] = [];
    page.on('request', (request) => {
      // Later pages of a search are as many as the archive has studies, and each is one question.
      if (/\/studies\?.*\boffset=0\b/.test(request.url())) asked.push(request.url());
    });
    for (const [typed, id] of [
      ['maria de la cruz', 'C334'],
      ['Maria Jose de la Cruz', 'C334'],
      ['DE LA CRUZ, DR MARIA JOSE', 'C334'],
      ['Prof. Cruz', 'C334'],
      ['o’neil', 'C234'],
      ['ann o’neil', 'C234'],
      ['山田太郎', 'C034'],
      ['太郎', 'C034'],
      ['やまだ', 'C034'],
      ['כהן', 'C134'],
      ['דוד', 'C134'],
      ['محمد', 'C534'],
      ['عبد الله', 'C534'],
    ] as const) {
      asked.length = 0;
      await page.getByTestId('filter-patient').fill(typed);
      await expect(list.rows, typed).toHaveCount(1);
      await expect(list.row(id), typed).toBeVisible();
      expect(asked.length, `${typed}: requests`).toBeLessThanOrEqual(8);
      expect(decodeURIComponent(page.url()), typed).not.toContain(typed);
    }
    await page.getByTestId('filter-patient').fill('maria de la torre');
    await expect(list.rows).toHaveCount(0);
  });
}
