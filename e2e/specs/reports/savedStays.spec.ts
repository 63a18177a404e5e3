import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { startCompanion } from '../../harness/companion';
import { rows, SERIES_UID, attributeText } from '../../harness/dicomWeb';
import { findMeasurable } from '../../fixtures/drawing';
import { startFaultProxy } from '../../harness/faultProxy';
import { expect, test } from '../../fixtures/fixtures';
import { linkSamples } from '../../harness/machine';
import { startOrthanc } from '../../harness/orthanc';
import { hurry } from '../../harness/hurry';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';

test.use({ samples: 'short' });

const documents = (page: Page) => page.getByTestId('document');
const tiles = (page: Page) => page.getByTestId('series-thumb');
const rowOf = (page: Page, study: string) => page.locator(`[data-testid="study-row"][data-study="${study}"]`);

/** An archive of the test's own over the samples, since something is stored in it. */
async function ownArchive(folder: string) {
  const data = join(folder, 'data');
  linkSamples(data, 'short');
  return startCompanion({ data, noSamples: true });
}

async function openFromList(page: Page, origin: string, study: string): Promise<Viewer> {
  const worklist = new Worklist(page, origin);
  await worklist.openStudy(rowOf(page, study));
  const viewer = new Viewer(page, origin);
  await viewer.shown();
  return viewer;
}

async function drawLine(viewer: Viewer, down: number, count: number): Promise<void> {
  await viewer.page.keyboard.press('l');
  await viewer.drag(await viewer.fromMiddle(-60, down), await viewer.fromMiddle(60, down));
  await viewer.measured(count);
}

async function save(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: /^Save to the archive$/ });
  await page.keyboard.press('Control+s');
  await dialog.getByRole('button', { name: /^Save$/ }).click();
  await expect(dialog.locator('[data-kind="report"]')).toContainText(/Saved: the archive has it/);
  await dialog.getByRole('button', { name: 'Done' }).click();
}

for (const kind of ['embedded', 'Orthanc'] as const)
  test(`what was saved is there when the study is opened again from the list: ${kind}`, async ({
    page,
    folder,
  }) => {
    test.slow();
    const orthanc = kind === 'Orthanc' ? await startOrthanc(join(folder, 'orthanc')) : undefined;
    linkSamples(join(folder, 'samples'), 'short');
    await orthanc?.load([join(folder, 'samples')]);
    const companion = orthanc
      ? await startCompanion({ archive: orthanc.dicomWeb })
      : await ownArchive(folder);
    const { study } = await findMeasurable(companion.dicomWeb, 1);
    const worklist = new Worklist(page, companion.url);
    await worklist.open();
    let viewer = await openFromList(page, companion.url, study);
    const before = (await rows(companion.dicomWeb, `studies/${study}/series`)).length;
    await expect(tiles(page)).toHaveCount(before);
    await drawLine(viewer, 0, 1);
    await save(page);

    // At once, in the study that is open: the list of series, and what the tile of the report opens.
    await expect(tiles(page)).toHaveCount(before + 1);
    await expect(documents(page)).toHaveCount(1);
    const [modality] = await rows(companion.dicomWeb, `studies/${study}/series?Modality=SR`);
    expect(modality).toBeDefined();

    // By the page's way back, then by the browser's.
    await page.getByRole('button', { name: 'Back to the worklist' }).click();
    await rowOf(page, study).waitFor();
    viewer = await openFromList(page, companion.url, study);
    await expect(documents(page)).toHaveCount(1);
    await viewer.measured(1);
    await expect(tiles(page)).toHaveCount(before + 1);
    await drawLine(viewer, 40, 2);
    await save(page);
    await page.goBack();
    await rowOf(page, study).waitFor();
    viewer = await openFromList(page, companion.url, study);
    await expect(documents(page)).toHaveCount(2);
    await viewer.measured(2);
    await expect(page.getByText('Nothing measured yet')).toHaveCount(0);

    // The report that another goes on from says so, and leads there.
    const first = documents(page).filter({ hasText: 'Earlier version' });
    await expect(first).toHaveCount(1);
    const sop = await first.getAttribute('data-sop');
    await first.getByRole('button').first().click();
    await first.getByRole('button', { name: 'Read as text' }).click();
    await expect(page.getByTestId('newer-version')).toBeVisible();
    await page.getByTestId('newer-version').getByRole('button').click();
    await expect(page.getByTestId('newer-version')).toHaveCount(0);
    expect(sop).not.toBeNull();
    await companion.stop();
    await orthanc?.stop();
  });

test('what another page saved is there when the study is opened again', async ({
  page,
  colleague,
  folder,
}) => {
  test.slow();
  const companion = await ownArchive(folder);
  const { study } = await findMeasurable(companion.dicomWeb, 1);
  await new Worklist(page, companion.url).open();
  const first = await openFromList(page, companion.url, study);
  await first.loaded(first.thumbs.and(page.locator('[data-current]')));
  await page.goBack();
  await rowOf(page, study).waitFor();
  const other = new Viewer(colleague, companion.url);
  await other.openStudy(study);
  await other.shown();
  await drawLine(other, 0, 1);
  await save(colleague);
  const viewer = await openFromList(page, companion.url, study);
  await expect(documents(page)).toHaveCount(1);
  await viewer.measured(1);
  await companion.stop();
});

