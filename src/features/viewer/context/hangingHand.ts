import type { StoreApi } from 'zustand/vanilla';
import type { Archive, SeriesSummary } from '@/archive/contract/archive';
import { fewAtOnce } from '@/archive/http/fewAtOnce';
import type { Instance } from '@/dicom/dataset/instance';
import type { SeriesUid } from '@/dicom/dataset/uid';
import { BREASTS_ID } from '@/dicom/hanging/builtIn';
import { isSameKey } from '@/dicom/hanging/choose';
import type { HangingProtocol, HangingTemplate } from '@/dicom/hanging/template';
import type { FactsStore } from '@/imaging/pane/paneStore';
import type { ViewState } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import {
  choicesFor,
  hangBy,
  hangOn,
  hangOpening,
  hangPlain,
  keyOfView,
  stillKept,
  templateOf,
  undecided,
  type Choice,
  type Hung,
} from '@/features/viewer/state/hangBy';
import type { PriorStudies } from '@/features/viewer/state/hangPriors';
import type { FoundPriors, PriorsAtHand } from '@/features/viewer/state/priors';
import type { BreastsAtHand } from '@/features/viewer/state/breasts';
import type { HangingsKeeper, HangingState } from '@/features/viewer/state/hangingState';
import {
  insteadOf,
  withAgain,
  withHabit,
  withSiteCopy,
  withMine,
  without,
  type Again,
  type HangingStore,
  type HangingList,
} from '@/features/viewer/state/hangingStore';
import { describeOne } from '@/features/viewer/state/describeSeries';
import { KeptLists } from './keptLists';
import { newId, hangingShapeOf } from './hangingShape';
import { awaitPet, withPet } from './petHand';
import { priorSeries } from './priorSeries';

/** Series that are described for a decision: of more nobody waits. */
const MOST_ASKED = 24;
const AT_A_TIME = 3;
/** How long an arrangement has to stand before it is one, and no step on the way to it. */
const SETTLED_MS = 2_000;
/** How often the same is arranged before it is offered. */
const OFTEN = 3;

export interface HangingParts {
  readonly archive: Archive;
  readonly views: ViewStore;
  readonly facts: FactsStore;
  readonly shelf: HangingStore;
  readonly state: StoreApi<HangingState>;
  /** Absent: this browser alone keeps them. */
  readonly keeper?: HangingsKeeper | undefined;
  /** Absent: no priors are looked for; what stands in the view is what there is. */
  readonly priors?: Pick<PriorsAtHand, 'follow' | 'seriesOf'> | undefined;
  /** Mammograms have steps of their own in the place of the built-in arrangement; absent: none do. */
  readonly breasts?: Pick<BreastsAtHand, 'hang'> | undefined;
  /** All that is listed of the view's studies. */
  series(): readonly SeriesSummary[];
  /** Told how the screen hangs. */
  note(hung: Hung): void;
}

/** Hangs the studies of one page: when they open, by a key, and as somebody was seen to do it. */
export class HangingHand {
  readonly state: StoreApi<HangingState>;
  private readonly parts: HangingParts;
  private readonly described = new Map<SeriesUid, Instance>();
  private readonly turns = fewAtOnce(AT_A_TIME, true);
  private readonly end = new AbortController();
  /** The newest wish: what was wished before it is not done any more. */
  private wish = 0;
  private found: FoundPriors = { studies: [], state: 'awaited' };
  /** What fills panes, one after the other. */
  private filling: Promise<void> = Promise.resolve();
  private readonly lists: KeptLists;
  /** How it hung before it was kept. */
  private beforeKeep: Hung | undefined;

  constructor(parts: HangingParts) {
    this.parts = parts;
    this.lists = new KeptLists(parts);
    this.state = parts.state;
  }

  get shelf(): HangingStore {
    return this.parts.shelf;
  }

  /** Hangs a study that was just opened, from its list, as is kept; undefined where nothing is for such studies, or it shows something. */
  open(view: ViewState, series: readonly SeriesSummary[]): ViewState | undefined {
    const opened = hangOpening(view, series, this.shelf.store.getState());
    if (!opened) return undefined;
    this.parts.note(opened.hung);
    return opened.view;
  }

  /** Fills the panes that the list left open, once the first picture is here. */
  complete(): Promise<void> {
    return (this.filling = this.filling.then(() => this.completeOwn()));
  }

