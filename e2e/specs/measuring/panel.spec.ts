import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { en } from '@/i18n/en';
import { roundedValue } from '@/measurement/readingText';
import { CT_ANSWERS } from '../../../server/samples/answers';
import { expect, test } from '../../fixtures/fixtures';
import { inspect } from '../../harness/inspect';
import { all, choose, CT_SERIES, edit, ofKind, openDrawn, panelOf } from '../../pages/measurePanel';
import { INSERT, ROD } from '../../material/phantom';

test.use({ samples: 'short' });

const [column, row] = INSERT.centre;

/** A CSV file as Python's csv module reads it. */
function readCsv(bytes: Buffer): string[][] {
  const program =
    'import csv,io,json,sys;print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"),newline="")))))';
  return JSON.parse(execFileSync('python3', ['-c', program], { input: bytes }).toString()) as string[][];
}

test('the list of one study: places, rows, histogram, profile, file and sentence', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await openDrawn(viewer, companion.dicomWeb);
  await test.step('every value stands beside its name, and no action alone in a line', async () => {
    await choose(page, /^Ellipse/);
    const list = panelOf(page).locator('dl').first();
    const tops = () =>
      list.evaluate((list) =>
        ['dt', 'dd'].map((part) =>
          [...list.querySelectorAll(part)].map((one) => Math.round(one.getBoundingClientRect().top)),
        ),
      );
    const [names = [], values] = await tops();
    expect(names.length).toBeGreaterThan(3);
    expect(values).toEqual(names);
    const heights = await list
      .locator('dd')
      .evaluateAll((all) => all.map((one) => one.getClientRects()[0]?.height ?? 0));
    expect(Math.max(...heights)).toBe(Math.min(...heights));
  });
  await test.step('a row leads to its image, framed', async () => {
    await choose(page, /^Ellipse/);
    await expect.poll(async () => (await inspect.panes(page))[0]?.sopUid).toBe(found.sops[INSERT.slice]);
    const [pane] = (await inspect.view(page)).panes;
    const [u = 0, v = 0] = pane?.centre ?? [];
    // The finding in the middle, larger than in the whole image.
    expect(pane?.zoom).toBeGreaterThan(1);
    expect(u).toBeCloseTo((column + 0.5) / CT_ANSWERS.columns, 4);
    expect(v).toBeCloseTo((row + 0.5) / CT_ANSWERS.rows, 4);
  });
  await test.step('a histogram and a profile tell what the phantom holds', async () => {
    await choose(page, /^Ellipse/);
    await choose(page, en['measure.histogram']);
    const dialog = page.getByRole('dialog', { name: /^Histogram/ });
    const { readings } = await ofKind(page, 'ellipse');
    const pixels = readings.find(({ name }) => name === 'pixels')?.value ?? 0;
    await expect(dialog.getByRole('img')).toHaveAttribute('aria-label', new RegExp(`^${pixels} pixels`));
    await dialog.getByText(en['samples.table']).click();
    const counts = await dialog.getByRole('row').locator('td:nth-child(3)').allTextContents();
    expect(counts.reduce((sum, text) => sum + Number(text), 0)).toBe(pixels);
    await page.keyboard.press('Escape');

    await choose(page, /^Length/);
    await choose(page, en['measure.profile']);
    const profile = page.getByRole('dialog', { name: /^Profile/ });
    await profile.getByText(en['samples.table']).click();
    const along = (await profile.getByRole('row').locator('td:first-child').allTextContents()).map(Number);
    const { value = 0 } = (await ofKind(page, 'length')).readings[0] ?? {};
    expect(along[0]).toBe(0);
    expect(along.at(-1)).toBeCloseTo(value, 1);
    await page.keyboard.press('Escape');
    await expect(profile).toHaveCount(0);
  });
  await test.step('the CSV file opens with units in its head, and no name in it is calculated', async () => {
    const formula = '=HYPERLINK("http://evil.example","x")';
    const name = 'Ωμέγα 日本語, "left"';
    await edit(page, /^Length/, { [en['finding.label']]: formula });
    await edit(page, /^Ellipse/, {
      [en['finding.label']]: name,
      [en['finding.finding']]: 'Nodule',
      [en['finding.site']]: 'Lung',
    });
    await choose(page, en['measure.more']);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: en['measure.all.csv'] }).click(),
    ]);
    // The file's name is seen where its content is not.
    expect(file.suggestedFilename()).toBe('measurements.csv');
    const bytes = readFileSync(await file.path());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head = [], ...rows] = readCsv(bytes);
    const facts = await all(page);
    // Newest first, as listed.
    expect(rows).toHaveLength(3);
    const column = (title: string) => rows.map((cells) => cells[head.indexOf(title)]);
    expect(column('Name')).toEqual(['', name, `'${formula}`]);
    expect(column('Kind')).toEqual(['Bidirectional', 'Ellipse', 'Length']);
    expect(column('Finding code')).toEqual(['', 'SCT 27925004', '']);
    expect(column('Site code')).toEqual(['', 'SCT 39607008', '']);
    expect(column('SOP Instance UID')).toEqual(facts.map(({ sop }) => sop).toReversed());
    for (const [title, kind, reading] of [
      ['Length (mm)', 'length', 'length'],
      ['Width (mm)', 'bidirectional', 'width'],
      ['Mean (HU)', 'ellipse', 'mean'],
      ['Area (mm²)', 'ellipse', 'area'],
    ] as const) {
      const one = facts.findIndex((each) => each.kind === kind);
      const found = facts[one]?.readings.find((each) => each.name === reading);
      // The numbers of the screen: whoever compares both finds one number.
      const shown = found ? roundedValue(found) : Number.NaN;
      expect(Number(column(title)[facts.length - 1 - one]), title).toBe(shown);
    }
    // Real numbers stay numbers: the phantom's air is negative.
    expect(
      column('Min (HU)')
        .filter((cell) => cell !== '')
        .every((cell) => /^-?\d+(\.\d+)?$/.test(cell ?? '')),
    ).toBe(true);
  });
  await test.step('a measurement is copied as a sentence that a report can take', async () => {
    await edit(page, /^Bidirectional/, { [en['finding.finding']]: 'Nodule' });
    await page.clock.install();
    await choose(page, en['measure.copySentence']);
    const { readings } = await ofKind(page, 'bidirectional');
    const [length = Number.NaN, width = Number.NaN] = readings.map(({ value }) => value);
    const sentence = `Nodule: ${length.toFixed(1)} × ${width.toFixed(1)} mm, series ${CT_SERIES} slice ${INSERT.slice + 1} (image ${INSERT.instanceNumber})`;
    await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sentence);
    // Nothing is to be done about it: it covers the list for a while only.
    await page.clock.runFor(10_000);
    await expect(page.getByRole('status').filter({ hasText: sentence })).toHaveCount(0);
  });
});

