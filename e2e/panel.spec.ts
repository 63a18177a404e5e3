import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/uid';
import { en } from '@/i18n/en';
import { decodeLink } from '@/view/codec';
import type { Mark, MeasurementKind } from '@/view/measurement';
import { CT_ANSWERS } from '../server/samples/answers';
import { expect, test } from './fixtures';
import { inspect, type MeasurementFacts } from './inspect';
import { Viewer } from './pages/viewer';
import { ctPhantom, INSERT, ROD } from './phantom';
import type { FoundSeries } from './samples';

type Points = Mark['pointsPx'];

function markOf(found: FoundSeries, slice: number, kind: MeasurementKind, pointsPx: Points): Mark {
  const [study, series, sop] = [
    toStudyUid(found.study),
    toSeriesUid(found.series),
    toSopUid(found.sops[slice]),
  ];
  if (!study || !series || !sop) throw new Error('no UID');
  return { kind, study, series, sop, frame: 1, pointsPx };
}

const [column, row] = INSERT.centre;
const reach = INSERT.radiusPx * 0.6;
const LINE: Points = [ROD.from, ROD.to];
const ELLIPSE: Points = [
  [column, row + reach],
  [column, row - reach],
  [column - reach, row],
  [column + reach, row],
];
const CROSS: Points = [
  [column - 20, row],
  [column + 20, row],
  [column, row - 10],
  [column, row + 10],
];

/** Opens the CT phantom with a line on the rod, and an ellipse and a cross on the insert. */
async function openDrawn(viewer: Viewer, root: string): Promise<FoundSeries> {
  const found = await ctPhantom(root);
  const marks = [
    markOf(found, ROD.slice, 'length', LINE),
    markOf(found, INSERT.slice, 'ellipse', ELLIPSE),
    markOf(found, INSERT.slice, 'bidirectional', CROSS),
  ];
  const [first] = marks;
  if (!first) throw new Error('no mark');
  const { study, series, sop } = first;
  const pane = { study, series, at: { sop, frame: 1 } };
  await viewer.openLink({
    view: { studies: [study], grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 },
    marks,
  });
  await viewer.loaded(viewer.thumbOf(found.series));
  await expect.poll(async () => (await all(viewer.page)).flatMap(({ readings }) => readings).length).toBe(9);
  return found;
}

const all = (page: Page): Promise<MeasurementFacts[]> => inspect.measurements(page);
const ofKind = async (page: Page, kind: MeasurementKind): Promise<MeasurementFacts> => {
  const found = (await all(page)).find((one) => one.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};

/** The list: a panel on a desk. */
const panelOf = (page: Page) => page.getByRole('complementary', { name: en['sheet.results'] });

/** The row of a measurement in the list, by its name. */
const rowOf = (page: Page, name: string | RegExp) =>
  panelOf(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name }) });

/** Presses a button of the list, or of what it opened. */
async function choose(page: Page, name: string | RegExp): Promise<void> {
  await panelOf(page).getByRole('button', { name, exact: true }).first().click();
}

/** Edits the measurement that a row shows. */
async function edit(page: Page, name: string | RegExp, fields: Readonly<Record<string, string>>) {
  await choose(page, name);
  await choose(page, en['measure.edit']);
  const dialog = page.getByRole('dialog', { name: en['finding.title'] });
  for (const [label, value] of Object.entries(fields)) {
    const field = dialog.getByLabel(label, { exact: true });
    if (label === en['finding.label']) await field.fill(value);
    else await field.selectOption({ label: value });
  }
  await dialog.getByRole('button', { name: en['finding.done'] }).click();
  await expect(dialog).toBeHidden();
}

/** A CSV file as Python's csv module reads it. */
function readCsv(bytes: Buffer): string[][] {
  const program =
    'import csv,io,json,sys;print(json.dumps(list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("utf-8-sig"),newline="")))))';
  return JSON.parse(execFileSync('python3', ['-c', program], { input: bytes }).toString()) as string[][];
}

