import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { fewAtOnce } from '@/archive/http/fewAtOnce';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid, StudyUid } from '@/dicom/dataset/uid';
import { breastImage, type BreastImage } from '@/dicom/hanging/breastImage';
import {
  breastLayout,
  breastSteps,
  openingStep,
  type BreastsByRole,
  type BreastStep,
} from '@/dicom/hanging/breastSteps';
import type { FactsStore } from '@/imaging/pane/paneStore';
import { hangView, type ViewStore } from '@/view/viewStore';
import { hangBreasts, hungBreasts } from '@/features/viewer/state/hangBreasts';
import { breastSeries } from '@/features/viewer/state/isBreastStudy';
import { besideBreasts } from '@/features/viewer/state/besideBreasts';
import type { BesideEnd, BesideWish, BreastState } from '@/features/viewer/state/breasts';
import type { ViewState } from '@/view/viewState';
import type { Hung } from '@/features/viewer/state/hangBy';
import type { FoundPriors, PriorsAtHand } from '@/features/viewer/state/priors';
import type { StoreApi } from 'zustand/vanilla';

const AT_A_TIME = 6;
/** Priors that are looked through for mammograms. */
const MOST_PRIORS = 3;

export interface BreastHandParts {
  readonly archive: Archive;
  readonly views: ViewStore;
  /** What each pane shows. */
  readonly facts: FactsStore;
  readonly state: StoreApi<BreastState>;
  /** Absent: no priors are looked for. */
  readonly priors?: Pick<PriorsAtHand, 'follow' | 'seriesOf'> | undefined;
  /** All that is listed of the view's studies. */
  series(): readonly SeriesSummary[];
  /** Told how the screen hangs. */
  note(hung: Hung): void;
}

/** Describes mammograms and hangs them step by step. */
export class BreastHand {
  private readonly parts: BreastHandParts;
  private readonly described = new Map<SeriesUid, readonly Instance[]>();
  private readonly turns = fewAtOnce(AT_A_TIME, true);
  private readonly end = new AbortController();
  private found: FoundPriors = { studies: [], state: 'awaited' };
  private readonly stop: (() => void) | undefined;
  /** The prior that has mammograms, and what its series are; undefined: not looked for yet. */
  private prior: { readonly study: StudyUid; readonly series: readonly SeriesSummary[] } | undefined;
  private wish = 0;

  constructor(parts: BreastHandParts) {
    this.parts = parts;
    this.stop = parts.priors?.follow((found) => {
      this.found = found;
      if (found.studies.length > 0 && parts.state.getState().steps.length > 0) void this.count();
    });
  }

  /** Hangs a study that was just opened; false where it is not to be hung as mammograms. Never rejects. */
  async open(): Promise<boolean> {
    await this.describe(breastSeries(this.ownSeries()));
    const { views } = this.parts;
    const isTaken = views.getState().view.panes.some((pane) => pane !== null);
    const step = openingStep(this.breasts());
    if (this.end.signal.aborted || isTaken || !step) return false;
    return this.hang(step);
  }

  /** Hangs the step that such a study opens with, or the first that there is something for. */
  async first(): Promise<boolean> {
    const wish = ++this.wish;
    await this.describe(breastSeries(this.ownSeries()));
    const breasts = this.breasts();
    const step = openingStep(breasts) ?? breastSteps(breasts)[0];
    return this.wish === wish && !this.end.signal.aborted && step !== undefined && this.hang(step);
  }

  /** The next step, or the one before, of those that there is something for; the first where none hangs. */
  async step(by: 1 | -1): Promise<void> {
    const wish = ++this.wish;
    const { views, state } = this.parts;
    await this.describe(breastSeries(this.ownSeries()));
    await this.findPrior();
    if (this.end.signal.aborted || this.wish !== wish) return;
    const steps = breastSteps(this.breasts());
    if (steps.length === 0) return state.setState({ steps, said: 'none' });
    const { breastStep } = views.getState().view;
    const at = breastStep === undefined ? -1 : steps.indexOf(breastStep);
    const next = at < 0 ? 0 : (at + by + steps.length) % steps.length;
    const step = steps[next];
    if (step) this.hang(step);
  }

