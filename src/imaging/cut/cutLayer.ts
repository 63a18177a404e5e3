import type { Triple } from '@/dicom/geometry/geometry';
import { moved, turned } from '@/dicom/geometry/rigid';
import { perFrame } from '@/dicom/dataset/perFrame';
import type { SopUid } from '@/dicom/dataset/uid';
import { samenessOf } from '@/dicom/patient/sameness';
import { voiLutsOf } from '@/dicom/transforms/lut';
import type { PetUnit } from '@/dicom/transforms/petUnit';
import type { VolumeGrid } from '@/dicom/volume/volumeGrid';
import { lookFor } from '@/imaging/pane/paneLook';
import type { LayerFacts, LayerRefusal, PaneFault } from '@/imaging/pane/paneStore';
import { decodedBytes } from '@/imaging/series/decodedBytes';
import { toFault } from '@/imaging/series/fault';
import type { OpenSeries } from '@/imaging/series/openSeries';
import type { SeriesLoader } from '@/imaging/series/seriesLoader';
import { aheadBytes } from '@/imaging/stack/cacheSize';
import type { Stack, StackFrame } from '@/imaging/stack/stack';
import { suvFactorOf, type ValueUnit } from '@/imaging/stack/valueUnit';
import { COLOUR_TABLES } from '@/painting/colourTables';
import type { Look, Shaping } from '@/painting/look';
import { HALF } from '@/view/layers';
import { registeredWay } from '@/view/linked/relation';
import { SUV_TO, suvWindow } from '@/view/suvWindow';
import type { FrameRegistration, Layer, LayerColours } from '@/view/viewState';
import type { Overlaid } from './cutCanvas';
import {
  framesHere,
  framesKept,
  imageLookedAt,
  isRendered,
  lostIn,
  nearestSlice,
  rangeHere,
  volumeOf,
  type CutVolume,
} from './cutVolume';
import { seriesUnit } from './layerUnit';

/** A series whose description could not be had is asked for again after this long, while the archive is away. */
const AGAIN_MS = 5_000;
/** While it comes, what came is taken in this often. */
const TAKE_IN_MS = 150;

const lutsOf = perFrame(voiLutsOf);

/** A look compares them by identity. */
const SHAPINGS: Readonly<Record<LayerColours, Shaping>> = {
  hotIron: { palette: COLOUR_TABLES.hotIron },
  pet: { palette: COLOUR_TABLES.pet },
  rainbow: { palette: COLOUR_TABLES.rainbow },
  invertedGrey: { palette: COLOUR_TABLES.invertedGrey },
};

export interface CutLayerParts {
  readonly shelf: OpenSeries;
  /** What is to be seen, or said, of it changed. */
  readonly onChange: () => void;
}

/** What it is laid over, and how the view has it. */
export interface LayerGround {
  readonly volume: CutVolume;
  readonly atLps: Triple;
  readonly petUnit?: PetUnit | undefined;
  readonly registrations?: readonly FrameRegistration[] | undefined;
}

/** A volume as a registration object puts it into another frame of reference. */
function alignedGrid(grid: VolumeGrid, to: string, all: readonly FrameRegistration[]) {
  const way = registeredWay(grid.frameOfReference, to, all);
  if (!way) return undefined;
  const aligned: VolumeGrid = {
    ...grid,
    frameOfReference: to,
    originLps: moved(way.matrix, grid.originLps),
    columnStep: turned(way.matrix, grid.columnStep),
    rowStep: turned(way.matrix, grid.rowStep),
    sliceStep: turned(way.matrix, grid.sliceStep),
  };
  return { grid: aligned, by: way.by };
}

const bytesOf = (frames: readonly StackFrame[]): number =>
  frames.reduce((sum, frame) => sum + decodedBytes(frame), 0);

/** The series that is laid over a plane: its own volume, from the same cache, asked for by the same way. */
export class CutLayer {
  private readonly parts: CutLayerParts;
  private asked: Layer;
  private loader: SeriesLoader;
  private stack: Stack | undefined;
  private volume: CutVolume | undefined;
  private refused: LayerRefusal | undefined;
  private fault: PaneFault | undefined;
  private frames: ReturnType<typeof framesHere> | undefined;
  /** How many images are here as pictures of the archive's. */
  private rendered = 0;
  private unit: { readonly wanted: PetUnit | undefined; readonly is: ValueUnit } | undefined;
  private aligned: { readonly key: unknown; readonly grid: VolumeGrid; readonly by: SopUid } | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private takesIn: ReturnType<typeof setTimeout> | undefined;
  private isGone = false;

