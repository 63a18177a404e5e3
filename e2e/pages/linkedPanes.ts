import type { Page } from '@playwright/test';
import { expect } from '../harness/soon';
import { toSeriesUid, toSopUid, toStudyUid } from '@/dicom/dataset/uid';
import type { Pane, ViewState } from '@/view/viewState';
import type { Companion } from '../harness/companion';
import { inspect } from '../harness/inspect';
import { LINKED } from '../material/linkedStudies';
import { Viewer } from './viewer';

export const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no UID');
  return value;
};
interface Shown {
  readonly study: string;
  readonly series: string;
}
/** A pane with a series, at a slice (from 0). */
export const paneOf = ({ study, series }: Shown, slice = 0): Pane => ({
  study: given(toStudyUid(study)),
  series: given(toSeriesUid(series)),
  // The UIDs of the material count its slices from 1.
  at: { sop: given(toSopUid(`2.25.${BigInt(series.slice(5)) + BigInt(slice + 1)}`)), frame: 1 },
});

/** These series beside each other, at these slices (from 0). */
export const beside = (panes: readonly Pane[], rest: Partial<ViewState> = {}): ViewState => ({
  studies: [given(toStudyUid(LINKED.study)), given(toStudyUid(LINKED.prior))],
  grid: { rows: 1, columns: panes.length },
  panes,
  active: 0,
  ...rest,
});

/** Opens the linked studies of an archive in a view. */
export async function openLinked(page: Page, companion: Companion, view: ViewState): Promise<Viewer> {
  const viewer = new Viewer(page, companion.url);
  await viewer.openLink({ view, marks: [] });
  for (const pane of view.panes.keys()) await viewer.shown(pane);
  return viewer;
}

/** The slices, from 0, that the view asks for: what was pressed is done in it at once. */
export const asked = async (page: Page) =>
  (await inspect.view(page)).panes.map((pane) =>
    pane?.at ? Number(BigInt(pane.at.sop.slice(5)) - BigInt(pane.series.slice(5))) - 1 : 0,
  );
/** Likewise, once they are on the screen. */
export async function slices(page: Page): Promise<readonly number[]> {
  const given = await asked(page);
  await expect.poll(async () => (await inspect.panes(page)).map(({ index }) => index)).toEqual(given);
  return given;
}
/** How a pane says that it goes with the active one. */
export const sign = (viewer: Viewer, pane: number) => viewer.pane(pane).locator('[data-part="link"]');
