import type { Page } from '@playwright/test';
import { toSeriesUid, toStudyUid, type SeriesUid, type StudyUid } from '@/dicom/uid';
import { encodeLink } from '@/view/codec';
import { allRows, rows, SERIES_UID, STUDY_UID, valueOf, type Row } from './dicomWeb';
import type { Viewer } from './pages/viewer';

/** A series as the archive lists it. */
export interface ListedSeries {
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly modality: string;
  readonly description: string;
}

/** A study as the archive lists it. */
export interface ListedStudy {
  readonly study: StudyUid;
  /** Groups of Patient's Name joined by '=', as sent. */
  readonly patientName: string;
  readonly patientId: string;
  /** YYYYMMDD. */
  readonly birthDate: string;
  readonly series: readonly ListedSeries[];
}

/** A series that stands in the first pane, in a state that changes no more. */
export interface Settled extends ListedSeries {
  readonly of: ListedStudy;
  /** `data-state` of the pane; 'loading' where nothing came within the deadline. */
  readonly state: string;
  /** Since it was asked for. */
  readonly tookMs: number;
}

const TAG = { name: '00100010', id: '00100020', born: '00100030', modality: '00080060', said: '0008103E' };

function listed(study: StudyUid, row: Row): ListedSeries | undefined {
  const series = toSeriesUid(valueOf(row, SERIES_UID));
  if (!series) return undefined;
  return { study, series, modality: valueOf(row, TAG.modality), description: valueOf(row, TAG.said) };
}

/** Every study of an archive (a DICOMweb root) with its series, in the order of their UIDs. */
export async function everyStudy(dicomWeb: string): Promise<readonly ListedStudy[]> {
  const found = await allRows(dicomWeb, 'studies?includefield=00100010,00100020,00100030');
  const studies = await Promise.all(
    found.map(async (row): Promise<ListedStudy | undefined> => {
      const study = toStudyUid(valueOf(row, STUDY_UID));
      if (!study) return undefined;
      const series = await rows(dicomWeb, `studies/${study}/series?includefield=${TAG.said}&limit=200`);
      return {
        study,
        patientName: valueOf(row, TAG.name),
        patientId: valueOf(row, TAG.id),
        birthDate: valueOf(row, TAG.born),
        series: series.map((one) => listed(study, one)).filter((one) => one !== undefined),
      };
    }),
  );
  return studies
    .filter((study) => study !== undefined)
    .sort((a, b) => (a.study < b.study ? -1 : Number(a.study > b.study)));
}

/** Opens a view of one series in the page that is there: no reload, the picture engine stays. */
export async function open(viewer: Viewer, archive: string, { study, series }: ListedSeries): Promise<void> {
  const view = {
    studies: [study] as const,
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series }],
    active: 0,
  };
  await viewer.page.goto(`${viewer.origin}/#${encodeLink({ archive, view, marks: [] })}`);
}

/**
 * Waits until the first pane holds what was asked for and is at rest: a picture of that series, or of what its
 * presentation state refers to, or a sentence. Texts are read. Returns the state then, or 'loading' after `limitMs`.
 */
export async function settled(page: Page, series: SeriesUid, limitMs: number): Promise<string> {
  try {
    const handle = await page.waitForFunction(
      (wanted) => {
        const element = document.querySelector<HTMLElement>('[data-pane="0"]');
        const placed = window.isocenter?.view().panes[0];
        const facts = window.isocenter?.panes()[0];
        if (!element || !placed || !facts) return false;
        const isAsked = placed.series === wanted || placed.presentation?.series === wanted;
        const { state } = facts;
        if (!isAsked || facts.placedSeriesUid !== placed.series || state === 'loading' || state === 'empty')
          return false;
        if (state === 'shown' && facts.seriesUid !== placed.series) return false;
        if (element.dataset['state'] !== state) return false;
        // Reports come in a part of their own, which says that it is on its way.
        const isReading = element.querySelector('[data-reading]') !== null;
        return isReading ? false : state;
      },
      series,
      { timeout: limitMs, polling: 50 },
    );
    return String(await handle.jsonValue());
  } catch {
    return 'loading';
  }
}

/** Whether the small pictures of the open study all came or were given up within `limitMs`. */
export async function tilesAtRest(page: Page, limitMs: number): Promise<boolean> {
  const waiting = page.locator('[data-testid="series-thumb"] [data-thumbnail="asked"]').first();
  return waiting.waitFor({ state: 'detached', timeout: limitMs }).then(
    () => true,
    () => false,
  );
}

/** Puts every series of some studies into the first pane of one page, one after the other, and tells how each ended. */
export async function* walk(
  viewer: Viewer,
  studies: readonly ListedStudy[],
  { limitMs = 20_000 }: { readonly limitMs?: number } = {},
): AsyncGenerator<Settled> {
  const archive = await viewer.archiveId();
  for (const of of studies)
    for (const one of of.series) {
      const from = Date.now();
      await open(viewer, archive, one);
      const state = await settled(viewer.page, one.series, limitMs);
      yield { ...one, of, state, tookMs: Date.now() - from };
    }
}