  /** Hangs a prior's picture of the side and view in the active pane, and has it the prior of the steps from then on. */
  async beside({ study, series, showsOne }: BesideWish): Promise<BesideEnd> {
    const wish = ++this.wish;
    const { views, state, note } = this.parts;
    const own = breastSeries(series);
    await this.describe([...breastSeries(this.ownSeries()), ...breastSeries(this.shownSeries()), ...own]);
    if (this.end.signal.aborted || this.wish !== wish) return 'hung';
    if (own.some((one) => !this.described.has(one.series))) return 'gone';
    const { view } = views.getState();
    const shown = this.shownImage(view);
    const before = this.prior;
    this.prior = { study, series };
    const { current = [], prior1: prior = [] } = this.breasts();
    const hung = shown && besideBreasts(view, { shown, current, prior, study, showsOne });
    if (!hung) {
      this.prior = before;
      return 'noView';
    }
    state.setState({ steps: breastSteps(this.breasts()), said: undefined });
    // It stands there already, perhaps windowed and moved.
    if (hung.layout && view.breastStep === hung.layout.step && view.panes.some((one) => one?.study === study))
      return 'hung';
    const priors = { studies: [study], state: this.found.state };
    const noted = hung.layout && hungBreasts(hung.view, hung.layout, priors);
    if (noted) note(noted);
    hangView(views, hung.view);
    return 'hung';
  }

  /** What the active pane shows, else the first that shows anything, as a mammogram. */
  private shownImage({ panes, active }: ViewState): BreastImage | undefined {
    const at = panes[active] ? active : panes.findIndex((one) => one !== null);
    const pane = panes[at];
    const sop = pane?.at?.sop ?? this.parts.facts.getState().panes[at]?.subject?.sop;
    const instance = pane && this.described.get(pane.series)?.find((one) => one.sop === sop);
    return instance ? breastImage(instance) : undefined;
  }

  private shownSeries(): readonly SeriesSummary[] {
    const { panes } = this.parts.views.getState().view;
    return this.parts
      .series()
      .filter((one) => panes.some((pane) => pane?.study === one.study && pane.series === one.series));
  }

  /** Counts the steps, where one hangs already: a link was opened, or the first picture is here. Never rejects. */
  async count(): Promise<void> {
    await this.describe(breastSeries(this.ownSeries()));
    await this.findPrior();
    if (!this.end.signal.aborted) this.parts.state.setState({ steps: breastSteps(this.breasts()) });
  }

  /** Whoever looked is gone. */
  close(): void {
    this.end.abort();
    this.stop?.();
    this.turns.clear();
  }

  private hang(step: BreastStep): boolean {
    const { views, state, note } = this.parts;
    const breasts = this.breasts();
    const layout = breastLayout(step, breasts);
    if (!layout) return false;
    const priors = this.prior ? [this.prior.study] : [];
    const view = hangBreasts(views.getState().view, layout, priors);
    const hung = hungBreasts(view, layout, { studies: priors, state: this.found.state });
    if (hung) note(hung);
    state.setState({ steps: breastSteps(breasts), said: undefined });
    hangView(views, view);
    return true;
  }

  private breasts(): BreastsByRole {
    const images = (series: readonly SeriesSummary[]): readonly BreastImage[] =>
      breastSeries(series)
        .flatMap((one) => this.described.get(one.series) ?? [])
        .flatMap((instance) => breastImage(instance) ?? []);
    return {
      current: images(this.ownSeries()),
      ...(this.prior ? { prior1: images(this.prior.series) } : {}),
    };
  }

  /** The best prior that has mammograms: what a reader set beside it already goes before what is best. */
  private async findPrior(): Promise<void> {
    const { priors, views } = this.parts;
    if (!priors || this.prior) return;
    const shown = views.getState().view.studies;
    const asked = this.found.studies
      .toSorted((a, b) => Number(shown.includes(b)) - Number(shown.includes(a)))
      .slice(0, MOST_PRIORS);
    for (const study of asked) {
      const series = (await priors.seriesOf(study)) ?? [];
      const own = breastSeries(series);
      if (own.length === 0) continue;
      await this.describe(own);
      this.prior = { study, series };
      return;
    }
  }

  private ownSeries(): readonly SeriesSummary[] {
    const [study] = this.parts.views.getState().view.studies;
    return this.parts.series().filter((one) => one.study === study);
  }

  /** Asks for the description of series; what does not come is asked for again the next time, and hangs nowhere until then. */
  private async describe(series: readonly SeriesSummary[]): Promise<void> {
    const { archive } = this.parts;
    const { signal } = this.end;
    await Promise.all(
      series
        .filter((one) => !this.described.has(one.series))
        .map((one) =>
          this.turns.run(async () => {
            const instances = await archive.instances(one.study, one.series, signal).catch(() => undefined);
            if (instances) this.described.set(one.series, instances);
          }),
        ),
    );
  }
}
