import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from '../../harness/browserProcess';
import { startCompanion, type Companion } from '../../harness/companion';
import { rows, SERIES_UID, attributeText } from '../../harness/dicomWeb';
import { keptInDraft } from '../../fixtures/keptDraft';
import { drawOn, essence, findMeasurable, PROSTATE } from '../../fixtures/drawing';
import { startFaultProxy } from '../../harness/faultProxy';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { linkFolder, NO_REAL_FILES, SAMPLES } from '../../harness/machine';
import { Viewer } from '../../pages/viewer';

test.use({ samples: 'short' });

const offer = (page: Page) => page.getByTestId('draft-offer');

/** Takes the draft that is offered, and waits until so many measurements are there. */
async function restore(page: Page, count: number): Promise<void> {
  await offer(page)
    .getByRole('button', { name: /^Restore$/ })
    .click();
  await expect(offer(page)).toHaveCount(0);
  await expect.poll(async () => (await inspect.measurements(page)).length).toBe(count);
}

/** Readings of what is not on the screen come with its images. */
const whole = (page: Page) =>
  expect.poll(async () => essence(await inspect.measurements(page)), { timeout: 30_000 });

async function prostate(folder: string): Promise<Companion> {
  const data = join(folder, 'data');
  mkdirSync(data);
  if (PROSTATE) linkFolder(PROSTATE, data);
  return startCompanion({ data, noSamples: true });
}

test('20 measurements on 5 series survive a killed browser', async ({ folder }) => {
  test.skip(PROSTATE === undefined, NO_REAL_FILES);
  test.setTimeout(240_000);
  const companion = await prostate(folder);
  const { study, series } = await findMeasurable(companion.dicomWeb, 5);
  const profile = join(folder, 'profile');

  const first = await startBrowser(profile);
  const page = await first.context.newPage();
  const viewer = new Viewer(page, companion.url);
  await viewer.openStudy(study);
  await drawOn(viewer, series.slice(0, 5));
  const drawn = essence(await inspect.measurements(page));
  expect(drawn).toHaveLength(20);
  await expect(page.getByTestId('save')).toHaveAttribute('aria-label', /20 changes not saved/);
  await keptInDraft(page);
  await first.kill();

  const second = await startBrowser(profile);
  const again = await second.context.newPage();
  const later = new Viewer(again, companion.url);
  await later.openStudy(study);
  await expect(offer(again)).toContainText(/20 changes from today \d\d:\d\d were not saved/);
  expect(await inspect.measurements(again)).toHaveLength(0);
  await restore(again, 20);
  await whole(again).toEqual(drawn);
  await second.kill();
  await companion.stop();
});

test('a draft survives reload, closed tab and expired sign-in, and doubles nothing', async ({
  page,
  context,
  folder,
  companion: samples,
}) => {
  test.setTimeout(180_000);
  const companion = PROSTATE ? await prostate(folder) : samples;
  const proxy = await startFaultProxy(companion.url);
  const { study, series } = await findMeasurable(companion.dicomWeb, 2);
  const viewer = new Viewer(page, proxy.url);
  await viewer.openStudy(study);
  await drawOn(viewer, series.slice(0, 2));
  const drawn = essence(await inspect.measurements(page));
  expect(drawn).toHaveLength(8);
  await keptInDraft(page);

  // The address carries the drawings, not their texts: what is drawn is not asked about, and has its words again.
  await page.reload();
  await viewer.shown();
  await whole(page).toEqual(drawn);
  await expect(page.getByTestId('save')).toHaveAttribute('aria-label', /8 changes not saved/);
  await expect(offer(page)).toHaveCount(0);

  // The sign-in ends; drawing goes on, and the draft with it.
  proxy.rule({ path: /\/dicom-web\//, fault: { kind: 'status', status: 401 } });
  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-40, 40), await viewer.fromMiddle(40, 44));
  await viewer.measured(9);
  await keptInDraft(page);
  const nine = essence(await inspect.measurements(page));
  await page.close();

  const other = await context.newPage();
  const back = new Viewer(other, proxy.url);
  await other.goto(`${proxy.url}/?StudyInstanceUIDs=${study}`);
  await expect(offer(other)).toContainText(/9 changes/);
  await offer(other)
    .getByRole('button', { name: /^Restore$/ })
    .click();
  await expect(
    other.getByRole('alert').filter({ hasText: /9 measurements could not be placed/ }),
  ).toBeVisible();
  await expect(offer(other), 'the draft stays').toBeVisible();

  proxy.clear();
  await other.reload();
  await back.shown();
  await restore(other, 9);
  await whole(other).toEqual(nine);
  await proxy.close();
  if (PROSTATE) await companion.stop();
});

