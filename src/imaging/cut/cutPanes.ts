import type { ViewState } from '@/view/viewState';
import type { CutRefusal, Planes } from '@/imaging/contract';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import type { SeriesLoader } from '@/imaging/series/seriesLoader';
import { CutGestures, type CutGestureParts } from './cutGestures';
import { CutPane, type CutPaneParts } from './cutPane';
import { frameNameOf, middleOfImage, volumeOf } from './cutVolume';

/** What the panes of an engine that show planes need of it. */
export interface CutPanesParts extends Omit<CutPaneParts, 'pane'>, Pick<CutGestureParts, 'onBegin'> {
  readonly onPress: () => void;
  readonly onRelease: () => void;
  /** The series of a pane that shows stored images. */
  readonly storedIn: (pane: number) => SeriesLoader | undefined;
}

/** A view without what its panes show of planes: those are empty to whoever shows stored images. */
export function storedView(view: ViewState): ViewState {
  if (view.panes.every((pane) => !pane?.cut)) return view;
  return { ...view, panes: view.panes.map((pane) => (pane?.cut ? null : pane)) };
}

/** The panes that show planes: each there as long as the view asks for it. */
export class CutPanes implements Planes {
  private readonly parts: CutPanesParts;
  private readonly cuts = new Map<number, CutPane>();
  private readonly hosts = new Map<number, HTMLElement>();
  private readonly hands = new Map<number, CutGestures>();

  constructor(parts: CutPanesParts) {
    this.parts = parts;
  }

  at(pane: number): CutPane | undefined {
    return this.cuts.get(pane);
  }

  /** What the hand leads to in a pane that shows a plane. */
  gestures(pane: number): CutGestures | undefined {
    return this.asked(pane)?.cut ? this.handOf(pane) : undefined;
  }

  /** Steps along the normal; false where a pane shows stored images. */
  scrollBy(pane: number, steps: number): boolean {
    this.gestures(pane)?.scroll(steps);
    return this.asked(pane)?.cut !== undefined;
  }

  /** Likewise to a step from 0. */
  scrollTo(pane: number, step: number): boolean {
    this.gestures(pane)?.scrollTo(step);
    return this.asked(pane)?.cut !== undefined;
  }

  /** Brings all panes to what the view says. What comes is there before what goes: a series that both show goes on coming. */
  follow(view: ViewState): void {
    const gone: CutPane[] = [];
    for (const [pane, cut] of this.cuts) {
      if (cut.isOf(view.panes[pane])) continue;
      this.cuts.delete(pane);
      gone.push(cut);
    }
    view.panes.forEach((asked, pane) => {
      if (!asked?.cut) return;
      const known = this.cuts.get(pane);
      if (known) return known.update(asked);
      const made = new CutPane({ ...this.parts, pane }, asked);
      this.cuts.set(pane, made);
      made.setHost(this.hosts.get(pane));
    });
    for (const cut of gone) cut.dispose();
  }

  /** Gives a pane its place on the page; the result takes it back. */
  mount(pane: number, host: HTMLElement): () => void {
    this.hosts.set(pane, host);
    this.at(pane)?.setHost(host);
    return () => {
      if (this.hosts.get(pane) !== host) return;
      this.hosts.delete(pane);
      this.at(pane)?.setHost(undefined);
    };
  }

  resized(pane: number): void {
    this.at(pane)?.resized();
  }

  loaded(loader: SeriesLoader): void {
    for (const cut of this.cuts.values()) cut.loaded(loader);
  }

  status(pane: number): PaneStatus | undefined {
    return this.at(pane)?.status();
  }

  readonly begin: Planes['begin'] = (pane) => {
    const [asked, loader] = [this.asked(pane), this.parts.storedIn(pane)];
    const stack = loader?.known;
    if (!asked || !loader || !stack || stack.series !== asked.series) return undefined;
    const volume = volumeOf(stack, asked.at);
    if ('refused' in volume) return volume;
    if (loader.facts().atOnce !== undefined) return { refused: 'too-large' satisfies CutRefusal };
    return {
      cross: {
        ...frameNameOf(volume.grid, asked),
        atLps: middleOfImage(volume, asked.at ?? stack.frames[0]),
      },
    };
  };

  dispose(): void {
    for (const cut of this.cuts.values()) cut.dispose();
    this.cuts.clear();
  }

  private asked(pane: number) {
    return this.parts.views.getState().view.panes[pane];
  }

  private handOf(pane: number): CutGestures {
    const { views, onBegin, onPress, onRelease } = this.parts;
    const known =
      this.hands.get(pane) ??
      new CutGestures({ pane, views, cut: () => this.at(pane), onBegin, onPress, onRelease });
    this.hands.set(pane, known);
    return known;
  }
}