  constructor(parts: CutLayerParts, asked: Layer) {
    [this.parts, this.asked] = [parts, asked];
    this.loader = parts.shelf.take(asked.study, asked.series);
    void this.open();
  }

  /** Whether this is the series that the view asks for. */
  isOf(layer: Layer | undefined): boolean {
    return layer?.study === this.asked.study && layer.series === this.asked.series;
  }

  update(asked: Layer): void {
    const isOther = asked.at?.sop !== this.asked.at?.sop || asked.at?.frame !== this.asked.at?.frame;
    this.asked = asked;
    if (isOther && this.stack) this.choose(this.stack);
  }

  /** Something of the series came, left or failed. */
  loaded(loader: SeriesLoader): void {
    if (loader !== this.loader || !this.volume) return;
    if (!this.frames || this.frames.had === 0) return this.takeIn();
    this.takesIn ??= setTimeout(() => this.takeIn(), TAKE_IN_MS);
  }

  /** `isByItself`: what went wrong stays said until it goes well. */
  retry(isByItself = false): void {
    if (this.stack) return this.loader.retry(0, this);
    if (!this.fault) return undefined;
    const { shelf } = this.parts;
    clearTimeout(this.again);
    shelf.release(this.loader, this);
    shelf.forget(this.asked.study, this.asked.series);
    if (!isByItself) this.fault = undefined;
    this.loader = shelf.take(this.asked.study, this.asked.series);
    void this.open();
    return this.parts.onChange();
  }

  dispose(): void {
    this.isGone = true;
    clearTimeout(this.again);
    clearTimeout(this.takesIn);
    this.parts.shelf.release(this.loader, this);
  }

  /** What is to be laid over a plane now; asks for what is not here yet. */
  over(ground: LayerGround): Overlaid | undefined {
    const { volume } = this;
    const grid = this.gridOn(ground);
    if (!volume || !grid || this.asked.hidden) return undefined;
    const index = volume.places[nearestSlice({ ...volume, grid }, ground.atLps)];
    if (index !== undefined) this.loader.stream(index, this);
    const frames = this.framesOn(grid);
    const look = this.look(ground.petUnit);
    return frames && look ? { frames, look, opacity: this.asked.opacity ?? HALF } : undefined;
  }

  /** Its voxels as they lie in the patient of the planes; undefined: it is not laid over them. */
  framesIn(ground: LayerGround) {
    const grid = this.gridOn(ground);
    return grid && this.framesOn(grid);
  }

  facts(ground: LayerGround): LayerFacts {
    const { asked, volume, frames, fault, stack, loader } = this;
    const refused = this.refusalOn(ground);
    const image = volume ? imageLookedAt(volume, asked.at) : stack?.frames[0];
    const look = refused ? undefined : this.look(ground.petUnit);
    const had = frames?.had ?? 0;
    const lost = volume ? lostIn(volume, this.rendered, loader) : 0;
    const isAllLost = volume !== undefined && had === 0 && lost === volume.images.length;
    const shown = asked.hidden ? 'hidden' : had > 0 ? 'shown' : isAllLost ? 'failed' : 'loading';
    return {
      ...{ study: asked.study, series: asked.series },
      state: refused ? 'refused' : fault ? 'failed' : shown,
      ...(refused ? { why: refused } : {}),
      ...(fault ? { fault } : {}),
      ...(image ? { instance: image.instance, frame: image.frame } : {}),
      ...{ had, images: volume?.images.length ?? 0, lost },
      colours: asked.colours ?? 'hotIron',
      opacity: asked.opacity ?? HALF,
      ...(look ? { window: look.window } : {}),
      ...(this.range ? { range: this.range } : {}),
      unit: this.unitIn(ground.petUnit),
      ...(this.aligned && !refused ? { registeredBy: this.aligned.by } : {}),
    };
  }

