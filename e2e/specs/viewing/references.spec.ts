import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { faults } from '@/i18n/en/faults';
import { en } from '@/i18n/en';
import { srText } from '@/i18n/en/srText';
import { encodeLink } from '@/view/link/codec';
import type { Pane } from '@/view/viewState';
import { serveCases } from '../../fixtures/cases';
import type { Companion } from '../../harness/companion';
import { startCompanion } from '../../harness/companion';
import { expect, test } from '../../fixtures/fixtures';
import { hurry } from '../../harness/hurry';
import { inspect } from '../../harness/inspect';
import { CASES, hasCases, linkFolder, NO_CASES } from '../../harness/machine';
import { storeOther } from '../../material/otherStudy';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const ROOT = '1.2.826.0.1.3680043.10.1338';
/** key-image-gone: three slices, and an image that the archive lacks. */
const SLICES = { study: `${ROOT}.53`, series: `${ROOT}.53.1`, documents: `${ROOT}.53.2` };
const GONE = `${SLICES.series}.77`;
/** sr-without-evidence: an enhanced CT of six frames. */
const FRAMES = { study: `${ROOT}.51`, series: `${ROOT}.51.2` };

function paneOf(study: string, series: string, sop?: string, frame = 1): Pane {
  const [own, of, image] = [toStudyUid(study), toSeriesUid(series), sop ? toSopUid(sop) : undefined];
  if (!own || !of || (sop && !image)) throw new Error('no UIDs');
  return { study: own, series: of, ...(image ? { at: { sop: image, frame } } : {}) };
}

async function goTo(viewer: Viewer, pane: Pane): Promise<void> {
  const view = { studies: [pane.study] as const, grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 };
  const archive = await viewer.archiveId();
  await viewer.page.goto(`${viewer.origin}/#${encodeLink({ archive, view, marks: [] })}`);
}

const first = async (page: Page) => (await inspect.panes(page))[0];
const at = async (page: Page) => (await inspect.view(page)).panes[0]?.at;

/** The pane says that what was asked for is missing, shows nothing, and the view keeps its name. */
async function isMissing(viewer: Viewer, title: string, sop: string, frame = 1): Promise<void> {
  const { page } = viewer;
  await expect(viewer.pane().getByRole('alert')).toContainText(title);
  await expect(viewer.pane()).toHaveAttribute('data-state', 'refused');
  await expect(viewer.pane()).not.toHaveAttribute('data-sop');
  expect(await inspect.pixels(page, 0)).toBeUndefined();
  expect((await first(page))?.sopUid).toBeUndefined();
  expect(await at(page)).toEqual({ sop, frame });
}

