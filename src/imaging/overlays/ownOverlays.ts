import { createStore } from 'zustand/vanilla';
import type { Archive } from '@/archive/contract/archive';
import { dot, type Triple } from '@/dicom/geometry/geometry';
import { framesFrom } from '@/dicom/segments/segmentLayers';
import type { Overlays, OverlayStates } from '@/imaging/contract/overlays';
import type { Codecs } from '@/imaging/decoding/pageCodecs';
import { createFrameGate } from '@/imaging/pane/frameGate';
import type { PaneView } from '@/imaging/pane/paneView';
import { drawnPlane } from '@/imaging/projection/drawnPlane';
import type { Stack, StackFrame } from '@/imaging/stack/stack';
import { isSameValue } from '@/measurement/same';
import type { ObjectName, Overlay } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';
import { OverlayObject } from './overlayObject';
import { PaneOverlays } from './paneOverlays';
import { PlaneOverlays } from './planeOverlays';
import { outOf, saidOnPlanes, type PlaneGround } from './planeRelation';
import { liesWith, reachOf, relationTo } from './relation';

interface OverlaysParts {
  readonly archive: Archive;
  readonly codecs: Codecs;
  readonly views: ViewStore;
}

interface Mounted {
  readonly layer: PaneOverlays;
  readonly frames: () => Stack['frames'];
}

interface MountedPlane {
  readonly layer: PlaneOverlays;
  readonly ground: () => PlaneGround | undefined;
}

const keyOf = ({ study, series, sop }: ObjectName) => `${study}/${series}/${sop}`;
const NONE: readonly Overlay[] = [];

/** The objects that the view lays over images, and the layers of the panes that show them. */
export class OwnOverlays implements Overlays {
  readonly told = createStore<OverlayStates>(() => ({ objects: {}, panes: {} }));
  private readonly parts: OverlaysParts;
  private readonly objects = new Map<string, OverlayObject>();
  private readonly mounted = new Map<number, Mounted>();
  private readonly planes = new Map<number, MountedPlane>();
  private followed: readonly Overlay[] | undefined;
  private readonly redraw = createFrameGate(() => this.drawAll());
  private readonly tell = createFrameGate(() => this.write());
  private readonly unfollow: () => void;

  constructor(parts: OverlaysParts) {
    this.parts = parts;
    this.unfollow = parts.views.subscribe(() => this.follow());
    this.follow();
  }

  /** Gives a pane its layer: drawn with each picture of its view, gone with it. */
  mount(pane: number, view: PaneView, frames: () => Stack['frames']): PaneOverlays {
    const layer = new PaneOverlays({
      ...{ view, frames },
      asked: () => this.asked(),
      objectOf: (overlay) => this.objects.get(keyOf(overlay)),
      onSaid: () => this.tell.ask(),
    });
    this.mounted.set(pane, { layer, frames });
    return layer;
  }

  /** Takes it back. */
  unmount(pane: number, layer: PaneOverlays): void {
    layer.dispose();
    if (this.mounted.get(pane)?.layer === layer) this.mounted.delete(pane);
    this.tell.ask();
  }

  /** Gives a pane that shows planes its layer, until that is disposed of. */
  mountPlane(pane: number, host: HTMLElement, ground: () => PlaneGround | undefined): PlaneOverlays {
    const layer = new PlaneOverlays({
      ...{ host, ground },
      asked: () => this.asked(),
      objectOf: (overlay) => this.objects.get(keyOf(overlay)),
      onSaid: () => this.tell.ask(),
      onGone: () => {
        if (this.planes.get(pane)?.layer === layer) this.planes.delete(pane);
        this.tell.ask();
      },
    });
    this.planes.set(pane, { layer, ground });
    return layer;
  }

  middleOnPlanes(pane: number, name: ObjectName, part: number): Triple | undefined {
    const object = this.objects.get(keyOf(name));
    const [content, atLps] = [object?.drawable, object?.middleOf(part)?.atLps];
    const ground = this.planes.get(pane)?.ground();
    if (!content || !atLps || !ground || saidOnPlanes(content, name, ground)?.said !== 'drawn')
      return undefined;
    const frame =
      content.is === 'segments'
        ? content.of.frameOfReference
        : content.of.structures.find((one) => one.number === part)?.frameOfReference;
    return outOf(ground, frame, atLps);
  }

  middleIn(pane: number, name: ObjectName, part: number): number | undefined {
    const object = this.objects.get(keyOf(name));
    const content = object?.drawable;
    const middle = object?.middleOf(part);
    const frames = this.mounted.get(pane)?.frames() ?? [];
    if (!content || !middle) return undefined;
    if (content.is === 'segments' && middle.frame !== undefined) {
      const own = content.of.frames.filter((one) => one.frame === middle.frame);
      const at = frames.findIndex((image) => framesFrom(own, image.sop, image.frame).length > 0);
      if (at >= 0) return at;
    }
    const { atLps } = middle;
    const structure =
      content.is === 'structures' ? content.of.structures.find((one) => one.number === part) : undefined;
    if (!atLps) return undefined;
    const away = (image: StackFrame): number => {
      const { plane, isReal } = drawnPlane(image.instance, image.frame);
      if (!isReal || relationTo(content, image) !== 'placed') return Infinity;
      if (structure && !liesWith(structure, image)) return Infinity;
      return Math.abs(dot(plane.normal, atLps) - dot(plane.normal, plane.positionLps));
    };
    const found = frames.reduce(
      (best, image, at) => {
        const mm = away(image);
        return mm < best.mm - 1e-6 ? { at, mm } : best;
      },
      { at: -1, mm: Infinity },
    );
    const image = frames[found.at];
    return image && found.mm <= 2 * reachOf(frames, image.imageId) ? found.at : undefined;
  }

  retry(name: ObjectName): void {
    this.objects.get(keyOf(name))?.retry();
  }

  dispose(): void {
    this.unfollow();
    this.redraw.stop();
    this.tell.stop();
    for (const object of this.objects.values()) object.dispose();
  }

  private asked(): readonly Overlay[] {
    return this.parts.views.getState().view.overlays ?? NONE;
  }

  /** What is asked for is fetched, what is not any more is let go; settings are drawn in the same frame. */
  private follow(): void {
    const asked = this.asked();
    if (asked === this.followed) return;
    this.followed = asked;
    const wanted = new Set(asked.map(keyOf));
    for (const [key, object] of this.objects) {
      if (wanted.has(key)) continue;
      object.dispose();
      this.objects.delete(key);
    }
    for (const { study, series, sop } of asked) {
      const name = { study, series, sop };
      if (this.objects.has(keyOf(name))) continue;
      const { archive, codecs } = this.parts;
      this.objects.set(
        keyOf(name),
        new OverlayObject(name, { archive, codecs, onChange: () => this.redraw.ask() }),
      );
    }
    this.redraw.ask();
  }

  private drawAll(): void {
    let colour = 0;
    for (const overlay of this.asked()) colour = this.objects.get(keyOf(overlay))?.colourOn(colour) ?? colour;
    for (const { layer } of [...this.mounted.values(), ...this.planes.values()]) layer.draw();
    this.tell.now();
  }

  private write(): void {
    const objects = Object.fromEntries([...this.objects.values()].map((one) => [one.name.sop, one.facts]));
    const all = [...this.mounted, ...this.planes];
    const panes = Object.fromEntries(all.map(([pane, { layer }]) => [pane, layer.status()]));
    const before = this.told.getState();
    const next = { objects, panes };
    if (!isSameValue(before, next)) this.told.setState(next, true);
  }
}