  private async open(): Promise<void> {
    const { loader } = this;
    try {
      const stack = await loader.stack;
      if (this.isGone || loader !== this.loader) return;
      [this.stack, this.fault] = [stack, undefined];
      this.choose(stack);
    } catch (error) {
      if (this.isGone || loader !== this.loader) return;
      this.fault = toFault(error);
      if (this.fault.code === 'unreachable') this.again = setTimeout(() => this.retry(true), AGAIN_MS);
      this.parts.onChange();
    }
  }

  /** The volume that the view asks for, or why there is none. */
  private choose(stack: Stack): void {
    const volume = volumeOf(stack, this.asked.at);
    [this.volume, this.refused, this.frames] = [undefined, undefined, undefined];
    if ('refused' in volume) this.refused = volume.refused;
    else if (this.loader.facts().atOnce !== undefined) this.refused = 'too-large';
    else this.volume = volume;
    this.takeIn();
  }

  private takeIn(): void {
    clearTimeout(this.takesIn);
    this.takesIn = undefined;
    if (this.isGone) return;
    const { volume } = this;
    if (volume) {
      const frames = framesHere(volume);
      this.frames = framesKept(this.frames, frames);
      this.rendered = frames.rendered;
      if (isRendered(frames)) [this.volume, this.refused] = [undefined, 'rendered'];
    }
    this.parts.onChange();
  }

  private refusalOn({ volume: base, registrations = [] }: LayerGround): LayerRefusal | undefined {
    const { volume, refused, stack } = this;
    if (refused || !volume || !stack) return refused;
    const [own, its] = [volume.grid.frameOfReference, base.grid.frameOfReference];
    if (base.images[0]?.series === stack.series && base.images[0].study === stack.study) return 'itself';
    const [of, below] = [stack.frames[0]?.instance.dataset, base.images[0]?.instance.dataset];
    if (samenessOf(of, below) === 'other') return 'patient';
    if (own !== its && !registeredWay(own, its, registrations)) return 'apart';
    return bytesOf(stack.frames) + bytesOf(base.images) > aheadBytes() ? 'no-room' : undefined;
  }

  private gridOn(ground: LayerGround): VolumeGrid | undefined {
    const { volume } = this;
    if (!volume || this.refusalOn(ground)) return undefined;
    const to = ground.volume.grid.frameOfReference;
    const { grid } = volume;
    if (grid.frameOfReference === to) return ((this.aligned = undefined), grid);
    const key = ground.registrations;
    if (this.aligned?.key === key && this.aligned?.grid.frameOfReference === to) return this.aligned?.grid;
    const made = alignedGrid(grid, to, key ?? []);
    this.aligned = made && { key, ...made };
    return made?.grid;
  }

  private framesOn(grid: VolumeGrid) {
    return this.frames && this.frames.had > 0 ? { grid, values: this.frames.values } : undefined;
  }

  /** Of the values that are here. */
  private get range() {
    const { volume, stack } = this;
    const middle = volume?.places[volume.places.length >> 1];
    if (!stack || middle === undefined) return undefined;
    return stack.greys.of(middle) ?? rangeHere(this.frames);
  }

  private unitIn(wanted: PetUnit | undefined): ValueUnit {
    if (!this.stack) return { unit: '', factor: 1 };
    if (!this.unit || this.unit.wanted !== wanted)
      this.unit = { wanted, is: seriesUnit(this.stack.frames, wanted) };
    return this.unit.is;
  }

  private look(wanted: PetUnit | undefined): Look | undefined {
    const { volume, asked, range } = this;
    const frame = volume && imageLookedAt(volume, asked.at);
    if (!frame || !range) return undefined;
    const factor = suvFactorOf(this.unitIn(wanted));
    const window = asked.window ?? (factor === undefined ? undefined : suvWindow(factor, SUV_TO));
    const pane = { study: asked.study, series: asked.series, ...(window ? { window } : {}) };
    const luts = lutsOf(frame.instance, frame.frame);
    const own = lookFor({ frame, pane, isColour: false, luts, range, presented: undefined });
    return { ...own, shaping: SHAPINGS[asked.colours ?? 'hotIron'] };
  }
}