  private async completeOwn(): Promise<void> {
    const { hung } = this.state.getState();
    const { views } = this.parts;
    if (!hung || hung.panes.every((pane) => pane?.state !== 'waiting')) return;
    await this.describe(undecided(views.getState().view, this.parts.series(), hung.template, this.known()));
    if (this.end.signal.aborted || this.state.getState().hung !== hung) return;
    const priors = this.parts.priors && ({ studies: [], state: 'awaited' } as const);
    const done = await withPet(this.parts, this.end.signal, () =>
      hangOn(views.getState().view, this.parts.series(), hung, this.known(), priors),
    );
    if (this.end.signal.aborted || this.state.getState().hung !== hung) return;
    if (!done) return this.state.setState({ hung: undefined });
    this.parts.note(done.hung);
    updateView(views, () => done.view);
  }

  /** Hangs priors where an arrangement keeps panes for them, once they are found; the result ends it. Before the first picture nobody asks. */
  followPriors(): () => void {
    const fill = () => (this.filling = this.filling.then(() => this.fillPriors()).catch(() => undefined));
    const stops = [
      this.parts.priors?.follow((found) => {
        this.found = found;
        void fill();
      }),
      this.state.subscribe(({ hung }, before) => {
        if (hung?.grid !== before.hung?.grid) void fill();
      }),
    ];
    return () => stops.forEach((stop) => stop?.());
  }

  /** Priors for the panes that are still empty. What the reader put into one meanwhile stays. */
  private async fillPriors(): Promise<void> {
    const { hung } = this.state.getState();
    const isOpen = hung?.panes.some(
      (pane) => pane && pane.selector.role !== 'current' && pane.state !== 'hung',
    );
    if (!hung || !isOpen || !this.parts.priors) return;
    const { series, priors } = await this.withPriors(hung.template);
    const { views } = this.parts;
    if (this.end.signal.aborted || this.state.getState().hung !== hung) return;
    const done = hangOn(views.getState().view, series, hung, this.known(), priors);
    if (!done) return;
    this.parts.note(done.hung);
    updateView(views, () => done.view);
  }

  /** All series that a template may hang: those of the view, and those of the priors that have what it asks for. */
  private async withPriors(
    template: HangingTemplate,
  ): Promise<{ readonly series: readonly SeriesSummary[]; readonly priors?: PriorStudies }> {
    const series = this.parts.series();
    const { priors: of } = this.parts;
    if (!of) return { series };
    const shown = this.parts.views.getState().view.studies;
    const { found } = this;
    const theirs = await priorSeries(template, {
      ...{ of, found, shown, known: () => this.known() },
      describe: (some) => this.describe(some),
    });
    const own = series.filter((one) => !theirs.priors.studies.includes(one.study));
    return { series: [...own, ...theirs.series], priors: theirs.priors };
  }

  /** The next of the arrangements that there are for such a study: the reader's, the site's, a built-in one, the plain one. */
  async cycle(): Promise<void> {
    const wish = ++this.wish;
    const { views } = this.parts;
    const view = views.getState().view;
    const own = this.ownSeries();
    const choices = choicesFor(own, this.shelf.store.getState());
    const { hung, said } = this.state.getState();
    if (said?.what === 'come' && (await this.hangChoice(said, wish))) return;
    const isStill = hung && hung.grid === view.grid;
    const at = isStill ? choices.findIndex(({ from }) => from === hung.from) : -1;
    for (const choice of choices.slice(at + 1)) {
      if (await this.hangChoice(choice, wish)) return;
      if (this.wish !== wish || this.end.signal.aborted) return;
    }
    // All of them were seen: the plain one, which is where they began.
    if (isStill) updateView(views, (now) => hangPlain(now, own));
    this.state.setState({ hung: undefined, said: { what: isStill || at >= 0 ? 'plain' : 'none' } });
  }

  /** Hangs one of those that there are, or the plain one; where nothing of the study fits it, that is said and the screen stays. */
  async hang(choice: Choice | undefined): Promise<void> {
    const wish = ++this.wish;
    if (!choice) {
      updateView(this.parts.views, (now) => hangPlain(now, this.ownSeries()));
      return this.state.setState({ hung: undefined, said: { what: 'plain' } });
    }
    if ((await this.hangChoice(choice, wish)) || this.wish !== wish || this.end.signal.aborted) return;
    this.state.setState({ said: { what: 'unfit', protocol: choice.protocol } });
  }

