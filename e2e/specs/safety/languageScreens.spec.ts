import { expect, type Page } from '@playwright/test';
import { test } from '../../fixtures/fixtures';
import { LanguageWalk, wordsOf } from '../../fixtures/languageWalk';
import { Documents, test as withDocuments } from '../../fixtures/pdfPane';
import type { Rule } from '../../harness/faultProxy';
import { WALKED, type LanguageId } from '../../harness/spokenTexts';
import { MARKED } from '../../material/marked';
import type { DocumentName } from '../../material/pdfs';
import { ctPhantom } from '../../material/phantom';
import { Viewer } from '../../pages/viewer';

/** Goes to another address of the page, as one that is opened anew. */
async function openAnew(page: Page, url: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(url);
}

/** A language that is written is shorter than those made by code: its words are looked at where there is the least room. */
const sizesOf = (id: LanguageId) => (id === 'de' ? '@phone @only-touch' : '@tablet @phone');

for (const id of WALKED) {
  withDocuments(
    `documents in ${id}: no text cut, no English left ${sizesOf(id)}`,
    async ({ page, own, marked }) => {
      withDocuments.setTimeout(180_000);
      // Beside the lists of both archives, what the report says of itself.
      const report = 'document title finding nothing to be seen'.split(' ');
      const words = [...(await wordsOf(own.dicomWeb)), ...(await wordsOf(marked.dicomWeb)), ...report];
      const walk = await LanguageWalk.begin(id, new Set(words), page);
      const documents = new Documents(page, own);
      await documents.open('report');
      await documents.painted();
      await walk.look(page, 'pdf');
      const find = walk.button(page, 'pdf.find');
      await find.click();
      await page
        .getByRole('searchbox')
        .or(page.getByLabel(walk.say('pdf.find.box')))
        .first()
        .fill('qqqq');
      await expect(page.getByTestId('pdf-found')).toHaveText(walk.say('pdf.find.none'));
      await walk.look(page, 'pdf find');
      const states: readonly DocumentName[] = [
        'locked',
        'broken',
        'empty',
        'page',
        'model',
        'endless',
        'cut',
      ];
      for (const name of states) {
        await documents.open(name);
        await expect(documents.pane.getByRole('heading').or(documents.pages).first()).toBeVisible();
        await walk.look(page, `pdf ${name}`);
      }
      await openAnew(page, `${marked.url}/?StudyInstanceUIDs=${MARKED.anna}`);
      const viewer = new Viewer(page, marked.url);
      await viewer.shown();
      await walk.look(page, 'marked');
      await openAnew(page, `${marked.url}/#/open/${MARKED.anna}/${MARKED.series('anna', MARKED.report)}`);
      await expect(page.getByTestId('sr')).toBeVisible();
      await walk.look(page, 'sr');
      walk.end();
    },
  );

  // Not on tablets: sentences are cut there in the narrow column of series, which is to be mended.
  test(`faults in ${id}: no text cut, no English left ${sizesOf(id).replace('@tablet ', '')}`, async ({
    page,
    faults,
    companion,
  }) => {
    test.setTimeout(180_000);
    const walk = await LanguageWalk.begin(id, await wordsOf(companion.dicomWeb), page);
    const { study } = await ctPhantom(companion.dicomWeb);
    const listFaults: readonly Rule['fault'][] = [
      ...[401, 404, 413, 500].map((status) => ({ kind: 'status', status }) as const),
      { kind: 'html' },
      { kind: 'reset' },
    ];
    for (const fault of listFaults) {
      const what = `list ${fault.kind === 'status' ? fault.status : fault.kind}`;
      faults.clear();
      faults.rule({ path: /\/studies(\?|$)/, fault });
      await openAnew(page, `${faults.url}/`);
      await expect(
        page
          .getByRole('alert')
          .or(page.getByRole('heading', { level: 2 }))
          .first(),
        what,
      ).toBeVisible();
      await walk.look(page, what);
    }
    const pixels = /\/(frames|rendered)|\/series\/[\d.]+(\?|$)|\/instances\/[\d.]+(\?|$)/;
    const paneFaults: readonly Rule[] = [
      { path: /\/metadata/, fault: { kind: 'status', status: 401 } },
      { path: /\/metadata/, fault: { kind: 'status', status: 404 } },
      { path: /\/metadata/, fault: { kind: 'html' } },
      { path: pixels, fault: { kind: 'status', status: 404 } },
      { path: pixels, fault: { kind: 'status', status: 403 } },
      { path: pixels, fault: { kind: 'html' } },
      { path: pixels, fault: { kind: 'halves' } },
      { path: /\/dicom-web\/.*series/, fault: { kind: 'reset' } },
    ];
    for (const rule of paneFaults) {
      const { fault, path } = rule;
      const what = `pane ${path === pixels ? 'pixels' : String(path).replaceAll(/\W/g, '')} ${fault.kind === 'status' ? fault.status : fault.kind}`;
      faults.clear();
      faults.rule(rule);
      await openAnew(page, `${faults.url}/#/view/main/${study}`);
      const pane = page.locator('[data-pane="0"]');
      await expect(pane.getByRole('heading').or(pane.getByRole('alert')).first(), what).toBeVisible({
        timeout: 30_000,
      });
      await walk.look(page, what);
    }
    faults.clear();
    for (const [what, address] of [
      ['study gone', '#/view/main/1.2.3.4.5'],
      ['no link', '#/view/'],
      ['unknown archive', `#/view/nowhere/${study}`],
      ['unknown diagnose', '#/diagnose/nowhere'],
    ] as const) {
      await openAnew(page, `${faults.url}/${address}`);
      await expect(page.getByRole('heading').first(), what).toBeVisible();
      await page.waitForLoadState('networkidle');
      await walk.look(page, what);
    }
    faults.rule({ path: /config\.json/, fault: { kind: 'status', status: 404 } });
    await openAnew(page, `${faults.url}/`);
    await expect(page.getByText(walk.say('app.settings'), { exact: true })).toBeVisible();
    await walk.look(page, 'no settings');
    walk.end();
  });
}
