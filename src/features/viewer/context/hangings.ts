import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import type { HangingProtocol } from '@/dicom/hanging/template';
import type { FactsStore } from '@/imaging/pane/paneStore';
import type { Grid, ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import { hang } from '@/features/viewer/state/hang';
import type { Choice } from '@/features/viewer/state/hangBy';
import type {
  HangingsAtHand,
  HangingsKeeper,
  HangingState,
  KeptHangings,
} from '@/features/viewer/state/hangingState';
import type { Again, HangingList } from '@/features/viewer/state/hangingStore';
import type { PriorsAtHand } from '@/features/viewer/state/priors';
import { besidePet } from '@/features/viewer/state/petCtStudy';
import { keptHangings } from '@/features/viewer/state/keptHangings';
import { Breasts } from './breasts';
import type { HangingHand } from './hangingHand';
import { createHungMemory, type HungMemory } from './hungMemory';

export interface HangingsParts {
  readonly archive: Archive;
  readonly views: ViewStore;
  readonly facts: FactsStore;
  /** Of guests nothing is kept, and what others keep in this browser is not theirs. */
  readonly areKept: boolean;
  /** Where they are kept beside this browser; absent: nowhere. */
  readonly keeper?: HangingsKeeper | undefined;
  /** Other studies of the patient; absent: none are looked for. */
  readonly priors?: PriorsAtHand | undefined;
}

/** Arrangements for like studies on one page. What knows them is fetched with the page where some are kept, else after the first picture. */
export class Hangings implements HangingsAtHand {
  readonly state: StoreApi<HangingState> = createStore<HangingState>(() => ({ isOffered: false }));
  /** Steps of looking at mammograms: also for whom nothing is kept. */
  readonly breasts: Breasts;
  private readonly memory: HungMemory;
  private readonly parts: HangingsParts;
  private all: readonly SeriesSummary[] = [];
  private coming: Promise<HangingHand> | undefined;
  /** The study hangs as nobody keeps it: nothing was kept for it when it opened. */
  private isUnkept = false;
  /** The layout with a pane for a PET that is still to come. */
  private petGrid: Grid | undefined;
  private bringing: Promise<void> | undefined;

  constructor(parts: HangingsParts) {
    this.parts = parts;
    const { archive, views, facts, priors } = parts;
    this.memory = createHungMemory(views, this.state);
    const { note } = this.memory;
    this.breasts = new Breasts({ ...{ archive, views, facts, priors, note }, series: () => this.all });
    if (this.hasKept() || (parts.areKept && parts.keeper))
      this.fetch().then(
        (hand) => hand.isUntold && void this.bring(hand),
        () => undefined,
      );
  }

  /** What is listed of the view's studies by now. */
  list(series: readonly SeriesSummary[]): void {
    this.all = series;
  }

  /** Hangs the study that was opened, once its list is here; what a link or a hand has put on the screen stays as it is. */
  open(series: readonly SeriesSummary[]): void {
    const { views } = this.parts;
    const isHung = (view: ViewState) => view.panes.some((pane) => pane !== null);
    if (isHung(views.getState().view)) return;
    const plain = () =>
      updateView(views, (view) => (isHung(view) ? view : this.besidePet(hang(view, series), series)));
    const own = series.filter(({ study }) => study === views.getState().view.studies[0]);
    const unkept = () => {
      this.isUnkept = true;
      this.breasts.open(own, plain);
    };
    if (!this.hasKept()) return unkept();
    this.fetch().then((hand) => {
      const opened = hand.open(views.getState().view, own);
      if (opened) updateView(views, () => opened);
      else unkept();
    }, unkept);
  }

  /** The first picture is here: the other panes are filled, and what readers do is learned from; the result ends that. */
  settle(): () => void {
    this.breasts.settle();
    if (!this.parts.areKept) return () => undefined;
    let stop: (() => void) | undefined;
    let isOver = false;
    this.fetch().then(
      (hand) => {
        if (isOver) return;
        if (this.petGrid === this.parts.views.getState().view.grid) hand.awaitPet();
        this.petGrid = undefined;
        void hand.complete().then(() => this.bring(hand));
        const stops = [hand.watch(), hand.followPriors()];
        stop = () => stops.forEach((end) => end());
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      stop?.();
    };
  }

  cycle = (): Promise<void> => this.run((hand) => hand.cycle());
  hang = (choice: Choice | undefined): Promise<void> => this.run((hand) => hand.hang(choice));
  keep = (): Promise<void> => this.run((hand) => hand.keep());
  take = (protocol: HangingProtocol): Promise<void> => this.run((hand) => hand.take(protocol));
  remove = (whose: HangingList, id: string): Promise<void> => this.run((hand) => hand.remove(whose, id));
  giveHouse = (id: string): Promise<void> => this.run((hand) => hand.giveHouse(id));
  bringBack = (whose: HangingList, again: Again): Promise<void> =>
    this.run((hand) => hand.bringBack(whose, again));

  unkeep = (protocol: HangingProtocol, again: Again): Promise<void> => {
    this.state.setState({ said: { what: 'back', protocol } });
    return this.bringBack('mine', again);
  };

  get maySetHouse(): boolean {
    return this.parts.keeper?.maySetHouse === true;
  }

  watchKept = (told: (kept: KeptHangings) => void): (() => void) => {
    let stop = () => {};
    let isOver = false;
    this.fetch().then(
      ({ shelf: { store } }) => {
        if (isOver) return;
        told(store.getState());
        stop = store.subscribe(told);
      },
      () => this.state.setState({ said: { what: 'gone' } }),
    );
    return () => {
      isOver = true;
      stop();
    };
  };

  /** Whoever looked is gone. */
  close(): void {
    void this.coming?.then((hand) => hand.close()).catch(() => undefined);
    this.coming = undefined;
    this.breasts.close();
    this.memory.stop();
  }

  /** CT and PET hang beside each other where nobody has said how; of guests nothing is arranged. */
  private besidePet(view: ViewState, series: readonly SeriesSummary[]): ViewState {
    const own = series.filter(({ study }) => study === view.studies[0]);
    const beside = this.parts.areKept ? besidePet(view, own) : view;
    if (beside !== view) this.petGrid = beside.grid;
    return beside;
  }

  private hasKept(): boolean {
    return this.parts.areKept && keptHangings() !== undefined;
  }

  /** Brings what is kept beside this browser, once for a page. What comes for a study that hangs already is offered: no picture changes by itself. */
  private bring(hand: HangingHand): Promise<void> {
    return (this.bringing ??= hand.bring().then(() => void (this.isUnkept && hand.offerCome())));
  }

  private async run(work: (hand: HangingHand) => Promise<void>): Promise<void> {
    try {
      await work(await this.fetch());
    } catch {
      this.state.setState({ said: { what: 'gone' } });
    }
  }

  private fetch(): Promise<HangingHand> {
    const coming = (this.coming ??= this.make());
    // What did not come is asked for again.
    coming.catch(() => void (this.coming === coming && (this.coming = undefined)));
    return coming;
  }

  private async make(): Promise<HangingHand> {
    const [{ HangingHand }, { createHangingStore }] = await Promise.all([
      import('./hangingHand'),
      import('@/features/viewer/state/hangingStore'),
    ]);
    const { state } = this;
    return new HangingHand({
      ...this.parts,
      state,
      shelf: createHangingStore(this.parts.keeper?.owner),
      ...{ breasts: this.breasts, note: this.memory.note, series: () => this.all },
    });
  }
}
