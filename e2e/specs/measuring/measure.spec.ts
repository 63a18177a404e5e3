import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { Pane, ViewState } from '@/view/viewState';
import type { FoundSeries } from '../../material/samples';
import { CT_ANSWERS } from '../../../server/samples/answers';
import { retrieveFrame, rows, attributeText } from '../../harness/dicomWeb';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { ctPhantom, INSERT, ROD } from '../../material/phantom';
import { readingOf, type Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

/** A view of one image of a series. */
function viewOf(found: FoundSeries, sop: string, look: Omit<Partial<Pane>, 'at'> = {}): ViewState {
  const [study, series, image] = [toStudyUid(found.study), toSeriesUid(found.series), toSopUid(sop)];
  if (!study || !series || !image) throw new Error('no UID');
  const pane: Pane = { study, series, at: { sop: image, frame: 1 }, ...look };
  return { studies: [study], grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 };
}

/** Opens the phantom at a slice, zoomed in on a point. */
async function openAt(
  viewer: Viewer,
  root: string,
  slice: number,
  zoom: number,
  middle: readonly [number, number],
) {
  const found = await ctPhantom(root);
  const sop = found.sops[slice] ?? '';
  const centre = [(middle[0] + 0.5) / 512, (middle[1] + 0.5) / 512] as const;
  await viewer.openLink({ view: viewOf(found, sop, { zoom, centre }), marks: [] });
  return { found, sop };
}

test('a 50.0 mm rod measures 50.0 ± 0.3 mm; reload restores view and measurements', async ({
  page,
  viewer,
  companion,
}) => {
  const middle = [(ROD.from[0] + ROD.to[0]) / 2, (ROD.from[1] + ROD.to[1]) / 2] as const;
  const { sop } = await openAt(viewer, companion.dicomWeb, ROD.slice, 3, middle);
  await viewer.tool('length').click();
  await viewer.drag(await viewer.pointAt(...ROD.from), await viewer.pointAt(...ROD.to));
  const length = await viewer.measured(1);
  expect(length.sop).toBe(sop);
  expect(Math.abs(readingOf(length, 'length') - ROD.lengthMm)).toBeLessThanOrEqual(0.3);
  expect(length.readings.find(({ name }) => name === 'length')?.unit).toBe('mm');
  await expect(viewer.pane()).toContainText(/(49\.[789]|50\.[0123])\s*mm/);
  const lengthMm = readingOf(length, 'length');
  const view = await inspect.view(page);
  // The fragment follows the view within 300 ms; a person who reloads at once must lose nothing either.
  await page.reload();
  await viewer.shown();
  expect(await inspect.view(page)).toEqual(view);
  expect(readingOf(await viewer.measured(1), 'length')).toBeCloseTo(lengthMm, 3);
});

test('an ellipse inside a 40 HU insert reads 40 ± 1 HU; a probe reads the value under it, as the file has it', async ({
  page,
  viewer,
  companion,
}) => {
  const { found, sop } = await openAt(viewer, companion.dicomWeb, INSERT.slice, 3, INSERT.centre);
  await viewer.tool('ellipse').click();
  const [column, row] = INSERT.centre;
  // Drawn from its middle outwards.
  const reach = INSERT.radiusPx * 0.6;
  await viewer.drag(await viewer.pointAt(column, row), await viewer.pointAt(column + reach, row + reach));
  const ellipse = await viewer.measured(1);
  expect(Math.abs(readingOf(ellipse, 'mean') - INSERT.valueHu)).toBeLessThanOrEqual(1);
  expect(ellipse.readings.find(({ name }) => name === 'mean')?.unit).toBe('HU');
  expect(readingOf(ellipse, 'area')).toBeGreaterThan(0);
  await viewer.chooseTool('probe');
  const { x, y } = await viewer.pointAt(...INSERT.centre);
  await page.mouse.click(x, y);
  const probe = await viewer.measured(2);
  const root = companion.dicomWeb;
  const { bytes } = await retrieveFrame(root, found.study, found.series, sop);
  const [metadata = {}] = await rows(
    root,
    `studies/${found.study}/series/${found.series}/instances/${sop}/metadata`,
  );
  const stored = bytes.readInt16LE(2 * (row * CT_ANSWERS.columns + column));
  const value =
    stored * Number(attributeText(metadata, '00281053')) + Number(attributeText(metadata, '00281052'));
  expect(readingOf(probe, 'value')).toBe(value);
});

test('undo and redo take measurements and views back and forth; angle, bidirectional, rectangle and arrow leave a measurement each', async ({
  page,
  viewer,
  companion,
}) => {
  await openAt(viewer, companion.dicomWeb, ROD.slice, 1, [256, 256]);
  const before = await inspect.view(page);
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-60, 0), await viewer.fromMiddle(60, 0));
  await viewer.measured(1);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(0);
  await page.keyboard.press('Control+Shift+z');
  await viewer.measured(1);
  await page.keyboard.press('r');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => await inspect.view(page)).toEqual(before);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => (await inspect.view(page)).panes[0]?.rotationDeg).toBe(90);
  for (let steps = 0; steps < 2; steps++) await page.keyboard.press('Control+z');
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(0);
  await viewer.tool('angle').click();
  await viewer.drag(await viewer.fromMiddle(-100, -100), await viewer.fromMiddle(-100, 0));
  const end = await viewer.fromMiddle(0, 0);
  await page.mouse.move(end.x - 5, end.y);
  await page.mouse.click(end.x, end.y);
  expect(Math.abs(readingOf(await viewer.measured(1), 'angle') - 90)).toBeLessThan(2);

  await page.keyboard.press('b');
  await viewer.drag(await viewer.fromMiddle(40, -120), await viewer.fromMiddle(160, -120));
  expect(readingOf(await viewer.measured(2), 'length')).toBeGreaterThan(0);

  await page.keyboard.press('o');
  await viewer.drag(await viewer.fromMiddle(40, 60), await viewer.fromMiddle(120, 120));
  expect(readingOf(await viewer.measured(3), 'area')).toBeGreaterThan(0);

  await page.keyboard.press('a');
  await viewer.drag(await viewer.fromMiddle(-120, 120), await viewer.fromMiddle(-60, 60));
  const text = page.getByRole('dialog').getByRole('textbox');
  await text.fill('look here');
  await text.press('Enter');
  expect((await viewer.measured(4)).label).toBe('look here');
});
