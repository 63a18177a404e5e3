import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';
import { documents as documentsText } from '@/i18n/en/documents';
import { kinds } from '@/i18n/en/kinds';
import { freshView } from '@/view/viewState';
import { keptInDraft } from '../../fixtures/keptDraft';
import { expect, test as withSamples } from '../../fixtures/fixtures';
import { Documents, test } from '../../fixtures/pdfPane';
import { store } from '../../fixtures/presentationStates';
import { startCompanion } from '../../harness/companion';
import { inspect } from '../../harness/inspect';
import { MARKED, writeMarked } from '../../material/marked';
import { ShareDialog } from '../../pages/sharing';
import { Viewer } from '../../pages/viewer';

/** What the engine is made of: its own code, and what decodes for it. */
const OF_ENGINE = /\/assets\/(engine|decoding)|cornerstone/i;

/** What a page asks for of the engine, from now on. */
function engineRequests(page: Page): readonly string[] {
  const asked: string[] = [];
  page.on(
    'request',
    (request) => OF_ENGINE.test(request.url()) && asked.push(new URL(request.url()).pathname),
  );
  return asked;
}

for (const archive of ['own', 'before'] as const)
  test(`a study of documents of ${archive === 'own' ? 'the embedded archive' : 'Orthanc'} opens, is turned and shared without the engine${archive === 'own' ? ' @tablet @phone' : ''}`, async ({
    page,
    own,
    before,
  }, info) => {
    const asked = engineRequests(page);
    const documents = new Documents(page, archive === 'own' ? own : before);
    await documents.open('report');
    await documents.painted();
    // What waits for the first picture comes: tiles say what each series is.
    if (info.project.name === 'desk') {
      await expect(page.getByText(kinds['kind.noResults'])).toBeVisible();
      await expect(page.getByTestId('series-thumb').first()).toBeVisible();
      const save = page.getByTestId('save');
      await expect(save).toBeDisabled();
      await expect(save).toHaveAccessibleName(new RegExp(kinds['kind.noSave'].slice(0, 30)));
    }
    await documents.pane.press('End');
    await documents.painted(3);
    await documents.pane.press('r');
    await expect.poll(documents.view).toMatchObject({ rotationDeg: 90, at: { frame: 3 } });
    if (info.project.name === 'desk') await page.getByTestId('save').hover({ force: true });
    const share = new ShareDialog(page);
    await share.open();
    await expect(share.dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(/#\/view\//);
    await page.keyboard.press('Escape');
    // Longer than the engine waits where pictures are: it is said late after three seconds.
    await expect(page.getByText(en['state.engineLate.cover'])).toHaveCount(0);
    expect(asked).toEqual([]);
    // What was done to the view can be undone all the same: that the engine does, and it comes for it.
    await documents.pane.press('Control+z');
    await expect.poll(documents.view).toMatchObject({ at: { frame: 3 } });
    await expect.poll(async () => (await documents.view())?.rotationDeg ?? 0).toBe(0);
    expect(asked.length).toBeGreaterThan(0);
  });

/** A view of a study that has images and a report. */
function mixed(columns: 1 | 2) {
  const study = toStudyUid(MARKED.anna);
  const [image, report] = [MARKED.lossy, MARKED.report].map((number) =>
    toSeriesUid(MARKED.series('anna', number)),
  );
  if (!study || !image || !report) throw new Error('no UID');
  const panes = [{ study, series: report }, ...(columns === 2 ? [{ study, series: image }] : [])];
  return { image, view: { ...freshView(study), grid: { rows: 1, columns }, panes, active: 0 } };
}

withSamples(
  'a report of a study with images is read without the engine, which comes with the first image',
  async ({ page, marked }) => {
    const asked = engineRequests(page);
    const viewer = new Viewer(page, marked.url);
    const { image, view } = mixed(1);
    await viewer.goTo({ view, marks: [] });
    await expect(viewer.pane().getByTestId('sr')).toBeVisible();
    // Documents of the study are listed from the first.
    await expect(page.getByTestId('document').first()).toBeVisible();
    expect(asked).toEqual([]);
    await viewer.thumbOf(image).click();
    await viewer.shown();
    await expect(viewer.picture()).toBeVisible();
    expect(asked.length).toBeGreaterThan(0);
    await viewer.chooseTool('length');
    await viewer.drag(await viewer.fromMiddle(-40, 0), await viewer.fromMiddle(40, 0));
    await expect.poll(async () => (await inspect.measurements(page)).length).toBe(1);
    await expect(page.getByTestId('save')).toBeEnabled();
  },
);

withSamples(
  'beside a report that is the chosen pane, tools work on the image under the pointer',
  async ({ page, marked }) => {
    const viewer = new Viewer(page, marked.url);
    await viewer.goTo({ view: mixed(2).view, marks: [] });
    await expect(viewer.pane(0).getByTestId('sr')).toBeVisible();
    await viewer.shown(1);
    await expect(viewer.tool('length')).toBeEnabled();
    await viewer.chooseTool('length');
    expect((await inspect.view(page)).active).toBe(0);
    await viewer.drag(await viewer.fromMiddle(-40, 0, 1), await viewer.fromMiddle(40, 0, 1));
    await expect.poll(async () => (await inspect.measurements(page)).length).toBe(1);
    expect((await inspect.view(page)).active).toBe(1);
  },
);

withSamples(
  'what was drawn and not saved is offered also where only a report is looked at',
  async ({ page, context, marked }) => {
    const { image, view } = mixed(1);
    const [report] = view.panes;
    const viewer = new Viewer(page, marked.url);
    await viewer.openLink({
      view: { ...view, panes: report ? [{ ...report, series: image }] : [] },
      marks: [],
    });
    await viewer.chooseTool('length');
    await viewer.drag(await viewer.fromMiddle(-40, 20), await viewer.fromMiddle(40, 20));
    await viewer.measured(1);
    await keptInDraft(page);
    await page.close();
    const later = await context.newPage();
    const reader = new Viewer(later, marked.url);
    await reader.goTo({ view, marks: [] });
    await expect(reader.pane().getByTestId('sr')).toBeVisible();
    const offer = later.getByTestId('draft-offer');
    await expect(offer).toBeVisible();
    await offer.getByRole('button', { name: /^Restore$/ }).click();
    await expect(offer).toHaveCount(0);
    await expect.poll(async () => (await inspect.measurements(later)).length).toBe(1);
  },
);

withSamples(
  'a study of documents that gains an image shows it, and measures on it',
  async ({ page, folder }) => {
    const all = join(folder, 'all');
    writeMarked(all);
    // The only seventh series is the report.
    const report = readdirSync(all, { recursive: true, encoding: 'utf8' }).find((name) =>
      name.endsWith(join('07', '0001.dcm')),
    );
    if (report === undefined) throw new Error('no report was written');
    const image = report.replace(/07(?=\W0001\.dcm$)/, String(MARKED.lossy).padStart(2, '0'));
    const data = join(folder, 'data');
    mkdirSync(data);
    copyFileSync(join(all, report), join(data, 'report.dcm'));
    const companion = await startCompanion({ data, noSamples: true });
    const asked = engineRequests(page);
    const viewer = new Viewer(page, companion.url);
    await viewer.goTo({ view: mixed(1).view, marks: [] });
    await expect(viewer.pane().getByTestId('sr')).toBeVisible();
    await store(companion.dicomWeb, [readFileSync(join(all, image))]);
    await page.getByRole('button', { name: documentsText['documents.refresh'] }).click();
    await expect(viewer.thumbs).toHaveCount(2);
    expect(asked).toEqual([]);
    await viewer.thumbOf(mixed(1).image).click();
    await viewer.shown();
    expect(asked.length).toBeGreaterThan(0);
    await viewer.chooseTool('length');
    await viewer.drag(await viewer.fromMiddle(-40, 0), await viewer.fromMiddle(40, 0));
    await viewer.measured(1);
    await companion.stop();
  },
);
