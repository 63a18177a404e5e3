import type { Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion, type Companion } from '../../harness/companion';
import { rows, SERIES_UID, SOP_UID, STUDY_UID, attributeText, type QidoRow } from '../../harness/dicomWeb';
import { drawOn, essence, findMeasurable, PROSTATE } from '../../fixtures/drawing';
import { startFaultProxy, type Rule } from '../../harness/faultProxy';
import { expect, test } from '../../fixtures/fixtures';
import { forceWay, inspect, type MeasurementFacts } from '../../harness/inspect';
import { linkFolder, NO_REAL_FILES, SAMPLES } from '../../harness/machine';
import { partsOf } from '../../harness/multipart';
import { startOrthanc } from '../../harness/orthanc';
import { hurry } from '../../harness/hurry';
import { Viewer } from '../../pages/viewer';
import { errorsOf } from '../../harness/validator';

/** An archive of the test's own, since something is stored in it. */
async function ownArchive(folder: string): Promise<Companion> {
  const data = join(folder, 'data');
  mkdirSync(data);
  linkFolder(PROSTATE ?? SAMPLES, data);
  return startCompanion({ data, noSamples: true });
}

/** Four measurements, in front of an archive of its own whose answers can be spoilt. */
async function drawnBehindProxy(page: Page, folder: string) {
  const companion = await ownArchive(folder);
  const proxy = await startFaultProxy(companion.url);
  const { study, series } = await findMeasurable(companion.dicomWeb, 1);
  const viewer = new Viewer(page, proxy.url);
  await viewer.openStudy(study);
  await drawOn(viewer, series.slice(0, 1));
  return { companion, proxy, study, viewer };
}

/** The objects of a modality in a study, described in full. */
async function objectsOf(root: string, study: string, modality: string): Promise<QidoRow[]> {
  const series = (await rows(root, `studies/${study}/series`)).filter(
    (row) => attributeText(row, '00080060') === modality,
  );
  const found = await Promise.all(
    series.map((row) => rows(root, `studies/${study}/series/${attributeText(row, SERIES_UID)}/metadata`)),
  );
  return found.flat();
}

/** Those that this program wrote. */
const ours = async (root: string, study: string, modality = 'SR'): Promise<QidoRow[]> =>
  (await objectsOf(root, study, modality)).filter((row) => attributeText(row, '00080070') === 'Isocenter');

const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^Save to the archive$/ });
const report = (page: Page) => dialogOf(page).locator('[data-kind="report"]');

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s');
  await dialogOf(page)
    .getByRole('button', { name: /^Save$/ })
    .click();
}

const SAVED = /Saved: the archive has it as it was written/;
const STORE = { path: /\/dicom-web\/studies\/[\d.]+$/, method: 'POST' } as const;
const failing = (reason: number) => (sop: string) => ({
  '00081198': {
    vr: 'SQ',
    Value: [{ '00081155': { vr: 'UI', Value: [sop] }, '00081197': { vr: 'US', Value: [reason] } }],
  },
});
const naming = (sop: string) => ({
  '00081199': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: [sop] } }] },
});

/** What an archive can do to an object, and what is said then. */
const FAULTS: readonly (readonly [name: string, fault: Rule['fault'], sentence: RegExp])[] = [
  [
    '202, failed',
    { kind: 'answer', status: 202, body: failing(0x0110) },
    /did not store it \(HTTP 202, reason 0110H\)/,
  ],
  ['202, no room', { kind: 'answer', status: 202, body: failing(0xa700) }, /has no room left/],
  ['400', { kind: 'answer', status: 400 }, /refused the object as not valid \(HTTP 400\)/],
  ['401', { kind: 'answer', status: 401 }, /sign-in has ended/],
  ['403', { kind: 'answer', status: 403 }, /may read this archive but not store/],
  ['405', { kind: 'answer', status: 405 }, /only lets itself be read/],
  ['409', { kind: 'answer', status: 409, body: failing(0xa900) }, /does not fit its study \(reason A900H\)/],
  ['413', { kind: 'answer', status: 413 }, /too large \(HTTP 413\)/],
];