  /** Keeps how the screen is arranged, for studies like this one. */
  async keep(): Promise<void> {
    const { views } = this.parts;
    const view = views.getState().view;
    await this.describe(this.shown(view));
    if (this.end.signal.aborted) return;
    const { hung: before } = this.state.getState();
    const template = templateOf(view, this.parts.series(), this.known(), before);
    if (!template) return this.state.setState({ said: { what: 'bare' } });
    const key = keyOfView(view, this.parts.series());
    const protocol: HangingProtocol = { id: newId(), key, template, madeAtMs: Date.now() };
    const again = insteadOf(this.shelf.store.getState().mine, protocol);
    const isKept = this.shelf.change((now) => withMine(now, protocol));
    this.state.setState({
      isOffered: false,
      said: { what: 'kept', protocol, again, isForgotten: !isKept && !this.parts.keeper },
    });
    const hung = hangBy(view, this.parts.series(), { protocol, from: 'mine' }, this.known())?.hung;
    // The screen is that arrangement from now on.
    this.beforeKeep = before;
    if (hung && views.getState().view.grid === view.grid)
      this.parts.note({ ...hung, grid: view.grid, panes: stillKept(view, hung.panes, before) });
    await this.pass('mine', (now) => withMine(now, protocol));
  }

  /** Keeps one that came from elsewhere: under a name of this page's, as of now, since of two for the same studies the newer hangs. */
  async take(protocol: HangingProtocol): Promise<void> {
    const taken = { ...protocol, id: newId(), madeAtMs: Date.now() };
    const isKept = this.shelf.change((now) => withMine(now, taken));
    if (!isKept && !this.parts.keeper)
      this.state.setState({ said: { what: 'kept', protocol: taken, isForgotten: true } });
    await this.pass('mine', (now) => withMine(now, taken));
  }

  async remove(whose: HangingList, id: string): Promise<void> {
    this.shelf.change((now) => without(now, whose, id));
    const { hung } = this.state.getState();
    if (hung?.protocol.id === id && hung.from === whose) this.state.setState({ hung: undefined });
    await this.pass(whose, (now) => without(now, whose, id));
  }

  /** Sets one of the reader's own for the site. */
  async giveHouse(id: string): Promise<void> {
    this.shelf.change((now) => withSiteCopy(now, id));
    await this.pass('house', (now) => withSiteCopy(now, id));
  }

  /** Takes a change of a list back. */
  async bringBack(whose: HangingList, again: Again): Promise<void> {
    this.shelf.change((now) => withAgain(now, whose, again));
    const { hung } = this.state.getState();
    if (whose === 'mine' && hung && hung.protocol.id === again.instead) {
      if (this.beforeKeep?.grid === hung.grid) this.parts.note(this.beforeKeep);
      else this.state.setState({ hung: undefined });
    }
    await this.pass(whose, (now) => withAgain(now, whose, again));
  }

  get isUntold(): boolean {
    return this.lists.isUntold;
  }

  /** Brings what is kept beside this browser: for the next study; this one hangs already. */
  async bring(): Promise<void> {
    await this.lists.bring(this.end.signal);
  }

  /** What hangs such studies came after this one was hung without: the screen stays, and it is said how it is had. */
  offerCome(): void {
    const { hung } = this.state.getState();
    if (this.end.signal.aborted || (hung && hung.from !== 'builtIn')) return;
    const { view } = this.parts.views.getState();
    const bare = { ...view, panes: view.panes.map(() => null) };
    const come = hangOpening(bare, this.ownSeries(), this.shelf.store.getState())?.hung;
    if (come) this.state.setState({ said: { what: 'come', from: come.from, protocol: come.protocol } });
  }

  private async pass(whose: HangingList, change: Parameters<HangingStore['change']>[0]): Promise<void> {
    if (!(await this.lists.pass(whose, change))) this.state.setState({ said: { what: 'unkept' } });
  }