test.describe('references that cannot be met', () => {
  test.skip(!hasCases, NO_CASES);

  test('a link to an image that is gone shows no other in its place; the reader chooses the way on', async ({
    page,
    folder,
  }) => {
    const companion = await serveCases(folder, ['key-image-gone', 'sr-without-evidence']);
    const viewer = new Viewer(page, companion.url);
    await goTo(viewer, paneOf(SLICES.study, SLICES.series, GONE));
    await isMissing(viewer, faults['fault.image-gone'], GONE);
    await expect(viewer.pane()).toContainText(GONE);

    await viewer.pane().getByRole('button', { name: en['state.start'] }).click();
    await viewer.shown();
    expect((await first(page))?.sopUid).toBe(`${SLICES.series}.1`);
    // Undo leads back to what is missing, redo away from it.
    await goTo(viewer, paneOf(SLICES.study, SLICES.series, GONE));
    await isMissing(viewer, faults['fault.image-gone'], GONE);
    await viewer.place(SLICES.documents);
    await expect(page.getByTestId('sr')).toBeVisible();
    await page.keyboard.press('Control+z');
    await isMissing(viewer, faults['fault.image-gone'], GONE);
    await page.keyboard.press('Control+Shift+z');
    await expect(page.getByTestId('sr')).toBeVisible();
    await page.keyboard.press('Control+z');
    await isMissing(viewer, faults['fault.image-gone'], GONE);
    await viewer.written();
    await page.reload();
    await isMissing(viewer, faults['fault.image-gone'], GONE);
    // From nowhere to the first image, by the reader's own hand.
    await viewer.pane().focus();
    await page.keyboard.press('ArrowDown');
    await viewer.shown();
    expect((await first(page))?.sopUid).toBe(`${SLICES.series}.1`);
    await companion.stop();
  });

  test('a link in the form of OHIF leads to the series and image that it names, or says that they are missing', async ({
    page,
    folder,
  }) => {
    const companion = await serveCases(folder, ['key-image-gone', 'sr-without-evidence']);
    const viewer = new Viewer(page, companion.url);
    const open = async (series: string, sop: string) => {
      const query = `StudyInstanceUIDs=${SLICES.study}&initialSeriesInstanceUID=${series}&initialSOPInstanceUID=${sop}`;
      await page.goto(`${companion.url}/viewer?${query}`);
    };
    await open(SLICES.series, `${SLICES.series}.2`);
    await viewer.shown();
    expect((await first(page))?.sopUid).toBe(`${SLICES.series}.2`);
    expect(page.url()).not.toContain('?');
    await open(SLICES.series, GONE);
    await isMissing(viewer, faults['fault.image-gone'], GONE);
    await open(`${SLICES.series}.99`, GONE);
    await expect(viewer.pane().getByRole('alert')).toBeVisible();
    expect((await first(page))?.sopUid).toBeUndefined();
    await companion.stop();
  });

  test('a frame beyond the number of frames is said to be none', async ({ page, folder }) => {
    const companion = await serveCases(folder, ['sr-without-evidence']);
    const viewer = new Viewer(page, companion.url);
    await viewer.openStudy(FRAMES.study);
    const shown = await first(page);
    const { seriesUid = '', sopUid = '', frames } = shown ?? {};
    expect(frames).toBe(6);
    await goTo(viewer, paneOf(FRAMES.study, seriesUid, sopUid, 99));
    await isMissing(viewer, 'The image has no frame 99', sopUid, 99);
    await expect(viewer.pane()).toContainText('it has 6');
    await goTo(viewer, paneOf(FRAMES.study, seriesUid, sopUid, 6));
    await viewer.shown();
    expect(await first(page)).toMatchObject({ sopUid, frame: 6 });
    await companion.stop();
  });

  test('an image that arrives later is shown once it is asked for again', async ({ page, folder }) => {
    const data = join(folder, 'data');
    linkFolder(join(CASES, 'key-image-gone'), join(data, 'some'));
    const companion = await startCompanion({ data, noSamples: true });
    // The archive's answer without the third image, until it "arrives".
    let isHere = false;
    await page.route('**/metadata', async (route) => {
      const answer = await route.fetch();
      const all = (await answer.json()) as Record<string, { Value?: string[] }>[];
      const kept = all.filter((one) => isHere || one['00080018']?.Value?.[0] !== `${SLICES.series}.3`);
      await route.fulfill({ response: answer, json: kept });
    });
    const viewer = new Viewer(page, companion.url);
    await goTo(viewer, paneOf(SLICES.study, SLICES.series, `${SLICES.series}.3`));
    await isMissing(viewer, faults['fault.image-gone'], `${SLICES.series}.3`);
    isHere = true;
    await viewer.pane().getByRole('button', { name: en['common.retry'] }).click();
    await viewer.shown();
    expect((await first(page))?.sopUid).toBe(`${SLICES.series}.3`);
    await companion.stop();
  });

  test('an archive that does not answer is no image that is gone', async ({ page, folder }) => {
    const companion = await serveCases(folder, ['key-image-gone']);
    const viewer = new Viewer(page, companion.url);
    await hurry(page);
    let isAway = true;
    await page.route('**/metadata', (route) => (isAway ? route.abort() : route.continue()));
    await goTo(viewer, paneOf(SLICES.study, SLICES.series, `${SLICES.series}.2`));
    await expect(viewer.pane()).toHaveAttribute('data-state', 'unreachable');
    expect(await at(page)).toEqual({ sop: `${SLICES.series}.2`, frame: 1 });
    isAway = false;
    await viewer.shown();
    expect((await first(page))?.sopUid).toBe(`${SLICES.series}.2`);
    await companion.stop();
  });

  test('a key object leads to its image, says which is gone, and names the patient of one of another study', async ({
    page,
    folder,
  }) => {
    const companion = await withOtherStudy(folder);
    const viewer = new Viewer(page, companion.url);
    const openDocument = async () => {
      await goTo(viewer, paneOf(SLICES.study, SLICES.documents));
      await expect(page.getByTestId('sr')).toBeVisible();
    };
    await openDocument();
    const ways = page.getByTestId('sr').getByRole('button', { name: srText['sr.image'] });
    await expect(ways).toHaveCount(2);
    const other = page.getByTestId('other-study');
    await expect(other).toContainText(srText['sr.other']);
    await expect(other).toContainText('CASE, OTHER');
    await expect(other).toContainText('ID C050');
    await page.keyboard.press('T');
    await expect(other).not.toContainText(/CASE, OTHER|C050/);
    await page.keyboard.press('T');
    await expect(other).toContainText('CASE, OTHER');

    await ways.first().click();
    await viewer.shown();
    expect((await first(page))?.sopUid).toBe(`${SLICES.series}.2`);
    await openDocument();
    await ways.nth(1).click();
    await isMissing(viewer, faults['fault.image-gone'], GONE);

    await openDocument();
    const [own] = await Promise.all([
      page.waitForEvent('popup'),
      other.getByRole('link', { name: srText['sr.other.open'] }).click(),
    ]);
    const theirs = new Viewer(own, companion.url);
    await theirs.shown();
    expect(await first(own)).toMatchObject({ studyUid: `${ROOT}.50`, sopUid: `${ROOT}.50.30.2` });
    // The view that it came from is as it was.
    expect((await inspect.view(page)).studies).toEqual([SLICES.study]);
    await companion.stop();
  });

  test('a study that the archive lacks is not opened, and nobody is named', async ({ page, folder }) => {
    const companion = await serveCases(folder, ['key-image-gone']);
    const viewer = new Viewer(page, companion.url);
    await goTo(viewer, paneOf(SLICES.study, SLICES.documents));
    await expect(page.getByTestId('other-study')).toContainText(srText['sr.other.gone']);
    await expect(page.getByTestId('other-study').getByRole('link')).toHaveCount(0);
    await companion.stop();
  });

  test('reports lead to their frame, with and without evidence', async ({ page, folder }) => {
    const companion = await serveCases(folder, ['sr-without-evidence']);
    const viewer = new Viewer(page, companion.url);
    await viewer.openStudy(FRAMES.study);
    const reports = page.locator('[data-testid="series-thumb"]');
    await reports.first().waitFor();
    const series = await reports.evaluateAll((all) =>
      all.map((one) => one.getAttribute('data-series') ?? ''),
    );
    const frames: number[] = [];
    for (const uid of series.filter((one) => one !== '')) {
      await goTo(viewer, paneOf(FRAMES.study, uid));
      // Not the image that the report before led to.
      await expect
        .poll(async () => {
          const pane = await first(page);
          return pane?.placedSeriesUid === uid ? pane.state : 'on its way';
        })
        .toMatch(/shown|unsupported/);
      if ((await first(page))?.state === 'shown') continue;
      await page
        .getByTestId('sr')
        .getByRole('button', { name: /^Go to image/ })
        .first()
        .click();
      await viewer.shown();
      frames.push((await first(page))?.frame ?? 0);
    }
    expect(frames.sort()).toEqual([2, 4]);
    await companion.stop();
  });
});

