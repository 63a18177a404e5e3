import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startCompanion, type Companion } from '../../harness/companion';
import { axeFindings } from '../../harness/axe';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { hasRealFiles, linkFolder, NO_REAL_FILES, REAL_FILES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

/** A companion with copies of folders of real files. */
async function serve(folder: string, names: readonly string[]): Promise<Companion> {
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  for (const name of names) linkFolder(join(REAL_FILES, name), join(data, name));
  return startCompanion({ data, noSamples: true });
}

const documents = (page: Page) => page.getByTestId('document');

/** Opens a document of the list and draws its findings. */
async function show(page: Page, at: number): Promise<void> {
  const row = documents(page).nth(at);
  await row.locator('button[aria-expanded="false"]').click();
  await row.getByRole('button', { name: 'Show on pictures' }).click();
  await expect(row.getByRole('status')).toContainText(/drawn\./);
}

/** Kind, first point as files have it (from the corner of the first pixel) in whole pixels, and name of every measurement. */
const drawn = async (page: Page) =>
  (await inspect.measurements(page)).map(({ kind, pointsPx, label }) => [
    kind,
    ...(pointsPx?.[0] ?? []).map((value) => Math.round(value + 0.5)),
    label,
  ]);

test('reports of other makers are drawn on the images they name, and read as text', async ({
  page,
  folder,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const companion = await serve(folder, ['mr/mister-mr']);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy('1.2.840.113619.2.5.1762583153.215519.978957063.78');
  await expect(documents(page)).toHaveCount(2);
  await expect(documents(page).first()).toContainText('Newest');
  await show(page, 1);
  // pydicom 2.3, Graphic Data: 287.17 332.39 and 168.09 235.50, from the corner of the first pixel.
  expect(await drawn(page)).toEqual([
    ['bidirectional', 287, 332, ''],
    ['length', 168, 236, ''],
  ]);
  // The image of the finding is on screen.
  await expect(viewer.pane()).toHaveAttribute('data-sop', /\.123$/);
  await show(page, 0);
  expect(await drawn(page)).toContainEqual(['arrow', 157, 238, 'Arrow test']);
  // Once more changes nothing.
  await documents(page).first().getByRole('button', { name: 'Show on pictures' }).click();
  await expect.poll(async () => (await drawn(page)).length).toBe(4);
  await documents(page).first().getByRole('button', { name: 'Read as text' }).click();
  await expect(page.getByTestId('sr')).toContainText('Person Observer Name');
  // Keys of the pane scroll the text, wherever in it the focus is, and do nothing of what they do to images.
  const scrolled = () => page.getByTestId('sr').evaluate((text) => Math.round(text.scrollTop));
  await page.setViewportSize({ width: 1440, height: 480 });
  await viewer.pane().focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(scrolled).toBeGreaterThan(0);
  await page.keyboard.press('End');
  await expect
    .poll(() =>
      page.getByTestId('sr').evaluate((text) => text.scrollTop + text.clientHeight - text.scrollHeight),
    )
    .toBeGreaterThan(-2);
  await page.keyboard.press('Home');
  await expect.poll(scrolled).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByTestId('sr').getByRole('button', { name: 'Go to image' }).first().click();
  await viewer.shown();
  await companion.stop();
});

test('points in the body are drawn on the image they lie in', async ({ page, folder }) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const companion = await serve(folder, ['mr/prostatex-0207']);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy('1.3.6.1.4.1.14519.5.2.1.7310.5101.860473186348887719777907797922');
  await expect(documents(page)).toHaveCount(1, { timeout: 30_000 });
  await show(page, 0);
  const found = (await inspect.measurements(page)) as unknown as readonly {
    readonly pointsLps?: readonly (readonly number[])[];
  }[];
  // SCOORD3D of the file by pydicom 2.3; the plane is at most half a slice away.
  const places = found.map(({ pointsLps }) => pointsLps?.[0] ?? []);
  for (const [i, place] of [
    [-0.784, 30.958, -29.058],
    [-4.649, 39.462, -42.573],
  ].entries())
    expect(Math.hypot(...place.map((value, axis) => value - (places[i]?.[axis] ?? 0)))).toBeLessThan(2);
  await companion.stop();
});

test('what cannot be drawn is told with its values and the reason', async ({ page, folder }) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const companion = await serve(folder, ['seg/small-ct-with-sr-and-seg']);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy('1.3.6.1.4.1.5962.1.2.1.20040119072730.12322');
  await expect(documents(page)).toHaveCount(2);
  await show(page, 0);
  const findings = documents(page).first().getByTestId('finding');
  await expect(findings.filter({ hasText: 'Image0001' })).toContainText(/−119.1 HU.*names no place/s);
  await expect(findings.filter({ hasText: 'Vertebra0001' })).toContainText(
    /200 mm³.*no image of this study/s,
  );
  expect(await drawn(page)).toEqual([
    ['circle', 45, 55, 'LungNodule0001'],
    ['polyline', 25, 45, 'Aorta0001'],
  ]);
  await companion.stop();
});

