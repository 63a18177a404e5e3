import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Dictation, reportContext, studyContext } from '../../../server/testing/dictation';
import { expect, test } from '../../fixtures/fixtures';
import { openReadingList, studyOfAddress } from '../../fixtures/steppedList';
import { axeFindings } from '../../harness/axe';
import { startCompanion } from '../../harness/companion';
import type { Listed } from '../../material/readingList';
import { panelOf } from '../../pages/measurePanel';
import { SignIn } from '../../pages/signIn';
import { Viewer } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';
import { en } from '@/i18n/en';
import { fhircast } from '@/i18n/en/fhircast';

/** The token that the page is given while somebody signs in. */
async function signedIn(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/`);
  const given = page.waitForResponse((answer) => answer.url().endsWith('/demo-login/token') && answer.ok());
  await new SignIn(page).as('Dr Ada Demo');
  return ((await (await given).json()) as { access_token: string }).access_token;
}

/** Puts what was measured into a report that the dictation opens, alone and all; without one it says why not. */
async function insertMeasured(page: Page, dictation: Dictation, { study }: Listed): Promise<void> {
  const more = panelOf(page).getByRole('button', { name: en['measure.more'], exact: true });
  const item = page.getByRole('menuitem', { name: en['measure.insert.all'] });
  await more.click();
  await expect(item).toContainText(en['measure.insert.noReport']);
  await expect(item).toBeDisabled();
  await page.keyboard.press('Escape');
  await dictation.change('DiagnosticReport-open', reportContext('r2', study, 'READ-1'));
  await panelOf(page).getByRole('button', { name: en['measure.insert'], exact: true }).press('Enter');
  const said = panelOf(page).getByRole('status');
  await expect(said).toContainText(en['measure.inserted_one'].replace('{{count}}', '1'));
  await more.click();
  await expect(item).toBeEnabled();
  expect(await axeFindings(page)).toEqual([]);
  await item.click();
  await dictation.hears(() => dictation.of('DiagnosticReport-update').length === 2);
}

/** The resources of the last update that the dictation was told of. */
const insertedInto = (dictation: Dictation): readonly unknown[] => {
  const { context } = dictation.of('DiagnosticReport-update').at(-1)?.event ?? { context: [] };
  const entries = context.find(({ key }) => key === 'updates')?.resource?.['entry'] ?? [];
  return (entries as readonly { readonly resource: unknown }[]).map(({ resource }) => resource);
};

test('viewer and dictation follow each other; another patient, unsaved work and a lost hub are said', async ({
  page,
  folder,
}) => {
  const data = join(folder, 'data');
  const setup = { demoLogin: true, fhircast: true, state: join(folder, 'state') };
  const { list: studies, companion } = await openReadingList(data, 3, setup);
  const [first, second, third] = studies as [Listed, Listed, Listed];
  const token = await signedIn(page, companion.url);
  const dictation = await new Dictation(`${companion.url}/fhircast`, token).connect();
  const list = new Worklist(page, companion.url);
  const viewer = new Viewer(page, companion.url);
  const differs = page.getByTestId('dictation-differs');
  const heard = (name: string, count: number) => dictation.hears(() => dictation.of(name).length === count);
  const openThere = (study: Listed, patient: string) =>
    dictation.change('ImagingStudy-open', studyContext(study.study, patient));

  // What is opened here the dictation is told.
  await list.openStudy(list.rows.first());
  await heard('ImagingStudy-open', 1);
  expect(JSON.stringify(dictation.of('ImagingStudy-open')[0])).toContain(`urn:oid:${first.study}`);
  await viewer.shown();

  // What is opened there opens here.
  await dictation.change('DiagnosticReport-open', reportContext('r1', second.study, 'READ-1'));
  await expect.poll(() => studyOfAddress(page)).toBe(second.study);
  await viewer.shown();
  await expect(differs).toHaveCount(0);
  expect(dictation.of('SyncError')).toEqual([]);

  // Of another patient than the archive has it: not opened, and said on both sides until they show the same.
  await openThere(third, 'READ-9');
  await expect(differs).toContainText(fhircast['fhircast.differs.patient']);
  await heard('SyncError', 1);
  expect(await studyOfAddress(page)).toBe(second.study);
  expect(await axeFindings(page)).toEqual([]);
  await differs.getByRole('button', { name: fhircast['fhircast.tellAgain'] }).click();
  await heard('ImagingStudy-open', 3);
  expect(JSON.stringify(dictation.of('ImagingStudy-open')[2])).toContain(`urn:oid:${second.study}`);
  await expect(differs).toHaveCount(0);

  // Nobody is taken away from unsaved work unasked.
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-70, 0), await viewer.fromMiddle(60, 20));
  const { readings } = await viewer.measured(1);
  await insertMeasured(page, dictation, second);
  expect(insertedInto(dictation)).toMatchObject([
    {
      resourceType: 'Observation',
      valueQuantity: { value: Number(readings[0]?.value.toFixed(1)), code: 'mm' },
    },
    { resourceType: 'ImagingSelection', studyUid: second.study, instance: [{ uid: expect.any(String) }] },
  ]);
  await openThere(third, 'READ-2');
  const asked = page.getByRole('dialog');
  await expect(asked).toContainText(en['leave.title']);
  await asked.getByRole('button', { name: en['leave.stay'] }).click();
  await expect(differs).toContainText(fhircast['fhircast.differs.study']);
  expect(await studyOfAddress(page)).toBe(second.study);
  await differs.getByRole('button', { name: fhircast['fhircast.openHere'] }).click();
  await asked.getByRole('button', { name: en['leave.leave'] }).click();
  await expect.poll(() => studyOfAddress(page)).toBe(third.study);
  await viewer.shown();
  await expect(differs).toHaveCount(0);

  // A hub that is lost is said, with what goes on; what is on the screen is told once it is back.
  const { port } = new URL(companion.url);
  await companion.stop();
  const line = page.getByTestId('dictation-line');
  await expect(line).toContainText(fhircast['fhircast.lost']);
  const again = await startCompanion({ ...setup, data, noSamples: true, port: Number(port) });
  await expect(line).toHaveCount(0);
  const later = await new Dictation(`${again.url}/fhircast`, token).connect();
  await later.hears(() => later.of('ImagingStudy-open').length === 1);
  expect(JSON.stringify(later.of('ImagingStudy-open')[0])).toContain(`urn:oid:${third.study}`);

  // What is closed there is closed here.
  await later.change('ImagingStudy-close', later.of('ImagingStudy-open')[0]?.event?.context ?? []);
  await expect(list.rows.first()).toBeVisible();
  await again.stop();
});
