import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { decodeLink } from '@/view/link/codec';
import { follows } from '../../fixtures/earlyBlocks';
import { expect, test } from '../../fixtures/fixtures';
import { findMeasurable } from '../../fixtures/drawing';
import { watchBlocks, writeBlocks } from '../../harness/blocks';
import { startCompanion } from '../../harness/companion';
import { holdEngine } from '../../harness/holdEngine';
import { inspect } from '../../harness/inspect';
import { linkSamples } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const unsaved = (page: Page, count: number) =>
  expect(page.getByTestId('save')).toHaveAttribute(
    'aria-label',
    count === 0 ? /^Save[^:]*$/ : new RegExp(`${count} changes? not saved`),
  );

async function draw(viewer: Viewer, down: number): Promise<void> {
  await viewer.tool('length').click();
  const box = await viewer.pane().boundingBox();
  if (!box) throw new Error('no pane');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2 + down];
  await viewer.drag({ x: x - 50, y }, { x: x + 50, y: y + 10 });
}

test('what is drawn and starred before the engine is unsaved work, asked about and kept as a draft', async ({
  page,
  context,
  folder,
}) => {
  const data = join(folder, 'blocks');
  const { study } = writeBlocks(data, 20);
  const companion = await startCompanion({ data, noSamples: true });
  const viewer = new Viewer(page, companion.url);
  await watchBlocks(page);
  const engine = await holdEngine(page);
  const asked = engine.asked();
  await viewer.openStudy(study);
  await asked;
  await follows(page, { told: 0 });
  await page.keyboard.press('y');
  await unsaved(page, 1);
  await draw(viewer, -20);
  await unsaved(page, 2);

  const dialog = page.getByRole('dialog', { name: /unsaved/ });
  const back = viewer.button(/^Back to the worklist$/);
  await test.step('no draft is kept yet, and that is said', async () => {
    await back.click();
    await expect(dialog).toContainText(/2 changes are not in the archive, and this browser keeps no draft/);
    await dialog.getByRole('button', { name: /^Stay$/ }).click();
  });
  engine.release();
  await viewer.measured(1);
  await expect(page.getByTestId('save')).toBeEnabled();
  await unsaved(page, 2);
  await back.click();
  await expect(dialog).toContainText(/2 changes are not in the archive. A draft stays/);
  await dialog.getByRole('button', { name: /^Leave$/ }).click();
  await expect(page.getByTestId('save')).toHaveCount(0);

  const later = await context.newPage();
  const again = new Viewer(later, companion.url);
  await again.openStudy(study);
  const offer = later.getByTestId('draft-offer');
  await expect(offer).toContainText(/2 changes/);
  await offer.getByRole('button', { name: /^Restore$/ }).click();
  await again.measured(1);
  expect((await inspect.view(later)).keyImages).toHaveLength(1);
  await companion.stop();
});

test('undo takes back nothing of what a report or a link brought', async ({
  page,
  context,
  browser,
  folder,
}) => {
  const data = join(folder, 'data');
  mkdirSync(data);
  linkSamples(data, 'short');
  const companion = await startCompanion({ data, noSamples: true });
  const { study } = await findMeasurable(companion.dicomWeb, 1);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(study);
  await viewer.shown();
  await draw(viewer, -40);
  await viewer.measured(1);
  await expect(page.getByTestId('save')).toBeEnabled();
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog', { name: /^Save to the archive$/ });
  await dialog.getByRole('button', { name: /^Save$/ }).click();
  await expect(dialog).toContainText(/Saved: the archive has it as it was written/);
  await dialog.getByRole('button', { name: /^Done$/ }).click();
  await unsaved(page, 0);
  await draw(viewer, 40);
  await viewer.measured(2);
  const undoAll = async (one: Viewer, count: number) => {
    const undo = one.button(/^Undo/);
    await one.measured(count);
    await expect(undo).toBeDisabled();
    await one.page.keyboard.press('Control+z');
    await draw(one, 0);
    await one.measured(count + 1);
    await expect(undo).toBeEnabled();
    await one.page.keyboard.press('Control+z');
    await one.measured(count);
    await expect(undo).toBeDisabled();
    await one.page.keyboard.press('Control+z');
    await one.measured(count);
  };
  await test.step('a report', async () => {
    const other = await context.newPage();
    const opened = new Viewer(other, companion.url);
    await opened.openStudy(study);
    await opened.shown();
    await undoAll(opened, 1);
    await other.close();
  });
  await test.step('a link, read by somebody else', async () => {
    await expect
      .poll(() => {
        const link = decodeLink(new URL(page.url()).hash);
        return link.ok ? link.marks.length : 0;
      })
      .toBe(2);
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    await other.goto(page.url());
    const opened = new Viewer(other, companion.url);
    await opened.shown();
    await undoAll(opened, 2);
    await elsewhere.close();
  });
  await companion.stop();
});