test('copies, and what is locked, hidden and moved in the list', async ({ page, viewer, companion }) => {
  const found = await openDrawn(viewer, companion.dicomWeb);
  await test.step('a measurement is copied to the next slice and to a range, once each', async () => {
    await choose(page, /^Length/);
    await choose(page, en['measure.copyTo']);
    await choose(page, en['measure.slices.next']);
    await expect.poll(async () => (await all(page)).length).toBe(4);
    const copy = (await all(page)).at(-1);
    const original = (await all(page))[0];
    expect(copy?.sop).toBe(found.sops[ROD.slice + 1]);
    expect(copy?.readings[0]?.value).toBeCloseTo(original?.readings[0]?.value ?? 0, 3);
    expect(copy?.tracking).not.toBe(original?.tracking);

    await choose(page, en['measure.copyTo']);
    const dialog = page.getByRole('dialog', { name: en['measure.slices.title'] });
    await dialog.getByLabel(en['measure.slices.from']).fill('0');
    await expect(dialog.getByRole('button', { name: en['measure.slices.copy'] })).toBeDisabled();
    await dialog.getByLabel(en['measure.slices.from']).fill(String(ROD.slice));
    await dialog.getByLabel(en['measure.slices.to']).fill(String(ROD.slice + 4));
    await dialog.getByRole('button', { name: en['measure.slices.copy'] }).click();
    // Five slices, two of which bear it already.
    await expect.poll(async () => (await all(page)).length).toBe(7);
    await choose(page, en['measure.undo']);
    await expect.poll(async () => (await all(page)).length).toBe(4);
    await viewer.pane().focus();
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await all(page)).length).toBe(3);
  });
  await test.step('locked it cannot be moved, hidden it is not drawn, and its place in the list is chosen', async () => {
    await choose(page, /^Length/);
    const drag = async () => {
      const middle = [(ROD.from[0] + ROD.to[0]) / 2, (ROD.from[1] + ROD.to[1]) / 2] as const;
      const from = await viewer.pointAt(...middle);
      await viewer.drag(from, { x: from.x + 30, y: from.y + 40 });
      // At rest.
      await viewer.measured(3);
      return points();
    };
    const points = async () => (await ofKind(page, 'length')).pointsPx;
    const before = await points();
    await choose(page, en['measure.lock']);
    await viewer.still();
    expect(await drag()).toEqual(before);
    await choose(page, en['measure.unlock']);
    await drag();
    await expect.poll(points).not.toEqual(before);

    const drawn = () =>
      page.evaluate(
        () =>
          document.querySelectorAll('[data-pane="0"] svg line[stroke], [data-pane="0"] svg path[stroke]')
            .length,
      );
    await expect.poll(drawn).toBeGreaterThan(0);
    await choose(page, en['measure.hide']);
    await expect.poll(drawn).toBe(0);
    await choose(page, en['measure.show']);
    await expect.poll(drawn).toBeGreaterThan(0);
    await choose(page, en['measure.more']);
    await page.getByRole('menuitem', { name: en['measure.all.hide'] }).click();
    await expect.poll(async () => (await all(page)).every(({ isHidden }) => isHidden)).toBe(true);

    const order = async () => (await all(page)).map(({ kind }) => kind);
    expect(await order()).toEqual(['length', 'ellipse', 'bidirectional']);
    await choose(page, en['measure.up']);
    await expect.poll(order).toEqual(['ellipse', 'length', 'bidirectional']);
    await viewer.pane().focus();
    await page.keyboard.press('Control+z');
    await expect.poll(order).toEqual(['length', 'ellipse', 'bidirectional']);
  });
});

