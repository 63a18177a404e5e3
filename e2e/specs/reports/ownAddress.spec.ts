import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { startCompanion } from '../../harness/companion';
import { keptInDraft } from '../../fixtures/keptDraft';
import { findMeasurable, PROSTATE } from '../../fixtures/drawing';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { linkFolder, SAMPLES } from '../../harness/machine';
import { findSeries } from '../../material/samples';
import { markOf } from '../../pages/measurePanel';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

test('a link of the same drawing is shown with its own millimetres: the draft’s calibration is offered', async ({
  page,
  context,
  viewer,
  companion,
}) => {
  const found = await findSeries(companion.dicomWeb, { modality: 'DX', atLeast: 1 });
  const drawing = [
    [100, 100],
    [300, 100],
  ] as const;
  const mark = markOf(found, 0, 'length', drawing);
  const { study, series } = mark;
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series }],
    active: 0,
  };
  const offer = (of: Page) => of.getByTestId('draft-offer');
  const basisOf = async (of: Page) => (await inspect.measurements(of))[0]?.basis?.source;
  await viewer.openStudy(study);
  await viewer.place(series);
  await viewer.shown();
  await viewer.tool('length').click();
  await viewer.drag(await viewer.pointAt(100, 100), await viewer.pointAt(300, 100));
  const own = await viewer.measured(1);
  await page.keyboard.press('k');
  const field = page.getByRole('dialog', { name: 'Calibrate by hand' }).getByRole('textbox');
  await field.fill('25');
  await field.press('Enter');
  await expect.poll(() => basisOf(page)).toBe('hand');
  await keptInDraft(page);
  await page.close();

  const second = await context.newPage();
  const sent = new Viewer(second, companion.url);
  await sent.openLink({ view, marks: [{ ...mark, pointsPx: own.pointsPx ?? drawing }] });
  await expect(offer(second)).toContainText(/1 change from today .* a pixel size set by hand/);
  expect((await inspect.view(second)).calibrations).toBeUndefined();
  expect(await basisOf(second)).not.toBe('hand');
  await offer(second)
    .getByRole('button', { name: /^Restore$/ })
    .click();
  await expect(offer(second)).toHaveCount(0);
  await expect.poll(() => basisOf(second)).toBe('hand');
});

test('what was drawn and starred stays unsaved after a reload, and saved stars are there when it is opened again', async ({
  page,
  folder,
}) => {
  const data = join(folder, 'data');
  linkFolder(PROSTATE ?? SAMPLES, data);
  const companion = await startCompanion({ data, noSamples: true });
  const { study } = await findMeasurable(companion.dicomWeb, 1);
  // No draft tells of it: the page itself knows.
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
  });
  page.on('dialog', (dialog) => void dialog.accept());
  const viewer = new Viewer(page, companion.url);
  const badge = (count: number) =>
    expect(page.getByTestId('save')).toHaveAttribute(
      'aria-label',
      count === 0 ? /^Save[^:]*$/ : new RegExp(`${count} changes? not saved`),
    );
  const stars = async () => (await inspect.view(page)).keyImages?.length ?? 0;
  await viewer.openStudy(study);
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, -90), await viewer.fromMiddle(50, -80));
  await viewer.measured(1);
  await page.keyboard.press('y');
  await expect.poll(stars).toBe(1);
  await badge(2);
  // It is written when the hand rests: a reload opens what stood there when it began.
  const isWritten = () => page.evaluate(() => JSON.stringify(history.state).includes('starsHeld'));
  await expect.poll(isWritten).toBe(true);
  for (let times = 0; times < 2; times++) {
    await page.reload();
    await viewer.shown();
    await viewer.measured(1);
    await badge(2);
  }
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: /^Save to the archive$/ });
  await dialog.getByRole('button', { name: /^Save$/ }).click();
  await expect(dialog.getByText(/Saved: the archive has it as it was written/)).toHaveCount(2);
  await dialog.getByRole('button', { name: /^Done$/ }).click();
  await badge(0);
  await page.goto('about:blank');
  await viewer.openStudy(study);
  await expect.poll(stars).toBe(1);
  await viewer.measured(1);
  await badge(0);
  // It is no step of the hand.
  await page.keyboard.press('Control+z');
  expect(await stars()).toBe(1);
  // Another one is a change, and follows the saved ones in the same document's next version.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('y');
  await expect.poll(stars).toBe(2);
  await badge(1);
  await companion.stop();
});
