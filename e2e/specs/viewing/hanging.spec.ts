import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChooser, Page } from '@playwright/test';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/dataset/uid';
import { NEUROSURGERY } from '@/dicom/testing/standardProtocols';
import { en } from '@/i18n/en';
import { hangingFile } from '@/i18n/en/hangingFile';
import { freshView, type ViewState } from '@/view/viewState';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import { SAMPLES } from '../../harness/machine';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { sampleUid } from '../../../server/samples/study';

/** Two examinations of heads (server/samples/headMr.ts), whose like series have other numbers; the earlier one has no coronal T2. */
const NOW = 4;
const BEFORE = 3;

const studyOf = (study: number) => toStudyUid(sampleUid(study)) as StudyUid;
const seriesOf = (study: number, series: number) => toSeriesUid(sampleUid(study, series)) as SeriesUid;

function arranged(study: number, ...series: readonly number[]): ViewState {
  const panes = series.map((one) => ({ study: studyOf(study), series: seriesOf(study, one) }));
  return { ...freshView(studyOf(study)), grid: { rows: 1, columns: series.length }, panes };
}

/** Numbers of the series in the panes; 0: an empty one. */
async function hung(page: Page, study: number): Promise<readonly number[]> {
  const { panes } = await inspect.view(page);
  return panes.map((pane) => [1, 2, 3, 4, 5].find((one) => pane?.series === sampleUid(study, one)) ?? 0);
}

const said = (page: Page) => page.getByTestId('hanging-said');
const NEXT = ';';

test('what one arranges and keeps hangs like studies; missing is named; one key walks through all', async ({
  page,
  viewer,
}) => {
  await viewer.openLink({ view: arranged(NOW, 3, 2, 5), marks: [] });
  for (const pane of [1, 2]) await viewer.shown(pane);
  await page.keyboard.press('_');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(en['hanging.mine.none']);
  await dialog.getByRole('button', { name: en['action.keepHanging'] }).click();
  await expect(said(page)).toContainText('MR head: T2 axial thick | T1 axial thick | T2 coronal thick');
  await expect.poll(() => hung(page, NOW)).toEqual([3, 2, 5]);
  // Nothing of the patient is kept.
  await page.waitForFunction(() => localStorage.getItem('isocenter.hangings') !== null);
  const kept = await page.evaluate(() => localStorage.getItem('isocenter.hangings'));
  expect(kept).not.toMatch(/2\.25|Sample|Phantom/);

  // Another study: the picture that is asked for first is the first pane's.
  // The page before asks for the rest of its study until it is left.
  await page.goto('about:blank');
  const first = page.waitForRequest((request) => /\/(frames|metadata|instances)/.test(request.url()));
  await viewer.openStudy(sampleUid(BEFORE));
  expect((await first).url()).toContain(`/series/${sampleUid(BEFORE, 2)}/`);
  await expect.poll(() => hung(page, BEFORE)).toEqual([2, 1, 0]);
  await viewer.shown(1);
  await expect(viewer.pane(2)).toContainText('Not in this study: MR T2 coronal thick');
  await page.keyboard.press('_');
  await expect(page.getByTestId('hanging-why').getByRole('listitem')).toHaveText([
    /^T2 axial thick: series 2 · T2 axial fits 100 %Agrees: axial, T2, .*thick/,
    /^T1 axial thick: series 1 · T1 axial fits 100 %Agrees: /,
    'T2 coronal thick: not in this study',
  ]);
  // Enter by habit keeps nothing; kept on purpose, the pane stays for what is missing; and the former comes back.
  const why = page.getByRole('region', { name: en['hanging.why'] });
  await expect(why).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(why).toBeVisible();
  const mine = () =>
    page.evaluate(() => {
      const { mine } = JSON.parse(localStorage.getItem('isocenter.hangings') ?? '{}');
      return mine as readonly { readonly id: string; readonly template: { readonly panes: unknown } }[];
    });
  const [former] = await mine();
  await dialog.getByRole('button', { name: en['action.keepHanging'] }).click();
  await expect(said(page)).toContainText('MR head: T2 axial thick | T1 axial thick | T2 coronal thick');
  await expect.poll(async () => (await mine())[0]?.id).not.toBe(former?.id);
  const [again] = await mine();
  expect(again?.template.panes).toEqual(former?.template.panes);
  await said(page).getByRole('button', { name: en['action.undo'] }).click();
  await expect(said(page)).toContainText('Taken back: MR head');
  expect(await mine()).toEqual([former]);
  await expect(viewer.pane(2)).toContainText('Not in this study: MR T2 coronal thick');

  // Built in, plain, and the reader's own again.
  await page.keyboard.press(NEXT);
  await expect.poll(() => hung(page, BEFORE)).toEqual([3, 2, 0, 1]);
  await page.keyboard.press('Control+z');
  await expect.poll(() => hung(page, BEFORE)).toEqual([2, 1, 0]);
  await expect(viewer.pane(2)).toContainText('Not in this study: MR T2 coronal thick');
  await page.keyboard.press(NEXT);
  await expect.poll(() => hung(page, BEFORE)).toEqual([3, 2, 0, 1]);
  await expect(said(page)).toContainText('MR head: FLAIR axial | T2 axial | DWI axial | T1 axial');
  await page.keyboard.press(NEXT);
  await expect.poll(() => hung(page, BEFORE)).toEqual([1]);
  await expect(said(page)).toContainText(en['hanging.said.plain']);
  await page.keyboard.press(NEXT);
  await expect.poll(() => hung(page, BEFORE)).toEqual([2, 1, 0]);
  // Each of them hangs from its row.
  for (const [row, panes] of [
    [/^Hang: Plain/, [1]],
    [/^Hang: MR head: FLAIR/, [3, 2, 0, 1]],
    [/^Hang: MR head: T2 axial thick/, [2, 1, 0]],
  ] as const) {
    await page.keyboard.press('_');
    await dialog.getByRole('button', { name: row }).click();
    await expect.poll(() => hung(page, BEFORE)).toEqual(panes);
  }

  // A link shows what its sender saw.
  await page.goto('about:blank');
  await viewer.openLink({ view: arranged(BEFORE, 3), marks: [] });
  await expect.poll(() => hung(page, BEFORE)).toEqual([3]);
});