test('a key image that is not there is left out of the document, is told of, and stays unsaved', async ({
  page,
  folder,
}) => {
  const companion = await ownArchive(folder);
  const { study, series } = await findMeasurable(companion.dicomWeb, 1);
  const sops = await rows(companion.dicomWeb, `studies/${study}/series/${series[0]}/instances`);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(study);
  await viewer.place(series[0] ?? '');
  await viewer.shown();
  const { panes } = await inspect.view(page);
  const [pane] = panes;
  if (!pane) throw new Error('no pane');
  const star = (sop: string) => ({ study: pane.study, series: pane.series, sop: sop as never, frame: 1 });
  const keyImages = [star(attributeText(sops[0] ?? {}, SOP_UID)), star('1.2.3.4.5.6')];
  const { grid, active, studies } = await inspect.view(page);
  await page.goto('about:blank');
  await viewer.openLink({ view: { studies, grid, panes, active, keyImages }, marks: [] });
  await expect(page.getByTestId('save')).toBeEnabled();
  await save(page);
  const row = dialogOf(page).locator('[data-kind="keyImages"]');
  await expect(row).toContainText(SAVED);
  await expect(row).toContainText(/1 image could not be found in the archive and is left out/);
  await expect(page.getByTestId('save')).toHaveAttribute('data-unsaved', 'true');
  const [written] = await ours(companion.dicomWeb, study, 'KO');
  expect(JSON.stringify(written)).not.toContain('1.2.3.4.5.6');
  await companion.stop();
});

test('an archive that refuses, fails inside, drops what it took or only lets itself be read is told of in a sentence; nothing is lost, and then it is saved once', async ({
  page,
  folder,
}) => {
  test.setTimeout(240_000);
  await hurry(page);
  const { companion, proxy, study, viewer } = await drawnBehindProxy(page, folder);
  const tryAgain = () =>
    dialogOf(page)
      .getByRole('button', { name: /^(Save|Try again)$/ })
      .click();
  await page.keyboard.press('Control+s');
  for (const [name, fault, sentence] of FAULTS) {
    await test.step(name, async () => {
      proxy.clear();
      proxy.rule({ ...STORE, fault });
      await tryAgain();
      await expect(report(page)).toContainText(sentence);
      await expect(report(page)).toContainText(/The draft stays/);
      expect(await ours(companion.dicomWeb, study)).toHaveLength(0);
      expect((await inspect.measurements(page)).map(({ saved }) => saved)).toEqual([
        false,
        false,
        false,
        false,
      ]);
    });
  }
  await test.step('500', async () => {
    proxy.clear();
    proxy.rule({ ...STORE, fault: { kind: 'answer', status: 500 } });
    await tryAgain();
    await expect(report(page)).toContainText(/failed inside \(HTTP 500\)/, { timeout: 60_000 });
  });
  await test.step('it says that it stored the object, as archives do that take it for a duplicate, and drops it', async () => {
    proxy.clear();
    proxy.rule({ ...STORE, fault: { kind: 'answer', status: 200, body: naming } });
    await tryAgain();
    await expect(report(page)).toContainText(/said that it stored it, but does not have it/, {
      timeout: 60_000,
    });
  });
  await test.step('it can only be read: the objects are downloaded', async () => {
    await page.keyboard.press('Escape');
    await expect(dialogOf(page)).toHaveCount(0);
    await viewer.pane().focus();
    await page.keyboard.press('y');
    proxy.clear();
    proxy.rule({ ...STORE, fault: { kind: 'status', status: 405 } });
    await save(page);
    await expect(dialogOf(page).locator('[data-kind="keyImages"]')).toContainText(/only lets itself be read/);
    await expect(report(page)).toContainText(/only lets itself be read/);
    const downloading = page.waitForEvent('download');
    await dialogOf(page)
      .getByRole('button', { name: /^Download all/ })
      .click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('isocenter-objects.zip');
    const path = join(folder, 'objects.zip');
    await download.saveAs(path);
    const listed = spawnSync('python3', ['-m', 'zipfile', '-l', path], { encoding: 'utf8' }).stdout;
    expect(listed).toMatch(/report\.dcm/);
    expect(listed).toMatch(/key-images\.dcm/);
  });
  proxy.clear();
  await tryAgain();
  for (const kind of ['report', 'keyImages'])
    await expect(dialogOf(page).locator(`[data-kind="${kind}"]`)).toContainText(SAVED, { timeout: 60_000 });
  expect(await ours(companion.dicomWeb, study)).toHaveLength(1);
  expect((await inspect.measurements(page)).every(({ saved }) => saved)).toBe(true);
  // What is saved needs no draft: nothing is offered.
  await expect(page.getByTestId('save')).toHaveAttribute('aria-label', /^Save to the archive$/);
  await page.reload();
  await viewer.shown();
  await expect(page.getByTestId('draft-offer')).toHaveCount(0);
  await proxy.close();
  await companion.stop();
});