test('the CSV file opens with units in its head, and no name in it is calculated', async ({
  page,
  viewer,
  companion,
}) => {
  await openDrawn(viewer, companion.dicomWeb);
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
    page.getByRole('button', { name: en['measure.all.csv'] }).click(),
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
    const value = facts[one]?.readings.find((each) => each.name === reading)?.value;
    expect(Number(column(title)[facts.length - 1 - one]), title).toBeCloseTo(value ?? Number.NaN, 6);
  }
  // Real numbers stay numbers: the phantom's air is negative.
  expect(
    column('Min (HU)')
      .filter((cell) => cell !== '')
      .every((cell) => /^-?\d+(\.\d+)?$/.test(cell ?? '')),
  ).toBe(true);
});

test('a measurement is copied as a sentence that a report can take', async ({ page, viewer, companion }) => {
  await openDrawn(viewer, companion.dicomWeb);
  await edit(page, /^Bidirectional/, { [en['finding.finding']]: 'Nodule' });
  await choose(page, en['measure.copySentence']);
  const { readings } = await ofKind(page, 'bidirectional');
  const [length = Number.NaN, width = Number.NaN] = readings.map(({ value }) => value);
  const sentence = `Nodule: ${length.toFixed(1)} × ${width.toFixed(1)} mm, series ${CT_SERIES} image ${INSERT.slice + 1}`;
  await expect(page.getByRole('status').filter({ hasText: sentence })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sentence);
});
/** Series Number of the CT phantom. */
const CT_SERIES = 2;

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

test('a row leads to its image, framed', async ({ page, viewer, companion }) => {
  const found = await openDrawn(viewer, companion.dicomWeb);
  await choose(page, /^Ellipse/);
  await expect.poll(async () => (await inspect.panes(page))[0]?.sopUid).toBe(found.sops[INSERT.slice]);
  const [pane] = (await inspect.view(page)).panes;
  const [u = 0, v = 0] = pane?.centre ?? [];
  // The finding in the middle, larger than in the whole image.
  expect(pane?.zoom).toBeGreaterThan(1);
  expect(u).toBeCloseTo((column + 0.5) / CT_ANSWERS.columns, 4);
  expect(v).toBeCloseTo((row + 0.5) / CT_ANSWERS.rows, 4);
});

test('locked it cannot be moved, hidden it is not drawn, and its place in the list is chosen', async ({
  page,
  viewer,
  companion,
}) => {
  await openDrawn(viewer, companion.dicomWeb);
  await choose(page, /^Length/);
  const drag = async () => {
    const middle = [(ROD.from[0] + ROD.to[0]) / 2, (ROD.from[1] + ROD.to[1]) / 2] as const;
    const from = await viewer.pointAt(...middle);
    await viewer.drag(from, { x: from.x + 30, y: from.y + 40 });
    return (await ofKind(page, 'length')).pointsPx;
  };
  const before = (await ofKind(page, 'length')).pointsPx;
  await choose(page, en['measure.lock']);
  await viewer.still();
  expect(await drag()).toEqual(before);
  await choose(page, en['measure.unlock']);
  expect(await drag()).not.toEqual(before);

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
  await choose(page, en['measure.all.hide']);
  await expect.poll(async () => (await all(page)).every(({ isHidden }) => isHidden)).toBe(true);

  const order = async () => (await all(page)).map(({ kind }) => kind);
  expect(await order()).toEqual(['length', 'ellipse', 'bidirectional']);
  await choose(page, en['measure.up']);
  await expect.poll(order).toEqual(['ellipse', 'length', 'bidirectional']);
  await viewer.pane().focus();
  await page.keyboard.press('Control+z');
  await expect.poll(order).toEqual(['length', 'ellipse', 'bidirectional']);
});

test('a measurement is copied to the next slice and to a range, once each', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await openDrawn(viewer, companion.dicomWeb);
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
});

test('a histogram and a profile tell what the phantom holds', async ({ page, viewer, companion }) => {
  await openDrawn(viewer, companion.dicomWeb);
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
});