test('the pane that an arrangement keeps for a prior takes the one that is found, by what the pane is for', async ({
  page,
  viewer,
}) => {
  // The series beside it has neither the number nor the place of that which a key would hang.
  const beside = { study: studyOf(BEFORE), series: seriesOf(BEFORE, 2) };
  const now = arranged(NOW, 2, 3);
  const view: ViewState = {
    ...now,
    ...{ studies: [studyOf(NOW), studyOf(BEFORE)], panes: [now.panes[0] ?? null, beside] },
  };
  await viewer.openLink({ view, marks: [] });
  for (const pane of [0, 1]) await viewer.shown(pane);
  await page.keyboard.press('_');
  await page.getByRole('dialog').getByRole('button', { name: en['action.keepHanging'] }).click();
  await expect(said(page)).toContainText('MR head: T1 axial thick | prior T2 axial thick');

  await page.goto('about:blank');
  // As long as the archive is asked, the first picture is here and the other pane says what it is for, without a date.
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/studies\?.*(PatientID|00100020)/, async (route) => {
    await held;
    await route.continue();
  });
  await viewer.openStudy(sampleUid(NOW));
  await viewer.shown(0);
  await expect(viewer.pane(1)).toContainText('Looking for a prior: MR T2 axial thick');
  await expect(viewer.pane(1).getByTestId('pane-where')).toHaveText('');
  answer();
  await viewer.shown(1);
  const { panes } = await inspect.view(page);
  expect(panes.map((pane) => pane?.series)).toEqual([sampleUid(NOW, 2), sampleUid(BEFORE, 2)]);
  await expect(viewer.pane(1).getByTestId('pane-relation')).toHaveText(en['pane.prior']);
  await page.keyboard.press('_');
  await expect(page.getByTestId('hanging-why').getByRole('listitem').nth(1)).toContainText(
    'prior T2 axial thick: series 2 · T2 axial fits 100 %',
  );
});