test('after an outage the documents are read by themselves, and nothing is said that is not known', async ({
  page,
  folder,
}) => {
  test.slow();
  const companion = await ownArchive(folder);
  await hurry(page);
  const faults = await startFaultProxy(companion.url);
  const { study } = await findMeasurable(companion.dicomWeb, 1);
  await new Worklist(page, faults.url).open();
  const viewer = await openFromList(page, faults.url, study);
  await drawLine(viewer, 0, 1);
  await save(page);
  await page.goBack();
  await rowOf(page, study).waitFor();
  // The list of series is in memory; its documents do not come.
  const [report] = await rows(companion.dicomWeb, `studies/${study}/series?Modality=SR`);
  const path = new RegExp(`/series/${attributeText(report ?? {}, SERIES_UID)}/metadata`);
  faults.rule({ path, fault: { kind: 'reset' } });
  await openFromList(page, faults.url, study);
  const section = page.getByTestId('documents');
  const sentence = section.getByText(/1 list of documents could not be read/);
  await expect(sentence).toBeVisible();
  await expect(page.getByText('What was saved could not be read')).toBeVisible();
  await expect(page.getByText('Nothing measured yet')).toHaveCount(0);
  const asked = () => faults.seen.filter((one) => path.test(one)).length;
  const before = asked();
  await section.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(asked).toBeGreaterThan(before);
  await expect(sentence).toBeVisible();
  await expect(section.getByText('The archive does not answer')).toBeVisible();
  faults.clear();
  await expect(documents(page)).toHaveCount(1, { timeout: 20_000 });
  await viewer.measured(1);
  await expect(sentence).toHaveCount(0);

  // The list itself is not to be had: what is in memory is not all there is to know.
  await page.goBack();
  await rowOf(page, study).waitFor();
  faults.rule({ path: /\/series(\?|$)/, fault: { kind: 'reset' } });
  await openFromList(page, faults.url, study);
  await expect(section.getByText(/could not be asked which documents/)).toBeVisible();
  faults.clear();
  await expect(section.getByText(/could not be asked which documents/)).toHaveCount(0, { timeout: 30_000 });
  await viewer.measured(1);
  await faults.close();
  await companion.stop();
});

test('back in the list while the archive is down, the list says so, and is asked again', async ({
  page,
  companion,
  faults,
}) => {
  test.slow();
  await hurry(page);
  const { study } = await findMeasurable(companion.dicomWeb, 1);
  await new Worklist(page, faults.url).open();
  await openFromList(page, faults.url, study);
  await faults.stop();
  await page.goBack();
  const said = page.getByTestId('list-stale');
  await expect(said).toContainText(/does not answer: this is its list of \d\d:\d\d/);
  await expect(rowOf(page, study)).toBeVisible();
  await expect(page.locator('.wl-dot')).toHaveCount(0);
  await faults.start();
  await said.getByRole('button', { name: 'Try again' }).click();
  await expect(said).toHaveCount(0);
  await expect(page.locator('.wl-dot')).toHaveCount(1);
});

test('a list that cannot be asked has no number', async ({ page, companion, faults }) => {
  await hurry(page);
  await page.goto(faults.url);
  await expect(page.getByTestId('study-row').first()).toBeVisible();
  faults.rule({ path: /\/dicom-web\/studies\?/, fault: { kind: 'reset' } });
  await page.reload();
  await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.wl-status')).not.toContainText(/\d+ stud/);
  expect(companion.url).not.toBe('');
});

test("the browser's Back asks before unsaved work is left; a draft that is offered moves no picture", async ({
  page,
  companion,
}) => {
  const { study } = await findMeasurable(companion.dicomWeb, 1);
  await new Worklist(page, companion.url).open();
  let viewer = await openFromList(page, companion.url, study);
  await drawLine(viewer, 0, 1);
  const dialog = page.getByRole('dialog', { name: /unsaved work/ });
  for (const answer of ['Stay', 'Leave']) {
    await page.goBack();
    await expect(dialog).toContainText(/1 change is not in the archive/);
    await expect(page).toHaveURL(/\/view\//);
    await viewer.measured(1);
    await dialog.getByRole('button', { name: answer, exact: true }).click();
    await expect(dialog).toHaveCount(0);
  }
  await rowOf(page, study).waitFor();
  await expect(page).not.toHaveURL(/\/view\//);

  viewer = await openFromList(page, companion.url, study);
  const offer = page.getByTestId('draft-offer');
  await expect(offer).toBeVisible();
  const room = () => viewer.pane().boundingBox();
  const beside = await room();
  // What is pressed on its words is the picture below.
  const words = await offer.locator('p').boundingBox();
  const isPicture = await page.evaluate(
    ([x, y]) => document.elementFromPoint(x, y)?.closest('[data-pane]') !== null,
    [(words?.x ?? 0) + 4, (words?.y ?? 0) + 4] as const,
  );
  expect(isPicture).toBe(true);
  await offer.getByRole('button', { name: /^Not now/ }).click();
  await expect(offer).toHaveCount(0);
  expect(await room()).toEqual(beside);
});
