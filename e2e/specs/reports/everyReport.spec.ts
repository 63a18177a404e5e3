import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { documents as en } from '@/i18n/en/documents';
import { startCompanion } from '../../harness/companion';
import { rows, SERIES_UID, STUDY_UID, attributeText } from '../../harness/dicomWeb';
import { openListed, settled } from '../../fixtures/everyStudy';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasRealFiles, linkFolder, NO_REAL_FILES, REAL_FILES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

/** No report may be on its way for longer. */
const END_MS = 45_000;

/** Not for an archive: damaged files, and files that share UIDs with others. */
const APART = new Set(['broken', 'same-uid']);

test('every report of the real files opens: as text, and drawn on its images or with the reason why not', async ({
  page,
  folder,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  test.setTimeout(300_000);
  const data = join(folder, 'data');
  mkdirSync(data);
  for (const name of readdirSync(REAL_FILES, { withFileTypes: true }))
    if (name.isDirectory() && !APART.has(name.name))
      linkFolder(join(REAL_FILES, name.name), join(data, name.name));
  const companion = await startCompanion({ data, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  const archive = await viewer.archiveId();
  const reports = await rows(companion.dicomWeb, 'series?Modality=SR');
  // 29 series by `dcmdump +P 0008,0060` and 0020,000e of the files.
  expect(reports.length).toBeGreaterThan(20);

  const unread: string[] = [];
  /** Whether every document of a study can be shown on pictures. */
  const drawn = new Map<string, boolean>();
  for (const report of reports) {
    const [study, series] = [
      toStudyUid(attributeText(report, STUDY_UID)),
      toSeriesUid(attributeText(report, SERIES_UID)),
    ];
    if (!study || !series) throw new Error('a series without UIDs');
    await openListed(viewer, archive, { study, series, modality: 'SR', description: '' });
    expect(await settled(page, series, END_MS)).not.toBe('loading');
    const text = page.getByTestId('sr');
    await expect(text.or(page.locator('[data-pane="0"][data-state="shown"]')).first()).toBeVisible();
    const documents = page.getByTestId('document');
    await expect(documents.first()).toBeVisible();
    // Those of the study's other series come into their places of the list after those of this one.
    await expect(page.getByTestId('documents')).not.toContainText(en['documents.loading']);
    const letters = (await text.count()) > 0 ? ((await text.first().textContent()) ?? '').length : 0;
    // The list is that of the study: what its rows lead to is looked at with the first of its reports.
    let isDrawn = drawn.get(study);
    if (isDrawn === undefined) {
      isDrawn = true;
      for (let at = 0; at < (await documents.count()); at++) {
        const row = documents.nth(at);
        await row.locator('button[aria-expanded]').first().click();
        const button = row.getByRole('button', { name: 'Show on pictures' });
        if ((await button.count()) > 0) {
          await button.click();
          await expect(row.getByRole('status')).not.toBeEmpty();
        } else isDrawn = false;
      }
      drawn.set(study, isDrawn);
    }
    if (!isDrawn && letters < 40) unread.push(`${series} ${letters}`);
  }
  expect(unread).toEqual([]);
  expect((await inspect.view(page)).studies).toHaveLength(1);
  await companion.stop();
});