test('an arrangement goes into a file of DICOM and comes back; what a foreign one has and there is not here is named', async ({
  page,
  viewer,
}) => {
  await viewer.openLink({ view: arranged(NOW, 3, 2), marks: [] });
  for (const pane of [0, 1]) await viewer.shown(pane);
  await page.keyboard.press('_');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: en['action.keepHanging'] }).click();
  await page.keyboard.press('_');
  const mine = dialog.getByRole('button', { name: /^Export: MR head: T2 axial thick \| T1 axial thick/ });
  const download = page.waitForEvent('download');
  await mine.click();
  expect((await download).suggestedFilename()).toBe('hanging-MR-head.dcm');
  const file = await (await download).path();
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await expect(dialog).toContainText(en['hanging.mine.none']);
  // The way back has the focus.
  await page.keyboard.press('Enter');
  await expect(mine).toBeVisible();
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await expect(dialog).toContainText(en['hanging.mine.none']);

  const bring = async (chosen: Parameters<FileChooser['setFiles']>[0]) => {
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: hangingFile['hanging.file.import'] }).press('Enter');
    await (await chooser).setFiles(chosen);
  };
  await bring({ name: 'x.dcm', mimeType: 'application/dicom', buffer: Buffer.from('no file of DICOM') });
  await expect(dialog.getByRole('alert')).toHaveText(hangingFile['hanging.file.unreadable']);
  await bring(file);
  await expect(mine).toBeVisible();
  const said = dialog.getByTestId('hanging-file');
  await expect(said).toContainText('will hang as “MR Head” has it');
  await expect(said.getByRole('listitem')).toHaveCount(0);
  // Of what is deleted again nothing more is said.
  await dialog.getByRole('button', { name: /^Delete/ }).click();
  await expect(said).toHaveText('');

  const foreign = { name: 'v4.json', mimeType: 'application/dicom+json' };
  await bring({ ...foreign, buffer: Buffer.from(JSON.stringify(NEUROSURGERY)) });
  await expect(said).toContainText('NeurosurgeryPlan');
  await expect(said.getByRole('listitem')).toHaveText(
    (['groups', 'screens', 'layout', 'tiles', 'mpr', 'volume', 'procedures', 'orientation'] as const).map(
      (what) => hangingFile[`hanging.left.${what}`],
    ),
  );
});

test('what somebody gives the house hangs for others, in browsers of their own', async ({
  page,
  colleague,
  folder,
}) => {
  cpSync(join(SAMPLES, 'samples', 'head-mr'), join(folder, 'head-mr'), { recursive: true });
  const companion = await startCompanion({ data: folder, noSamples: true, demoLogin: true });
  const ada = new Viewer(page, companion.url);
  await page.goto(`${companion.url}/`);
  await new SignIn(page).as('Dr Ada Demo');
  await expect(page.getByTestId('account')).toBeVisible();
  await ada.openLink({ view: arranged(NOW, 3, 2), marks: [] });
  await ada.shown(1);
  await page.keyboard.press('_');
  await page.getByRole('button', { name: en['action.keepHanging'] }).click();
  await expect(said(page)).toContainText('T2 axial thick | T1 axial thick');
  await page.keyboard.press('_');
  await page.getByRole('button', { name: /^For the whole house/ }).click();
  await expect(page.getByRole('heading', { name: en['hanging.house'] })).toBeVisible();
  const done = page.getByTestId('hanging-done');
  await expect(done).toContainText('Now for the whole house: MR head: T2 axial thick | T1 axial thick');
  await done.getByRole('button', { name: en['action.undo'] }).click();
  await expect(page.getByRole('heading', { name: en['hanging.house'] })).toHaveCount(0);
  await page.getByRole('button', { name: /^For the whole house/ }).click();
  await expect(page.getByRole('heading', { name: en['hanging.house'] })).toBeVisible();

  const ben = new Viewer(colleague, companion.url);
  await colleague.goto(`${companion.url}/`);
  await new SignIn(colleague).as('Dr Ben Demo');
  await expect(colleague.getByTestId('account')).toBeVisible();
  // It comes while he looks at the list: the first study hangs so.
  await colleague.waitForFunction(() => localStorage.getItem('isocenter.hangings')?.includes('"t2"'));
  await ben.openStudy(sampleUid(NOW));
  await expect.poll(() => hung(colleague, NOW)).toEqual([3, 2]);

  // Opened by its address, it hangs plainly where the answer is late; what comes then is offered, and the screen stays.
  await colleague.goto('about:blank');
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await colleague.addInitScript(() => localStorage.removeItem('isocenter.hangings'));
  await colleague.route(/\/hangings$/, async (route) => {
    await held;
    await route.continue();
  });
  await ben.openStudy(sampleUid(NOW));
  await ben.shown(0);
  await expect.poll(() => hung(colleague, NOW)).toEqual([1]);
  answer();
  await expect(said(colleague)).toContainText('The panes stay as they are; ; hangs it.');
  expect(await hung(colleague, NOW)).toEqual([1]);
  await colleague.keyboard.press(NEXT);
  await expect.poll(() => hung(colleague, NOW)).toEqual([3, 2]);
  await expect(said(colleague)).toContainText('Hung as this house keeps it.');
  await companion.stop();
});