/** Reports without measurements, by the study and a word of each. */
const TEXTS = [
  [
    'sr/dose-reports',
    '1.3.6.1.4.1.5962.99.1.2662687737.2058515598.1471541535737.3.0',
    'CT Dose Length Product Total',
  ],
] as const;

for (const [name, study, word] of TEXTS)
  test(`${name} opens as text`, async ({ page, folder }) => {
    test.skip(!hasRealFiles, NO_REAL_FILES);
    const companion = await serve(folder, [name]);
    await page.goto(`${companion.url}/?StudyInstanceUIDs=${study}`);
    await expect(page.getByTestId('sr')).toContainText(word);
    expect(await axeFindings(page)).toEqual([]);
    await companion.stop();
  });

/** Saves what is unsaved, by the dialog. */
async function save(on: Page): Promise<void> {
  await on.getByRole('button', { name: /^Save/ }).click();
  const dialog = on.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('Saved');
  await dialog.getByRole('button', { name: 'Done' }).click();
}

test('saved by one, seen by another; a second version keeps the finding and says what changed', async ({
  page,
  colleague,
  folder,
}) => {
  test.skip(!hasRealFiles, NO_REAL_FILES);
  const study = '1.2.840.113619.2.5.1762583153.215519.978957063.78';
  const companion = await serve(folder, ['mr/mister-mr']);
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(study);
  await viewer.tool('length').click();
  await viewer.drag(await viewer.pointAt(100, 100), await viewer.pointAt(200, 150));
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(1);
  await save(page);
  await expect(documents(page)).toHaveCount(3);
  const [first] = await inspect.measurements(page);

  const other = new Viewer(colleague, companion.url);
  await other.openStudy(study);
  await expect.poll(async () => (await inspect.measurements(colleague)).length).toBe(1);
  const [seen] = await inspect.measurements(colleague);
  expect(seen).toMatchObject({ tracking: first?.tracking, pointsPx: first?.pointsPx, saved: true });

  // The colleague draws one more and saves: a version that follows the first.
  await other.tool('length').click();
  await other.drag(await other.pointAt(100, 300), await other.pointAt(200, 300));
  await expect.poll(async () => (await inspect.measurements(colleague)).length).toBe(2);
  await save(colleague);
  await expect(documents(colleague)).toHaveCount(4);
  await expect(documents(colleague).nth(0)).toContainText('Newest');
  await expect(documents(colleague).nth(1)).toContainText('Earlier version');
  await documents(colleague).nth(0).locator('button[aria-expanded]').click();
  await documents(colleague).nth(0).getByRole('button', { name: 'Compare with the version before' }).click();
  const changes = documents(colleague).nth(0).getByTestId('change');
  await expect(changes).toHaveCount(2);
  await expect(changes.nth(0)).toHaveAttribute('data-change', 'same');
  await expect(changes.nth(1)).toHaveAttribute('data-change', 'new');

  await page.reload();
  await viewer.shown();
  await expect
    .poll(async () => (await inspect.measurements(page)).map(({ tracking }) => tracking))
    .toContain(first?.tracking);
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(2);
  await companion.stop();
});