/** The archive of the key object, with the other study that it names: the same bytes under other UIDs and another name. */
async function withOtherStudy(folder: string): Promise<Companion> {
  const companion = await serveCases(folder, ['key-image-gone']);
  await storeOther(companion.dicomWeb, {
    study: `${ROOT}.50`,
    series: `${ROOT}.50.30`,
    sop: `${ROOT}.50.30.2`,
  });
  return companion;
}

test('a study that is not there has ways on: asked again, the list, another archive @phone', async ({
  page,
  companion,
}) => {
  const viewer = new Viewer(page, companion.url);
  const own = await (await fetch(`${companion.url}/config.json`)).json();
  const config = own as { archives: { id: string; name: string }[] };
  const [here] = config.archives;
  const elsewhere = { ...here, id: 'elsewhere', name: 'Elsewhere' };
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { ...config, archives: [...config.archives, elsewhere] } }),
  );
  const study = toStudyUid('1.2.3.4.5.6.7');
  if (!study) throw new Error('no UID');
  await page.goto(`${viewer.origin}/?StudyInstanceUIDs=${study}`);
  const gone = page.getByTestId('study-gone');
  await expect(gone).toContainText(`This study is not in ${here?.name}`);
  await expect(gone.getByRole('button', { name: en['common.retry'] })).toBeVisible();
  await gone.getByRole('button', { name: 'Look in Elsewhere' }).click();
  await expect(gone).toContainText('This study is not in Elsewhere');
  await gone.getByRole('button', { name: en['app.toWorklist'] }).click();
  await expect(page.getByTestId('study-row').first()).toBeVisible();
});

test('an archive that does not know the study by 404 says the same, and one that is away does not', async ({
  page,
  companion,
}) => {
  let status = 404;
  await page.route(/\/series(\?|$)/, (route) => route.fulfill({ status, body: '' }));
  await page.goto(`${companion.url}/?StudyInstanceUIDs=1.2.3.4.5.6.7`);
  await expect(page.getByTestId('study-gone')).toBeVisible();
  status = 503;
  await page.getByTestId('study-gone').getByRole('button', { name: en['common.retry'] }).click();
  await expect(page.locator('[data-pane="0"]')).toContainText(en['fault.unreachable']);
  await expect(page.getByTestId('study-gone')).toHaveCount(0);
});