test('two tabs on one study keep a draft each; nothing of it is readable in storage', async ({
  page,
  context,
  viewer,
  companion,
}) => {
  const { study, series } = await findMeasurable(companion.dicomWeb, 1);
  await viewer.openStudy(study);
  await drawOn(viewer, series.slice(0, 1));
  const second = await context.newPage();
  const other = new Viewer(second, companion.url);
  await other.openStudy(study);
  // The first tab is at work on its draft: it is not offered elsewhere.
  await expect(offer(second)).toHaveCount(0);
  await other.tool('length').click();
  await other.drag(await other.fromMiddle(-50, -90), await other.fromMiddle(50, -80));
  await other.measured(1);
  for (const one of [page, second]) await keptInDraft(one);

  const stored = await second.evaluate(async () => {
    const open = indexedDB.open('isocenter-drafts');
    const database = await new Promise<IDBDatabase>((resolve) =>
      open.addEventListener('success', () => resolve(open.result)),
    );
    const all = database.transaction('drafts').objectStore('drafts').getAll();
    const records = await new Promise<Record<string, unknown>[]>((resolve) =>
      all.addEventListener('success', () => resolve(all.result as Record<string, unknown>[])),
    );
    database.close();
    const texts = records.flatMap((record) =>
      Object.values(record).map((value) =>
        value instanceof ArrayBuffer || value instanceof Uint8Array
          ? new TextDecoder('latin1').decode(value)
          : String(value),
      ),
    );
    return { count: records.length, texts: texts.join('\n') };
  });
  expect(stored.count).toBe(2);
  expect(stored.texts).not.toContain(study);
  expect(stored.texts).not.toMatch(/length|Lésion|pointsPx/);

  await page.close();
  await second.close();
  const third = await context.newPage();
  await new Viewer(third, companion.url).openStudy(study);
  await expect(offer(third)).toHaveCount(2);
  await offer(third)
    .first()
    .getByRole('button', { name: /^Restore$/ })
    .click();
  await expect(offer(third)).toHaveCount(1);
  await restore(third, 5);
});

test('a draft that cannot be read is told of, and goes when asked to', async ({
  page,
  viewer,
  companion,
}) => {
  const { study, series } = await findMeasurable(companion.dicomWeb, 1);
  await viewer.openStudy(study);
  await drawOn(viewer, series.slice(0, 1));
  await keptInDraft(page);
  await page.goto('about:blank');
  await page.goto(companion.url);
  await page.evaluate(async () => {
    const open = indexedDB.open('isocenter-drafts');
    const database = await new Promise<IDBDatabase>((resolve) =>
      open.addEventListener('success', () => resolve(open.result)),
    );
    const transaction = database.transaction('drafts', 'readwrite');
    const store = transaction.objectStore('drafts');
    const all = store.getAll();
    all.addEventListener('success', () => {
      for (const record of all.result as { sealed: ArrayBuffer }[]) {
        new Uint8Array(record.sealed).fill(0, 0, 4);
        store.put(record);
      }
    });
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    database.close();
  });
  await viewer.openStudy(study);
  const told = page.getByRole('status').filter({ hasText: /cannot be read any more/ });
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: /^Discard$/ }).click();
  await expect(told).toHaveCount(0);
  await page.reload();
  await viewer.shown();
  await expect(told).toHaveCount(0);
});

test('a browser without storage says that it keeps no drafts', async ({ page, viewer, companion }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
  });
  const { study } = await findMeasurable(companion.dicomWeb, 1);
  await viewer.openStudy(study);
  await expect(page.getByRole('alert').filter({ hasText: /keeps no drafts/ })).toBeVisible();
});