test('name, finding, site, side and colour are one step; by finding the list has headings', async ({
  page,
  viewer,
  companion,
}) => {
  await openDrawn(viewer, companion.dicomWeb);
  await choose(page, /^Ellipse/);
  await panelOf(page)
    .getByRole('button', { name: /^Ellipse/ })
    .dblclick();
  const dialog = page.getByRole('dialog', { name: en['finding.title'] });
  await dialog.getByLabel(en['finding.label']).fill('Target');
  await dialog.getByLabel(en['finding.finding'], { exact: true }).selectOption({ label: 'Mass' });
  await dialog.getByLabel(en['finding.site'], { exact: true }).selectOption({ label: 'Liver' });
  await dialog.getByRole('radio', { name: 'Left' }).check();
  await dialog.getByRole('radio', { name: en['finding.colour.green'] }).check();
  await page.keyboard.press('Enter');
  const said = {
    label: 'Target',
    finding: { value: '4147007', scheme: 'SCT', meaning: 'Mass' },
    site: { value: '10200004', scheme: 'SCT', meaning: 'Liver' },
    laterality: { value: '7771000', scheme: 'SCT', meaning: 'Left' },
    colour: 7,
  };
  await expect.poll(async () => await ofKind(page, 'ellipse')).toMatchObject(said);
  await page.getByRole('button', { name: en['measure.arrange.finding'] }).click();
  await expect(page.getByRole('heading', { level: 3 }).first()).toHaveText('Mass');
  await viewer.pane().focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await ofKind(page, 'ellipse')).label).toBe('');
  expect(await ofKind(page, 'ellipse')).not.toHaveProperty('colour');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(async () => await ofKind(page, 'ellipse')).toMatchObject(said);
});

test(
  'fingers reach every control of the list',
  { tag: ['@tablet', '@phone', '@only-touch'] },
  async ({ page, viewer, companion }) => {
    await openDrawn(viewer, companion.dicomWeb);
    const isPhone = (page.viewportSize()?.width ?? 0) < 700;
    if (isPhone) await page.getByRole('button', { name: en['viewer.results'] }).tap();
    else {
      await page.getByRole('button', { name: en['viewer.more'], exact: true }).tap();
      await page.getByRole('button', { name: en['sheet.results'], exact: true }).tap();
    }
    const sheet = page.getByRole('region', { name: en['sheet.name'] });
    await sheet.getByRole('button', { name: /^Ellipse/ }).tap();
    await expect(sheet.getByRole('button', { name: en['measure.edit'] })).toBeVisible();
    for (const control of await sheet.getByRole('button').all()) {
      const box = await control.boundingBox();
      const name = (await control.getAttribute('aria-label')) ?? (await control.textContent());
      expect(Math.round(box?.height ?? 0), `height of ${name}`).toBeGreaterThanOrEqual(
        name === en['sheet.higher'] ? 0 : 44,
      );
    }
    await sheet.getByRole('button', { name: en['measure.edit'] }).tap();
    const dialog = page.getByRole('dialog', { name: en['finding.title'] });
    await dialog.getByLabel(en['finding.label']).fill('By finger');
    await dialog.getByRole('button', { name: en['finding.done'] }).tap();
    await expect.poll(async () => (await ofKind(page, 'ellipse')).label).toBe('By finger');
  },
);
