import type { QueryClient } from '@tanstack/react-query';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { seriesListQuery } from '@/archive/studies/seriesListQuery';
import type { StudyUid } from '@/dicom/dataset/uid';
import { isComparable } from '@/dicom/priors/rankPriors';
import { updateView, type ViewStore } from '@/view/viewStore';
import { hangable, hangsByItself, olderThan, type Priors } from './findPriors';
import { hangBeside, hungPrior, seriesBeside } from './hangBeside';

/** Why no prior was hung. */
type End = 'waiting' | 'none' | 'elsewhere' | 'oldest' | 'gone' | 'noView';

/** Hangs a mammogram of the side and view that is in the active pane; `plain`: what is on the screen, or the prior, is none. */
export type HangMammogram = (wish: {
  readonly study: StudyUid;
  readonly series: readonly SeriesSummary[];
  readonly showsOne: boolean;
}) => Promise<'hung' | 'noView' | 'gone' | 'plain'>;

export type PriorsStore = StoreApi<{
  /** What was found so far; absent: nothing was asked yet. */
  readonly priors?: Priors;
  readonly hasNoId?: boolean;
  /** How often somebody had them looked for again. */
  readonly again: number;
}>;

/** What may hang as a prior (FoundPriors of the viewer). */
interface Found {
  readonly studies: readonly StudyUid[];
  readonly state: 'found' | 'awaited' | 'gone';
}

/** Other studies of the patient on the screen: found, and hung beside. */
export class PriorsHand {
  readonly store: PriorsStore = createStore(() => ({ again: 0 }));
  private readonly archive: Archive;
  private readonly lists: QueryClient;
  private showsOne = false;
  private besideBreasts: HangMammogram | undefined;
  private turn = 0;

  constructor(archive: Archive, lists: QueryClient) {
    this.archive = archive;
    this.lists = lists;
  }

  /** Whether the screen shows one pane alone. */
  setScreen(showsOne: boolean): void {
    this.showsOne = showsOne;
  }

  /** How mammograms hang beside each other; absent: as other pictures do. */
  setBreasts(beside: HangMammogram | undefined): void {
    this.besideBreasts = beside;
  }

  /** Has them looked for again: an archive did not answer. */
  again(): void {
    this.store.setState(({ again }) => ({ again: again + 1 }));
  }

  /** Told of what may hang by itself, now and whenever more is known; the result ends it. */
  follow(told: (found: Found) => void): () => void {
    told(this.found());
    return this.store.subscribe(() => told(this.found()));
  }

  /** The series of a study of this archive; undefined: they cannot be had now. */
  async seriesOf(study: StudyUid): Promise<readonly SeriesSummary[] | undefined> {
    return this.lists.fetchQuery(seriesListQuery(this.archive, study)).catch(() => undefined);
  }

  private found(): Found {
    const { priors, hasNoId } = this.store.getState();
    if (!priors) return { studies: [], state: hasNoId ? 'found' : 'awaited' };
    const found = hangsByItself(priors);
    const isGone = priors.leftOut.some(({ archive, why }) => archive === this.archive.id && why === 'dead');
    const state = found && found.length > 0 ? 'found' : isGone ? 'gone' : found ? 'found' : 'awaited';
    return { studies: found?.map(({ study }) => study) ?? [], state };
  }

  async hang(views: ViewStore, which: 'best' | 'older'): Promise<End | undefined> {
    const { priors } = this.store.getState();
    if (!priors) return this.store.getState().hasNoId ? 'none' : 'waiting';
    const shown = hungPrior(views.getState().view);
    const [best] = hangable(priors);
    if (!best) {
      if (priors.waiting > 0) return 'waiting';
      return priors.ranked.some(({ reasons }) => isComparable(reasons)) ? 'elsewhere' : 'none';
    }
    const isOlder = which === 'older' && shown !== undefined;
    const next = isOlder ? olderThan(priors, shown) : best;
    return next ? this.hangOther(views, next.of, shown) : 'oldest';
  }

  /** Hangs a study of this archive; `gone` where its series cannot be had. The last that was asked for counts. */
  async hangStudy(
    views: ViewStore,
    study: StudyUid,
    modalities: readonly string[],
  ): Promise<End | undefined> {
    return this.hangOther(views, { study, modalities });
  }

  private async hangOther(
    views: ViewStore,
    { study, modalities }: { readonly study: StudyUid; readonly modalities: readonly string[] },
    shown?: StudyUid,
  ): Promise<End | undefined> {
    const mine = (this.turn += 1);
    const [list, like] = await Promise.all([this.seriesOf(study), this.activeSeries(views)]);
    const series = list && seriesBeside(list, modalities, like);
    if (mine !== this.turn) return undefined;
    if (!series) return 'gone';
    const { showsOne } = this;
    const breasts = (await this.besideBreasts?.({ study, series: list, showsOne })) ?? 'plain';
    if (breasts !== 'plain') return breasts === 'hung' ? undefined : breasts;
    // It hangs there already, perhaps windowed and scrolled.
    if (mine !== this.turn || study === shown) return undefined;
    updateView(views, (view) => hangBeside(view, series, this.showsOne));
    return undefined;
  }

  /** The series in the active pane, as it is listed. */
  private async activeSeries(views: ViewStore): Promise<SeriesSummary | undefined> {
    const { panes, active } = views.getState().view;
    const pane = panes[active];
    if (!pane) return undefined;
    const list = await this.seriesOf(pane.study);
    return list?.find(({ series }) => series === pane.series);
  }
}
