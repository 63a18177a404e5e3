import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { elsewhere } from '@/i18n/en/elsewhere';
import { axeFindings } from '../../harness/axe';
import { expect, test } from '../../fixtures/fixtures';
import { startCompanion } from '../../harness/companion';
import { freePort } from '../../harness/ports';
import { writeExam } from '../../material/priors';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const exam = (number: number, more: { readonly accession: string; readonly name?: string }) =>
  ({ number, date: '20260601', modality: 'CT', description: `CT ${number}`, grey: 60, ...more }) as const;

/** Fills two archives: numbers that one has alone, that both have, and that hold another. */
function write(here: string, there: string) {
  for (const folder of [here, there]) mkdirSync(folder);
  return {
    alone: writeExam(here, exam(190, { accession: 'ACC-7' })),
    longer: writeExam(here, exam(191, { accession: 'ACC-71' })),
    ours: writeExam(here, exam(192, { accession: 'ACC/8' })),
    theirs: writeExam(there, exam(193, { accession: 'ACC/8', name: 'Other^Olga' })),
    elsewhere: writeExam(there, exam(194, { accession: 'ACC-9' })),
  };
}

/** Of a number, nothing is left where others could read it. */
async function expectForgotten(page: Page, number: string): Promise<void> {
  expect(decodeURIComponent(page.url())).not.toContain(number);
  const kept = await page.evaluate(() =>
    JSON.stringify([history.state, document.title, { ...sessionStorage }]),
  );
  expect(kept).not.toContain(number);
}

test('an accession number opens its only study; several are a list, an archive that is away is named', async ({
  page,
  guard,
  folder,
}) => {
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  const of = write(here, there);
  const second = await startCompanion({ data: there, noSamples: true });
  const both = await startCompanion({ data: here, noSamples: true, others: [`second=${second.dicomWeb}`] });
  const viewer = new Viewer(page, both.url);

  await page.goto(`${both.url}/#/accession/ACC-7`);
  await viewer.shown();
  expect(page.url()).toContain(`#/view/main/${of.alone}`);
  await expectForgotten(page, 'ACC-7');
  // The archive was asked for the whole number, and for nothing that holds it.
  const asked = guard.requests.filter((url) => url.includes('AccessionNumber='));
  expect(new Set(asked.map((url) => new URL(url).searchParams.get('AccessionNumber')))).toEqual(
    new Set(['ACC-7']),
  );

  // As IHE Invoke Image Display has it, in the second archive.
  await page.goto(`${both.url}/?requestType=STUDY&accessionNumber=ACC-9`);
  await viewer.shown();
  expect(page.url()).toContain(`#/view/second/${of.elsewhere}`);
  await expectForgotten(page, 'ACC-9');

  // Two sites gave one number.
  await page.goto(`${both.url}/#/accession/${encodeURIComponent('ACC/8')}`);
  const rows = page.getByTestId('accession-study');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('Test, Anna');
  await expect(rows.nth(1)).toContainText('Other, Olga');
  await expect(rows.nth(1)).toContainText('second');
  await expectForgotten(page, 'ACC/8');
  expect(await axeFindings(page)).toEqual([]);
  const shots = process.env['E2E_SHOTS'];
  if (shots) await page.screenshot({ path: `${shots}/accession-${page.viewportSize()?.width}.png` });
  await rows.nth(1).press('Enter');
  await viewer.shown();
  expect(page.url()).toContain(`#/view/second/${of.theirs}`);
  await page.goBack();
  await expect(rows).toHaveCount(2);

  await page.evaluate(() => (location.hash = '#/accession/NONE'));
  await expect(page.getByTestId('accession-page')).toContainText(elsewhere['accession.none']);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText(elsewhere['accession.gone']);
  await page.evaluate(() => (location.hash = '#/accession/%2A'));
  await expect(page.getByRole('alert')).toContainText(elsewhere['accession.unreadable']);
  await page.evaluate(() => (location.hash = '#/accession/ACC-7?archive=nope'));
  await expect(page.getByText('nope')).toBeVisible();
  await expectForgotten(page, 'ACC-7');

  // With an archive that is away nothing opens by itself.
  await both.stop();
  const dead = await startCompanion({
    data: here,
    noSamples: true,
    others: [`second=http://127.0.0.1:${await freePort()}/dicom-web`],
  });
  await page.goto(`${dead.url}/#/accession/ACC-7`);
  await expect(rows).toHaveCount(1);
  const left = page.getByRole('alert').filter({ hasText: 'second does not answer' });
  await expect(left).toBeVisible();
  await page.evaluate(() => (location.hash = '#/accession/ACC-9'));
  await expect(page.getByTestId('accession-page')).toContainText(elsewhere['accession.none.partly']);
  await expect(left).toBeVisible();
  await page.evaluate(() => (location.hash = '#/accession/ACC-7?archive=main'));
  await new Viewer(page, dead.url).shown();
  expect(page.url()).toContain(of.alone);
  await dead.stop();
  await second.stop();
});
