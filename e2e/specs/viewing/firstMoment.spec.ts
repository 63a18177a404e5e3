import type { Page } from '@playwright/test';
import { encodeLink } from '@/view/link/codec';
import { everyStudy } from '../../fixtures/everyStudy';
import { expect, test } from '../../fixtures/fixtures';
import { toSeriesUid, toStudyUid } from '@/dicom/dataset/uid';
import { inspect } from '../../harness/inspect';
import { atBothSizes } from '../../harness/sizes';
import { Viewer } from '../../pages/viewer';
import { findSeries } from '../../material/samples';

/** What an archive may say late; whatever of the rest has arrived names the patient. */
const LATE = [
  { name: 'the list of series', path: String.raw`/studies/[\d.]+/series(\?.*)?$` },
  { name: "the study's own row", path: String.raw`/studies\?.*StudyInstanceUID=` },
  { name: 'the description of the series', path: '/metadata' },
] as const;

const placed = async (dicomWeb: string) => {
  const ct = await findSeries(dicomWeb, { modality: 'CT', atLeast: 20 });
  const of = (await everyStudy(dicomWeb)).find(({ study }) => study === ct.study);
  const [study, series] = [toStudyUid(ct.study), toSeriesUid(ct.series)];
  if (!of || !study || !series) throw new Error('no CT');
  return { study, series, of };
};

const named = (page: Page, { patientId }: { patientId: string }): Promise<void> =>
  atBothSizes(page, async (size) => {
    await expect(page.locator('header[data-screen]'), size).toContainText(patientId);
    await expect(page.locator('[data-pane="0"]').getByTestId('pane-about'), size).toContainText(patientId);
  });

test('a study names its patient as soon as anything of it has arrived @tablet', async ({
  page,
  companion,
  faults,
}) => {
  const { study, series, of } = await placed(companion.dicomWeb);
  const archive = await new Viewer(page, faults.url).archiveId();
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series }],
    active: 0,
  };
  for (const { name, path } of LATE)
    await test.step(`without ${name}`, async () => {
      faults.clear();
      faults.rule({ path: /\/metadata/, fault: { kind: 'hang' } });
      faults.rule({ path: new RegExp(path), fault: { kind: 'hang' } });
      await page.goto('about:blank');
      await page.goto(`${faults.url}/#${encodeLink({ archive, view, marks: [] })}`);
      await named(page, of);
      await expect(page.locator('[data-pane="0"]')).toHaveAttribute('data-state', 'loading');
    });
  await test.step('from the list of studies, before anything else is answered', async () => {
    faults.clear();
    await page.goto('about:blank');
    await page.goto(faults.url);
    const row = page.locator(`[data-testid="study-row"][data-study="${study}"]`);
    await row.waitFor();
    faults.rule({ path: /\/dicom-web\//, fault: { kind: 'hang' } });
    await row.focus();
    await page.keyboard.press('Enter');
    await atBothSizes(page, (size) =>
      expect(page.locator('header[data-screen]'), size).toContainText(of.patientId),
    );
  });
});

/** Notes every place and size of the first pane and of its picture, frame by frame. */
const watchBoxes = (page: Page) =>
  page.addInitScript(() => {
    const boxes = { pane: new Set<string>(), picture: new Set<string>() };
    Object.assign(window, { boxesSeen: boxes });
    const look = () => {
      for (const [name, selector] of [
        ['pane', '[data-pane="0"]'],
        ['picture', '[data-picture="0"]'],
      ] as const) {
        const box = document.querySelector(selector)?.getBoundingClientRect();
        if (box) boxes[name].add([box.x, box.y, box.width, box.height].map(Math.round).join(' '));
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

test('the room of a picture is the same from the first paint to the last arrival @tablet @phone', async ({
  page,
  companion,
  faults,
}) => {
  const { study } = await placed(companion.dicomWeb);
  const viewer = new Viewer(page, faults.url);
  await watchBoxes(page);
  // Late enough for the page to be painted in between.
  faults.rule({ path: /\/dicom-web\//, fault: { kind: 'delay', ms: 250 } });
  const size = page.viewportSize();
  const sizes = size && size.width < 700 ? [size, { width: size.height, height: size.width }] : [size];
  for (const one of sizes) {
    if (one) await page.setViewportSize(one);
    await page.goto('about:blank');
    await page.goto(`${faults.url}/?StudyInstanceUIDs=${study}`);
    await viewer.shown();
    await expect
      .poll(async () => Object.values(await inspect.loading(page)).map((load) => load.loaded - load.wanted), {
        timeout: 60_000,
      })
      .toEqual([0]);
    // What comes after the pictures: the small ones, documents, and the key for who is whose.
    await page.keyboard.press('t');
    await expect(page.locator('header[data-screen] h1')).toHaveCount(0);
    const seen = await page.evaluate(() => {
      const { boxesSeen } = window as unknown as { boxesSeen: Record<string, Set<string>> };
      return Object.entries(boxesSeen).map(([name, boxes]) => [name, [...boxes]]);
    });
    expect(Object.fromEntries(seen)).toEqual({
      pane: [expect.any(String)],
      picture: [expect.any(String)],
    });
  }
});
