import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { FactsStore } from '@/imaging/pane/paneStore';
import type { ViewStore } from '@/view/viewStore';
import type { BesideEnd, BesideWish, BreastsAtHand, BreastState } from '@/features/viewer/state/breasts';
import type { Hung } from '@/features/viewer/state/hangBy';
import { isBreastStudy } from '@/features/viewer/state/isBreastStudy';
import type { PriorsAtHand } from '@/features/viewer/state/priors';
import type { BreastHand } from './breastHand';

export interface BreastsParts {
  readonly archive: Archive;
  readonly views: ViewStore;
  readonly facts: FactsStore;
  /** Other studies of the patient; absent: none are looked for. */
  readonly priors?: PriorsAtHand | undefined;
  series(): readonly SeriesSummary[];
  note(hung: Hung): void;
}

/** Mammograms of one page. What knows them is fetched with the list of series of such a study, else with the key. */
export class Breasts implements BreastsAtHand {
  readonly state: StoreApi<BreastState> = createStore<BreastState>(() => ({ isOpening: false, steps: [] }));
  private readonly parts: BreastsParts;
  private coming: Promise<BreastHand> | undefined;

  constructor(parts: BreastsParts) {
    this.parts = parts;
  }

  /** Hangs a study that was just opened, if it is one of mammograms; else, or where their code does not come, `plain` does. */
  open(series: readonly SeriesSummary[], plain: () => void): void {
    if (!isBreastStudy(series)) return plain();
    if (this.state.getState().isOpening) return;
    this.state.setState({ isOpening: true });
    const end = (isHung: boolean) => {
      if (!isHung) plain();
      this.state.setState({ isOpening: false });
    };
    this.fetch()
      .then((hand) => hand.open())
      .then(end, () => end(false));
  }

  /** The first picture is here: what further steps there are may be found out. */
  settle(): void {
    if (this.parts.views.getState().view.breastStep === undefined) return;
    this.fetch().then(
      (hand) => hand.count(),
      () => undefined,
    );
  }

  step = (by: 1 | -1): void => {
    this.fetch()
      .then((hand) => hand.step(by))
      .catch(() => this.state.setState({ said: 'gone' }));
  };

  beside = async (wish: BesideWish): Promise<BesideEnd> => {
    const { views, series } = this.parts;
    const { panes, active } = views.getState().view;
    const pane = panes[active] ?? panes.find((one) => one !== null);
    const isMammogram = series().some(
      (one) => one.study === pane?.study && one.series === pane.series && one.modality === 'MG',
    );
    if (!isMammogram || !wish.series.some(({ modality }) => modality === 'MG')) return 'plain';
    return this.fetch()
      .then((hand) => hand.beside(wish))
      .catch(() => 'gone');
  };

  hang = async (): Promise<boolean> => (await this.fetch()).first();

  /** Whoever looked is gone. */
  close(): void {
    void this.coming?.then((hand) => hand.close()).catch(() => undefined);
    this.coming = undefined;
  }

  private fetch(): Promise<BreastHand> {
    const coming = (this.coming ??= this.make());
    // What did not come is asked for again.
    coming.catch(() => void (this.coming === coming && (this.coming = undefined)));
    return coming;
  }

  private async make(): Promise<BreastHand> {
    const { BreastHand } = await import('./breastHand');
    return new BreastHand({ ...this.parts, state: this.state });
  }
}