test('Ctrl S, then Enter, saves; an archive that stores and falls silent is not sent the object twice, one that is switched off is waited for, and a closed tab does not double what it was sent', async ({
  page,
  context,
  folder,
}) => {
  test.setTimeout(240_000);
  await hurry(page);
  const { companion, proxy, study, viewer } = await drawnBehindProxy(page, folder);
  const isOver = async () => {
    await expect(report(page)).toContainText(SAVED, { timeout: 60_000 });
    await dialogOf(page)
      .getByRole('button', { name: /^Done$/ })
      .click();
    await expect(dialogOf(page)).toHaveCount(0);
  };
  const drawAt = async (down: number, count: number) => {
    await viewer.tool('length').click();
    await viewer.drag(await viewer.fromMiddle(-50, down), await viewer.fromMiddle(50, down + 10));
    await viewer.measured(count);
  };
  await test.step('it stores and falls silent', async () => {
    proxy.rule({ ...STORE, fault: { kind: 'unheard', as: 'hang' } });
    await page.keyboard.press('Control+s');
    await expect(dialogOf(page).getByRole('button', { name: /^Save$/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(report(page)).toContainText(SAVED, { timeout: 60_000 });
    expect(proxy.seen.filter((path) => STORE.path.test(path))).toHaveLength(1);
    expect(await ours(companion.dicomWeb, study)).toHaveLength(1);
    await isOver();
    proxy.clear();
  });
  await test.step('it is switched off, and comes back', async () => {
    await drawAt(-110, 5);
    await page.keyboard.press('Control+s');
    await expect(report(page)).toBeVisible();
    await proxy.stop();
    await dialogOf(page)
      .getByRole('button', { name: /^Save$/ })
      .click();
    await expect(report(page)).toContainText(/does not answer/, { timeout: 60_000 });
    await proxy.start();
    await isOver();
    expect(await ours(companion.dicomWeb, study)).toHaveLength(2);
  });

  // A further version is stored, its answer never comes, and the tab is closed.
  await drawAt(-150, 6);
  proxy.rule({ ...STORE, fault: { kind: 'unheard', as: 'hang' } });
  await save(page);
  await expect.poll(async () => (await ours(companion.dicomWeb, study)).length).toBe(3);
  await page.close();
  proxy.clear();
  const other = await context.newPage();
  const later = new Viewer(other, proxy.url);
  await later.openStudy(study);
  // The report is drawn, since it arrived: what the draft holds is on the screen and saved, and nothing is offered or there twice.
  await expect
    .poll(async () => (await inspect.measurements(other)).map(({ saved }) => saved))
    .toEqual([true, true, true, true, true, true]);
  await expect(other.getByTestId('draft-offer')).toHaveCount(0);
  await expect(other.getByTestId('save')).toHaveAttribute('aria-label', /^Save to the archive$/);
  const documents = await ours(companion.dicomWeb, study);
  expect(documents, 'found, not sent again').toHaveLength(3);
  const sopOf = (document: QidoRow) => attributeText(document, SOP_UID);
  const named = documents.map((document) => {
    const predecessors = JSON.stringify(document['0040A360'] ?? {});
    return documents.map(sopOf).filter((sop) => predecessors.includes(sop));
  });
  // Each goes on from the one before it.
  expect(
    named.filter((before) => before.length === 0),
    'Predecessor Documents Sequence',
  ).toHaveLength(1);
  expect(new Set(named.flat()).size, 'Predecessor Documents Sequence').toBe(2);
  await proxy.close();
  await companion.stop();
});

test('two readers save on one study: both reports are kept, and the second reader is told', async ({
  page,
  colleague,
  folder,
}) => {
  test.setTimeout(240_000);
  const companion = await ownArchive(folder);
  const { study, series } = await findMeasurable(companion.dicomWeb, 1);
  const [one, two] = [new Viewer(page, companion.url), new Viewer(colleague, companion.url)];
  await one.openStudy(study);
  await two.openStudy(study);
  await drawOn(one, series.slice(0, 1));
  await drawOn(two, series.slice(0, 1));
  await save(page);
  await expect(report(page)).toContainText(SAVED);
  await expect(dialogOf(page)).not.toContainText(/another report/);
  await save(colleague);
  await expect(dialogOf(colleague)).toContainText(/saved another report into this study at \d\d:\d\d/);
  await expect(report(colleague)).toContainText(SAVED);
  expect(await ours(companion.dicomWeb, study)).toHaveLength(2);
  await companion.stop();
});

/** Patient and study attributes of PS3.3 C.7.1.1 and C.7.2.1 that an archive sorts by. */
const SHARED = [
  '00100010',
  '00100020',
  '00100030',
  '00100040',
  STUDY_UID,
  '00080020',
  '00080030',
  '00080050',
  '00081030',
];

test('20 measurements, key images and a view in Orthanc: one study, valid, the same patient, the same on another screen', async ({
  page,
  browser,
  folder,
}) => {
  test.skip(PROSTATE === undefined, NO_REAL_FILES);
  test.setTimeout(300_000);
  const orthanc = await startOrthanc(join(folder, 'orthanc'));
  await orthanc.load([PROSTATE ?? '']);
  const companion = await startCompanion({ archive: orthanc.dicomWeb });
  const root = orthanc.dicomWeb;
  const { study, series } = await findMeasurable(root, 5);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(study);
  await drawOn(viewer, series.slice(0, 5));
  await page.keyboard.press('y');
  await page.keyboard.press('Control+s');
  await dialogOf(page).locator('[data-kind="presentation"] input').check();
  await dialogOf(page)
    .getByRole('button', { name: /^Save$/ })
    .click();
  for (const kind of ['report', 'keyImages', 'presentation'])
    await expect(dialogOf(page).locator(`[data-kind="${kind}"]`)).toContainText(SAVED, { timeout: 60_000 });
  const drawn = await inspect.measurements(page);
  expect(drawn.filter(({ saved }) => saved)).toHaveLength(20);

  const elsewhere = await browser.newContext();
  await forceWay(elsewhere);
  const colleague = await elsewhere.newPage();
  await new Viewer(colleague, companion.url).openStudy(study);
  const told = (list: readonly MeasurementFacts[]) =>
    essence(list)
      .map((one) => ({ ...one, id: '' }))
      .toSorted((a, b) => (a.tracking < b.tracking ? -1 : 1));
  await expect
    .poll(async () => told(await inspect.measurements(colleague)), { timeout: 60_000 })
    .toEqual(told(drawn));
  await elsewhere.close();

  expect(await rows(root, 'studies'), 'still one study').toHaveLength(1);
  const [image] = await rows(root, `studies/${study}/series/${series[0]}/metadata`);
  for (const modality of ['SR', 'KO', 'PR']) {
    const [object] = await ours(root, study, modality);
    for (const tag of SHARED) expect(object?.[tag], `${modality} ${tag}`).toEqual(image?.[tag]);
    const path = `studies/${study}/series/${attributeText(object ?? {}, SERIES_UID)}/instances/${attributeText(object ?? {}, SOP_UID)}`;
    const answer = await fetch(`${root}/${path}`, {
      headers: { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' },
    });
    const [part] = partsOf(Buffer.from(await answer.arrayBuffer()), answer.headers.get('content-type') ?? '');
    const file = join(folder, `${modality}.dcm`);
    writeFileSync(file, part?.body ?? Buffer.alloc(0));
    expect(errorsOf(file), modality).toEqual([]);
  }
  await companion.stop();
  await orthanc.stop();
});
