import type { Pane, ViewState } from '@/view/viewState';
import type { CutRefusal, Planes } from '@/imaging/contract';
import type { PaneStatus } from '@/imaging/pane/paneStore';
import type { SeriesLoader } from '@/imaging/series/seriesLoader';
import { layerOf } from '@/view/layers';
import { valueAt } from '@/imaging/volume/reslice';
import { CutLayer, type LayerGround } from './cutLayer';
import { CutGestures, type CutGestureParts } from './cutGestures';
import type { LaidAbove } from './cutCanvas';
import { CutPane, type CutPaneParts } from './cutPane';
import { pictureOf } from './cutPlace';
import { frameNameOf, middleOfImage, volumeOf } from './cutVolume';

/** What the panes of an engine that show planes need of it. */
export interface CutPanesParts
  extends Omit<CutPaneParts, 'pane' | 'over' | 'layAbove'>, Pick<CutGestureParts, 'onBegin'> {
  /** Lays segments and structures above the planes of a pane; `ground`: the volume that they go through. */
  readonly layAbove: (pane: number, host: HTMLElement, ground: () => LayerGround | undefined) => LaidAbove;
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
  private readonly layers = new Map<number, CutLayer>();

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
    const gone: { dispose(): void }[] = [];
    for (const [pane, layer] of this.layers) {
      if (layer.isOf(layerOf(view.panes[pane]))) continue;
      this.layers.delete(pane);
      gone.push(layer);
    }
    for (const [pane, cut] of this.cuts) {
      if (cut.isOf(view.panes[pane])) continue;
      this.cuts.delete(pane);
      gone.push(cut);
    }
    view.panes.forEach((asked, pane) => {
      if (!asked?.cut) return;
      this.lay(pane, asked);
      const known = this.cuts.get(pane);
      if (known) return known.update(asked);
      const made = new CutPane(this.partsOf(pane), asked);
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
    for (const layer of this.layers.values()) layer.loaded(loader);
    for (const cut of this.cuts.values()) cut.loaded(loader);
  }

  status(pane: number): PaneStatus | undefined {
    const status = this.at(pane)?.status();
    const [layer, ground] = [this.layers.get(pane), this.groundOf(pane)];
    return status?.cut && layer && ground
      ? { ...status, cut: { ...status.cut, layer: layer.facts(ground) } }
      : status;
  }

  readonly valuesAt: Planes['valuesAt'] = (pane, point) => {
    const [cut, asked] = [this.at(pane), this.asked(pane)?.cut];
    const place = cut?.place;
    if (!cut?.frames || !place || !asked) return undefined;
    const at = point ? place.toLps(point) : cut.cross?.atLps;
    if (!at) return undefined;
    const plane = pictureOf(place, asked, 1);
    const ground = this.groundOf(pane);
    const above = ground && this.layers.get(pane)?.framesIn(ground);
    const base = valueAt(cut.frames, plane, at);
    const layer = above && valueAt(above, plane, at);
    return { ...(base === undefined ? {} : { base }), ...(layer === undefined ? {} : { layer }) };
  };

  retry(pane: number): boolean {
    this.layers.get(pane)?.retry();
    this.at(pane)?.retry();
    return this.cuts.has(pane);
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
    for (const one of [...this.cuts.values(), ...this.layers.values()]) one.dispose();
    this.cuts.clear();
    this.layers.clear();
  }

  /** What the view lays over a pane's plane: before its plane is painted. */
  private lay(pane: number, asked: Pane): void {
    const layer = layerOf(asked);
    if (!layer) return;
    const known = this.layers.get(pane);
    if (known) return known.update(layer);
    const onChange = () => this.repaint(pane);
    this.layers.set(pane, new CutLayer({ shelf: this.parts.shelf, onChange }, layer));
  }

  private partsOf(pane: number): CutPaneParts {
    const ground = () => this.groundOf(pane);
    const layAbove = (host: HTMLElement) => this.parts.layAbove(pane, host, ground);
    return { ...this.parts, pane, over: () => this.overlaid(pane), layAbove };
  }

  private repaint(pane: number): void {
    const asked = this.asked(pane);
    if (asked?.cut) this.at(pane)?.update(asked);
  }

  private overlaid(pane: number) {
    const ground = this.groundOf(pane);
    return ground && this.layers.get(pane)?.over(ground);
  }

  private groundOf(pane: number): LayerGround | undefined {
    const { volume, cross } = this.at(pane) ?? {};
    const { petUnit, links } = this.parts.views.getState().view;
    return volume && cross && { volume, atLps: cross.atLps, petUnit, registrations: links?.registrations };
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
