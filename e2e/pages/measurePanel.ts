import type { Page } from '@playwright/test';
import { expect } from '../harness/soon';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import { en } from '@/i18n/en';
import type { Mark, MeasurementKind } from '@/measurement/measurement';
import { inspect, type MeasurementFacts } from '../harness/inspect';
import { ctPhantom, INSERT, ROD } from '../material/phantom';
import type { FoundSeries } from '../material/samples';
import type { Viewer } from './viewer';

/** Series Number of the CT phantom. */
export const CT_SERIES = 1;

type Points = Mark['pointsPx'];

export function markOf(found: FoundSeries, slice: number, kind: MeasurementKind, pointsPx: Points): Mark {
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
export const LINE: Points = [ROD.from, ROD.to];
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
export async function openDrawn(viewer: Viewer, root: string): Promise<FoundSeries> {
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

export const all = (page: Page): Promise<MeasurementFacts[]> => inspect.measurements(page);
export const ofKind = async (page: Page, kind: MeasurementKind): Promise<MeasurementFacts> => {
  const found = (await all(page)).find((one) => one.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};

/** The list: a panel on a desk. */
export const panelOf = (page: Page) => page.getByRole('complementary', { name: en['sheet.results'] });

/** The row of a measurement in the list, by its name. */
export const rowOf = (page: Page, name: string | RegExp) =>
  panelOf(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name }) });

/** Presses a button of the list, or of what it opened. */
export async function choose(page: Page, name: string | RegExp): Promise<void> {
  const button = { name, exact: true } as const;
  const opened = page.getByRole('dialog').getByRole('button', button);
  await panelOf(page).getByRole('button', button).or(opened).first().click();
}

/** Edits the measurement that a row shows. */
export async function edit(page: Page, name: string | RegExp, fields: Readonly<Record<string, string>>) {
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
