import type { Browser, Page } from '@playwright/test';
import { ctPhantom } from '../../material/phantom';
import { findSeries } from '../../material/samples';
import { expect, orthancUrl, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasRealFiles, SHORT_SLICES } from '../../harness/machine';
import { Viewer, readingOf } from '../../pages/viewer';
import { Worklist } from '../../pages/worklist';
import { differingShare } from '../../harness/pictures';
import { Touch } from '../../harness/touch';

test.use({ samples: 'short' });

/** Where the journey goes: the real PET/CT before Orthanc, else the CT sample of the embedded archive. */
async function destination(companion: { url: string }, beforeOrthanc: { url: string }) {
  const origin = hasRealFiles ? beforeOrthanc.url : companion.url;
  const root = hasRealFiles ? `${orthancUrl()}/dicom-web` : `${companion.url}/dicom-web`;
  const ct = await findSeries(root, {
    modality: 'CT',
    atLeast: hasRealFiles ? 100 : SHORT_SLICES,
    ...(hasRealFiles ? { patient: /acrin/i } : {}),
  });
  return { origin, ct };
}

/** A second profile opens the link and must see the same: view, picture and length. */
async function agree(browser: Browser, page: Page, colleague: Page, link: string): Promise<void> {
  const mine = new Viewer(page, new URL(page.url()).origin);
  const theirs = new Viewer(colleague, mine.origin);
  await colleague.goto(link);
  await theirs.shown();
  await theirs.measured(1);
  expect(await inspect.view(colleague)).toEqual(await inspect.view(page));
  // To the hundredth; a tenth of a millimetre is what people read.
  const read = async (where: Page) =>
    (await inspect.measurements(where)).map((one) => readingOf(one, 'length').toFixed(2));
  expect(await read(colleague)).toEqual(await read(page));
  expect((await inspect.pixels(colleague, 0))?.sha256).toBe((await inspect.pixels(page, 0))?.sha256);
  const share = await differingShare(browser, await mine.still(), await theirs.still());
  expect(share, 'share of pixels that differ').toBeLessThanOrEqual(0.005);
}

test('find, open, place the CT, scroll, lung window, length, share: a colleague sees the same (mouse)', async ({
  page,
  browser,
  colleague,
  companion,
  beforeOrthanc,
}) => {
  const { origin, ct } = await destination(companion, beforeOrthanc);
  const list = new Worklist(page, origin);
  const viewer = new Viewer(page, origin);
  await list.open();
  const name = ct.patient.split('^')[0] ?? '';
  await list.filterPatient(name);
  await list.openStudy(list.rows.first());
  await viewer.shown();

  await viewer.place(ct.series);
  await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(ct.series);
  await viewer.shown();

  const middle = Math.floor(ct.sops.length / 2);
  const centre = await viewer.middleOf();
  await page.mouse.move(centre.x, centre.y);
  const at = () => sliceSeen(viewer);
  for (let guard = 0; (await at()) < middle && guard < 2 * middle; guard++) await page.mouse.wheel(0, 100);
  await viewer.arrived();

  await viewer.preset(/lung/i);
  await expect.poll(async () => (await inspect.panes(page))[0]?.window?.width).toBeGreaterThan(1000);

  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-90, -40), await viewer.fromMiddle(80, 30));
  const length = await viewer.measured(1);
  expect(readingOf(length, 'length')).toBeGreaterThan(10);
  expect(length.sop).toBe((await inspect.panes(page))[0]?.sopUid);

  const link = await viewer.share();
  expect(new URL(link).search).toBe('');
  expect(link).not.toContain(name);
  await page.keyboard.press('Escape');
  await agree(browser, page, colleague, link);
});

/** The number that stands at the pane's foot, as soon as one does. */
async function sliceSeen(viewer: Viewer): Promise<number> {
  await expect(viewer.slice).toHaveText(/\d+\s*\/\s*\d+/);
  return Number.parseInt(await viewer.slice.innerText(), 10);
}

test(
  'the same by touch',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page, browser, colleague, companion, beforeOrthanc }) => {
    const { origin, ct } = await destination(companion, beforeOrthanc);
    const touch = new Touch(page);
    const list = new Worklist(page, origin);
    const viewer = new Viewer(page, origin);
    await list.open();
    await list.filterPatient(ct.patient.split('^')[0] ?? '');
    await list.rows.first().tap();
    await expect(page).toHaveURL(/\/view\//);
    await viewer.shown();

    await viewer.thumbOf(ct.series).tap();
    await expect.poll(async () => (await inspect.panes(page))[0]?.seriesUid).toBe(ct.series);
    await viewer.shown();

    const middle = Math.floor(ct.sops.length / 2);
    const at = () => sliceSeen(viewer);
    const centre = await viewer.middleOf();
    for (let guard = 0; (await at()) < middle && guard < 60; guard++)
      await touch.drag({ x: centre.x, y: centre.y - 90 }, { x: centre.x, y: centre.y + 90 });
    expect(await at()).toBeGreaterThan(1);
    await viewer.arrived();

    await viewer.presetByTouch(/lung/i);
    await expect.poll(async () => (await inspect.panes(page))[0]?.window?.width).toBeGreaterThan(1000);

    await viewer.toolByTouch('length');
    await touch.drag(await viewer.fromMiddle(-70, -40), await viewer.fromMiddle(60, 30));
    const length = await viewer.measured(1);
    expect(readingOf(length, 'length')).toBeGreaterThan(10);
    await agree(browser, page, colleague, await viewer.share());
  },
);

test(
  'two fingers zoom and pan',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page, viewer, companion }) => {
    const ct = await ctPhantom(companion.dicomWeb);
    await viewer.openStudy(ct.study);
    const touch = new Touch(page);
    const { x, y } = await viewer.middleOf();
    await touch.move(
      [
        { x: x - 30, y },
        { x: x + 30, y },
      ],
      [
        { x: x - 90, y },
        { x: x + 90, y },
      ],
    );
    await expect.poll(async () => (await inspect.view(page)).panes[0]?.zoom ?? 1).toBeGreaterThan(1.5);
    await touch.move(
      [
        { x: x - 40, y },
        { x: x + 40, y },
      ],
      [
        { x: x - 40, y: y + 60 },
        { x: x + 40, y: y + 60 },
      ],
    );
    await expect.poll(async () => (await inspect.view(page)).panes[0]?.centre?.[1] ?? 0.5).toBeLessThan(0.5);
  },
);

test(
  'a button answers at once after a flick through the series',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page, viewer, companion }) => {
    const ct = await ctPhantom(companion.dicomWeb);
    await viewer.openStudy(ct.study);
    const touch = new Touch(page);
    const { x, y } = await viewer.middleOf();
    for (const tool of ['window', 'scroll', 'window'] as const) {
      await touch.drag({ x, y: y - 90 }, { x, y: y + 90 });
      await viewer.tool(tool).tap();
      await expect(viewer.tool(tool)).toHaveAttribute('aria-pressed', 'true');
    }
  },
);