  /** Watches how a reader arranges studies, and offers to keep what was done the third time; the result ends it. */
  watch(): () => void {
    const { views } = this.parts;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const before = new Map<string, string>();
    const look = () => {
      const made = this.madeByHand();
      if (!made || before.get(made.key) === made.shape) return;
      // Of one opening it counts once, as it was left.
      before.set(made.key, made.shape);
      this.shelf.change((now) => withHabit(now, made.key, made.shape));
      const habit = this.shelf.store.getState().habits.find(({ key }) => key === made.key);
      if (habit && habit.count >= OFTEN) this.state.setState({ isOffered: true });
    };
    const stop = views.subscribe(({ view }, { view: old }) => {
      if (view.grid === old.grid && view.panes.every((pane, at) => pane?.series === old.panes[at]?.series))
        return;
      clearTimeout(timer);
      timer = setTimeout(look, SETTLED_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }

  /** Whoever looked is gone. */
  close(): void {
    this.end.abort();
    this.turns.clear();
  }

  /** The arrangement of the screen, where somebody made it: of several panes, and none that is kept already. */
  private madeByHand(): { readonly key: string; readonly shape: string } | undefined {
    const { view } = this.parts.views.getState();
    if (view.panes.filter((pane) => pane !== null).length < 2) return undefined;
    const known = this.known();
    if (this.shown(view).some(({ series }) => !known.has(series))) return undefined;
    const { hung } = this.state.getState();
    const template = templateOf(view, this.parts.series(), known, hung);
    if (!template) return undefined;
    const shape = hangingShapeOf(template);
    const key = keyOfView(view, this.parts.series());
    const isKept = (one: HangingProtocol) =>
      isSameKey(one.key, key) && hangingShapeOf(one.template) === shape;
    const isAsHung =
      hung?.grid === view.grid && hung.panes.every((pane, at) => pane?.series === view.panes[at]?.series);
    return isAsHung || this.shelf.store.getState().mine.some(isKept)
      ? undefined
      : { key: JSON.stringify(key), shape };
  }

  private async hangChoice(choice: Choice, wish: number): Promise<boolean> {
    const { views, breasts } = this.parts;
    if (breasts && choice.from === 'builtIn' && choice.protocol.id === BREASTS_ID) {
      const isHung = await breasts.hang();
      if (isHung) this.state.setState({ said: { what: 'by', from: choice.from, protocol: choice.protocol } });
      return isHung;
    }
    const { template } = choice.protocol;
    await this.describe(undecided(views.getState().view, this.parts.series(), template, this.known()));
    const { series, priors } = await this.withPriors(template);
    if (this.wish !== wish || this.end.signal.aborted) return false;
    const done = await withPet(this.parts, this.end.signal, () =>
      hangBy(views.getState().view, series, choice, this.known(), priors),
    );
    if (!done || this.wish !== wish || this.end.signal.aborted) return false;
    this.parts.note(done.hung);
    updateView(views, () => done.view);
    // Afterwards: a change of the view ends what was said before it.
    this.state.setState({ said: { what: 'by', from: choice.from, protocol: choice.protocol } });
    return true;
  }

  /** The view of a study of CT and PET was opened with its CT: its PET comes beside it. */
  awaitPet = (): void => awaitPet(this.parts);

  private ownSeries(): readonly SeriesSummary[] {
    const [study] = this.parts.views.getState().view.studies;
    return this.parts.series().filter((one) => one.study === study);
  }

  /** Series that stand in panes. */
  private shown({ panes }: ViewState): readonly SeriesSummary[] {
    return this.parts
      .series()
      .filter((one) => panes.some((pane) => pane?.study === one.study && pane.series === one.series));
  }

  /** What is described: what panes show, and what was asked for. */
  private known(): ReadonlyMap<SeriesUid, Instance> {
    const known = new Map(this.described);
    for (const { subject } of this.parts.facts.getState().panes)
      if (subject) known.set(subject.series, subject);
    return known;
  }

  /** Asks for one object of each series of which nothing is described yet. What does not come stays unknown. */
  private async describe(series: readonly SeriesSummary[]): Promise<void> {
    const { archive } = this.parts;
    const { signal } = this.end;
    const known = this.known();
    const asked = series.filter((one) => !known.has(one.series)).slice(0, MOST_ASKED);
    await Promise.all(
      asked.map((one) =>
        this.turns.run(async () => {
          const instance = await describeOne(archive, one, signal).catch(() => undefined);
          if (instance) this.described.set(one.series, instance);
        }),
      ),
    );
  }
}