test('a star marks a key image: on the picture, in the list, in the link, and undo takes it back', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await openDrawn(viewer, companion.dicomWeb);
  const stars = async () => (await inspect.view(page)).keyImages?.map(({ sop }) => sop) ?? [];
  await viewer.pane().focus();
  await page.keyboard.press('y');
  await expect.poll(stars).toEqual([found.sops[ROD.slice]]);
  await expect(viewer.pane()).toContainText(en['pane.keyImage']);
  await page.keyboard.press('ArrowDown');
  await expect(viewer.pane()).not.toContainText(en['pane.keyImage']);
  await page.keyboard.press('y');
  await expect.poll(stars).toHaveLength(2);
  await page.keyboard.press('Control+z');
  await expect.poll(stars).toEqual([found.sops[ROD.slice]]);
  const starsOfAddress = () => {
    const link = decodeLink(new URL(page.url()).hash);
    return link.ok ? link.view.keyImages?.length : undefined;
  };
  await expect.poll(starsOfAddress).toBe(1);
  await page.reload();
  await viewer.shown();
  expect(await stars()).toEqual([found.sops[ROD.slice]]);
  const place = `Series ${CT_SERIES} · slice ${ROD.slice + 1}`;
  await choose(page, place);
  await expect.poll(async () => (await inspect.panes(page))[0]?.sopUid).toBe(found.sops[ROD.slice]);
  await choose(page, en['measure.keyImages.remove'].replace('{{place}}', place));
  await expect.poll(stars).toEqual([]);
});

test('a finding link opens the study framed on it, in another profile, by its tracking UID', async ({
  page,
  viewer,
  colleague,
  companion,
}) => {
  const found = await openDrawn(viewer, companion.dicomWeb);
  await choose(page, /^Ellipse/);
  await edit(page, /^Ellipse/, { [en['finding.label']]: 'Never in the link' });
  await choose(page, en['measure.copyLink']);
  await expect(page.getByText(en['measure.said.link'])).toBeVisible();
  const url = await page.evaluate(() => navigator.clipboard.readText());
  expect(url).toContain('/#/view/');
  const { tracking } = await ofKind(page, 'ellipse');

  const other = new Viewer(colleague, companion.url);
  await colleague.goto(url);
  await other.shown();
  await expect.poll(async () => (await inspect.panes(colleague))[0]?.sopUid).toBe(found.sops[INSERT.slice]);
  await expect.poll(async () => (await all(colleague)).map((one) => one.tracking)).toEqual([tracking]);
  await expect(rowOf(colleague, /^Ellipse/)).toHaveAttribute('data-selected', 'true');
  const [pane] = (await inspect.view(colleague)).panes;
  expect(pane?.zoom).toBeGreaterThan(1);
  expect(pane?.centre?.[0]).toBeCloseTo((column + 0.5) / CT_ANSWERS.columns, 4);
  await expect(colleague.getByText(en['finding.absent'])).toBeHidden();
});

test('a link to a finding that nobody can find opens its image, and says so', async ({
  page,
  viewer,
  companion,
}) => {
  const found = await ctPhantom(companion.dicomWeb);
  const { study, series, sop } = markOf(found, INSERT.slice, 'length', LINE);
  const pane = { study, series, at: { sop, frame: 1 }, zoom: 2 };
  const view = { studies: [study], grid: { rows: 1, columns: 1 }, panes: [pane], active: 0 } as const;
  await viewer.openLink({ view, marks: [], finding: '2.25.1' });
  await expect(page.getByText(en['finding.absent'])).toBeVisible();
  expect((await inspect.panes(page))[0]?.sopUid).toBe(sop);
  await page.getByRole('button', { name: en['finding.close'] }).click();
  await expect(page.getByText(en['finding.absent'])).toBeHidden();
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
    await page.getByRole('button', { name: /^Ellipse/ }).tap();
    const sheet = page.getByRole('region', { name: en['sheet.name'] });
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