test('leaving with unsaved work asks, and offers the draft later', async ({ page, viewer, companion }) => {
  const { study, series } = await findMeasurable(companion.dicomWeb, 1);
  await viewer.openStudy(study);
  await drawOn(viewer, series.slice(0, 1));
  await viewer.button(/^Back to the worklist$/).click();
  const dialog = page.getByRole('dialog', { name: /unsaved work/ });
  await expect(dialog).toContainText(/4 changes are not in the archive/);
  await dialog.getByRole('button', { name: /^Stay$/ }).click();
  await expect(dialog).toHaveCount(0);

  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => setTimeout(() => window.location.reload()));
  const browserDialog = await asked;
  expect(browserDialog.type()).toBe('beforeunload');
  const loaded = page.waitForEvent('load');
  await browserDialog.accept();
  await loaded;
  await viewer.shown();
  await expect(page.getByTestId('save')).toHaveAttribute('aria-label', /4 changes not saved/);
  await expect(offer(page)).toHaveCount(0);

  await viewer.button(/^Back to the worklist$/).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Leave$/ })
    .click();
  await expect(viewer.pane()).toHaveCount(0);
});

test('what is unsaved is counted right after saving, deleting, undoing and reloading', async ({
  page,
  folder,
}) => {
  test.setTimeout(180_000);
  const data = join(folder, 'data');
  linkFolder(PROSTATE ?? SAMPLES, data);
  const companion = await startCompanion({ data, noSamples: true });
  const { study, series } = await findMeasurable(companion.dicomWeb, 1);
  const viewer = new Viewer(page, companion.url);
  const badge = (count: number) =>
    expect(page.getByTestId('save')).toHaveAttribute(
      'aria-label',
      count === 0 ? /^Save[^:]*$/ : new RegExp(`${count} changes? not saved`),
    );
  page.on('dialog', (dialog) => void dialog.accept());
  /** A new page on the same address, as the journal and the address have it. */
  const reload = async (measurements: number, unsaved: number) => {
    await keptInDraft(page);
    await viewer.written();
    await page.reload();
    await viewer.shown();
    await expect.poll(async () => (await inspect.measurements(page)).length).toBe(measurements);
    await badge(unsaved);
    await expect(offer(page)).toHaveCount(0);
  };
  const save = async () => {
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: /^Save to the archive$/ });
    await dialog.getByRole('button', { name: /^Save$/ }).click();
    await expect(dialog).toContainText(/Saved: the archive has it as it was written/);
    await dialog.getByRole('button', { name: /^Done$/ }).click();
  };
  /** Takes away the first of the lines that were drawn. */
  const erase = async () => {
    await page.keyboard.press('u');
    const { x, y } = await viewer.fromMiddle(-5, -50);
    await page.mouse.click(x, y);
  };
  await viewer.openStudy(study);
  await drawOn(viewer, series.slice(0, 1));
  await badge(4);
  await page.keyboard.press('Control+z');
  await badge(3);
  await page.keyboard.press('Control+Shift+z');
  await badge(4);
  await reload(4, 4);

  await save();
  await badge(0);
  await reload(4, 0);

  await viewer.tool('length').click();
  await viewer.drag(await viewer.fromMiddle(-50, -90), await viewer.fromMiddle(50, -80));
  await viewer.measured(5);
  await badge(1);

  // One of what was saved goes while its report is on its way: the report does not bring it back, now or read again.
  const reports = (await rows(companion.dicomWeb, `studies/${study}/series`))
    .filter((row) => attributeText(row, '00080060') === 'SR')
    .map((row) => attributeText(row, SERIES_UID));
  const isReport = (url: URL) => reports.some((uid) => url.pathname.includes(`${uid}/`));
  const row = page.locator('[data-testid="document"][data-kind="report"]');
  const isRead = async () => {
    // They come one by one, and the newest stands first once all are here.
    await expect(row).toHaveCount(reports.length);
    await row.getByRole('button').first().click();
    await expect(row.getByRole('status')).toContainText(/findings are drawn/);
    await viewer.measured(4);
    await badge(2);
  };
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(isReport, (route) => held.then(() => route.continue()));
  await reload(5, 1);
  await erase();
  await viewer.measured(4);
  await badge(2);
  letGo();
  await isRead();
  await reload(4, 2);
  await isRead();
  await save();
  await badge(0);
  await reload(4, 0);
  await companion.stop();
});
