import type { Archive, VerifiedFrame } from '@/archive/contract/archive';
import { isAborted } from '@/archive/contract/archiveError';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { TAG } from '@/dicom/dataset/tags';
import { bytesOf, type Mask } from '@/dicom/segments/mask';
import { masksOf } from '@/dicom/segments/masksOf';
import {
  coloursFrom,
  readSegmentation,
  type Segmentation,
  type SegmentFrame,
} from '@/dicom/segments/readSegmentation';
import { amounts, stacksOf, type SegmentAmount, type SegmentLayers } from '@/dicom/segments/segmentLayers';
import { kindOf } from '@/dicom/series/modality';
import { measuredStructure, type StructureAmount } from '@/dicom/structures/contourPlanes';
import { readStructures, type StructureSet } from '@/dicom/structures/readStructures';
import type { Rgb } from '@/dicom/transforms/cielab';
import type { OverlayFacts, OverlayRefusal } from '@/imaging/contract/overlays';
import { framePixels } from '@/imaging/decoding/framePixels';
import { inTurns, PAGE_TURNS } from '@/imaging/pane/turns';
import type { Codecs } from '@/imaging/decoding/pageCodecs';
import type { ObjectName } from '@/view/viewState';

/** What all masks of one object may hold: beyond, a device would lose the images for them. */
const MOST_MASK_BYTES = 256 * 2 ** 20;

/** The segments of an object, as far as its frames are here. */
export interface Segments {
  readonly is: 'segments';
  readonly of: Segmentation;
  /** By direction of frames. */
  readonly stacks: readonly SegmentLayers[];
  /** What it says of itself: whose it is. */
  readonly dataset: DicomJson;
  /** By segment; where others are drawn before it, those that name none come after theirs. */
  readonly colours: Map<number, Rgb>;
  /** By frame, by segment; grows. */
  readonly masks: Map<number, ReadonlyMap<number, Mask>>;
}

/** The structures of an object. */
export interface Structures {
  readonly is: 'structures';
  readonly of: StructureSet;
  /** What it says of itself: whose it is. */
  readonly dataset: DicomJson;
  /** By structure; where others are drawn before it, those that name none come after theirs. */
  readonly colours: Map<number, Rgb>;
}

export interface ObjectParts {
  readonly archive: Pick<Archive, 'instances' | 'frames'>;
  readonly codecs: Codecs;
  /** More of it is here, or it is said to be otherwise. */
  readonly onChange: () => void;
}

/** While it is measured, what was found is told this often. */
const TELL_MS = 250;

const NO_COLOUR: Rgb = [255, 99, 71];

const CONTENT_LABEL = '00700080';
const CONTENT_CREATOR = '00700084';
const MANUFACTURER = '00080070';
const OPERATORS = '00081070';
const STRUCTURE_SET_LABEL = '30060002';

const nameOf = (instance: Instance, tag: string): string | undefined => {
  const [value] = instance.dataset[tag]?.Value ?? [];
  const group =
    typeof value === 'object' && value !== null && 'Alphabetic' in value ? value['Alphabetic'] : undefined;
  return typeof group === 'string' ? group.replaceAll('^', ' ').trim() || undefined : undefined;
};

function headOf(instance: Instance): Pick<OverlayFacts, 'title' | 'maker'> {
  const { dataset } = instance;
  const title = [CONTENT_LABEL, STRUCTURE_SET_LABEL, TAG.SeriesDescription].map((tag) => text(dataset, tag));
  const maker = [
    nameOf(instance, CONTENT_CREATOR) ?? nameOf(instance, OPERATORS),
    text(dataset, MANUFACTURER),
  ];
  return {
    title: title.find((one) => one !== undefined) ?? '',
    maker: maker.filter((one) => one !== undefined).join(' · '),
  };
}

const BEGUN: OverlayFacts = {
  ...{ state: 'loading', kind: 'segmentation', title: '', maker: '', parts: [] },
  ...{ had: 0, frames: 0, lost: 0, counted: 'voxels' },
};

/** One segmentation or structure set: fetched, read, and kept as long as it is drawn. */
export class OverlayObject {
  readonly name: ObjectName;
  private readonly parts: ObjectParts;
  private life = new AbortController();
  private told: OverlayFacts = BEGUN;
  private content: Segments | Structures | undefined;
  private bytes = 0;
  private colourFrom = 0;
  private had = 0;
  private lost = 0;
  /** Rises with everything that is drawn otherwise. */
  version = 0;

  constructor(name: ObjectName, parts: ObjectParts) {
    [this.name, this.parts] = [name, parts];
    void this.load();
  }

  /** What can be drawn of it. */
  get drawable(): Segments | Structures | undefined {
    return this.told.state === 'refused' ? undefined : this.content;
  }

  get facts(): OverlayFacts {
    const { content, had, lost } = this;
    return content?.is === 'segments' ? { ...this.told, had, lost } : this.told;
  }

  /**
   * What names no colour has the next ones from a place in the list of colours.
   * @returns the place behind them
   */
  colourOn(from: number): number {
    const { content } = this;
    const own = content?.is === 'segments' ? content.of.segments : (content?.of.structures ?? []);
    if (from !== this.colourFrom) {
      this.colourFrom = from;
      for (const [part, rgb] of coloursFrom(from, own)) content?.colours.set(part, rgb);
      this.version += 1;
      const parts = this.told.parts.map((one) => ({ ...one, rgb: this.colourOf(one.number) }));
      this.told = { ...this.told, parts };
    }
    return from + own.filter(({ rgb }) => rgb === undefined).length;
  }

  private colourOf(part: number): Rgb {
    return this.content?.colours.get(part) ?? NO_COLOUR;
  }

  /** Asks again, where it could not be had. */
  retry(): void {
    if (this.told.state !== 'failed' && this.lost === 0) return;
    this.life.abort();
    this.life = new AbortController();
    [this.told, this.content, this.bytes, this.had, this.lost] = [BEGUN, undefined, 0, 0, 0];
    this.changed();
    void this.load();
  }

  dispose(): void {
    this.life.abort();
    this.content = undefined;
  }

  private changed(): void {
    this.version += 1;
    this.parts.onChange();
  }

  private say(facts: Partial<OverlayFacts>): void {
    this.told = { ...this.told, ...facts };
    this.changed();
  }

  /** What is said of it changed, and nothing that is drawn. */
  private tell(facts: Partial<OverlayFacts>): void {
    this.told = { ...this.told, ...facts };
    this.parts.onChange();
  }

  private refuse(refused: OverlayRefusal): void {
    this.life.abort();
    this.content = undefined;
    this.say({ state: 'refused', refused });
  }

  private async load(): Promise<void> {
    const { study, series, sop } = this.name;
    const { signal } = this.life;
    try {
      const all = await this.parts.archive.instances(study, series, signal);
      if (signal.aborted) return;
      const instance = all.find((one) => one.sop === sop);
      if (!instance) return this.refuse('gone');
      const kind = kindOf(instance.modality, instance.sopClass);
      this.told = { ...this.told, ...headOf(instance), kind: kind === 'structures' ? kind : 'segmentation' };
      if (kind === 'structures') await this.readStructures(instance, signal);
      else if (kind === 'segmentation') this.readSegments(instance, signal);
      else this.refuse('other-kind');
    } catch (error) {
      if (!isAborted(error) && !signal.aborted) this.say({ state: 'failed' });
    }
  }

  /** Drawn at once; measured one structure after the other, which of millions of points takes seconds. */
  private async readStructures(instance: Instance, signal: AbortSignal): Promise<void> {
    const read = readStructures(instance);
    if ('refused' in read) return this.refuse(read.refused);
    const colours = new Map(coloursFrom(this.colourFrom, read.structures));
    this.content = { is: 'structures', of: read, dataset: instance.dataset, colours };
    const found = new Map<number, StructureAmount>();
    this.amountsOfStructures = found;
    this.say({ state: 'here', counted: 'areas', parts: this.structureParts(read), measured: 0 });
    let toldAtMs = PAGE_TURNS.now();
    for (const [at, one] of read.structures.entries()) {
      const amount = await inTurns(measuredStructure(one), PAGE_TURNS, signal);
      if (!amount) return;
      found.set(one.number, amount);
      if (PAGE_TURNS.now() - toldAtMs < TELL_MS) continue;
      toldAtMs = PAGE_TURNS.now();
      this.tell({ parts: this.structureParts(read), measured: at + 1 });
    }
    const { measured: _, ...told } = this.told;
    this.told = { ...told, parts: this.structureParts(read) };
    this.parts.onChange();
  }

  private structureParts(read: StructureSet): OverlayFacts['parts'] {
    return read.structures.map(({ number, name, madeBy, contours, lost }) => {
      const { ml, noVolume } = this.amountsOfStructures.get(number) ?? {};
      return {
        ...{ number, name, rgb: this.colourOf(number), isEmpty: contours.length === 0, lost },
        ...(madeBy === undefined ? {} : { madeBy }),
        ...(ml === undefined ? {} : { ml }),
        ...(noVolume ? { noVolume } : {}),
      };
    });
  }

  private amountsOfStructures: ReadonlyMap<number, StructureAmount> = new Map();
  private amountsOfSegments: ReadonlyMap<number, SegmentAmount> = new Map();

  /** Where the middle of a part lies, LPS mm, and the frame of a segment that has most of it. */
  middleOf(part: number): Pick<SegmentAmount, 'atLps' | 'frame'> | undefined {
    return this.amountsOfSegments.get(part) ?? this.amountsOfStructures.get(part);
  }

  private readSegments(instance: Instance, signal: AbortSignal): void {
    const read = readSegmentation(instance);
    if ('refused' in read) return this.refuse(read.refused);
    const { dataset } = instance;
    const colours = new Map(coloursFrom(this.colourFrom, read.segments));
    const content: Segments = {
      ...{ is: 'segments', of: read, stacks: stacksOf(read), masks: new Map() },
      ...{ dataset, colours },
    };
    this.content = content;
    const counted = read.kind === 'fractional' ? 'fractions' : 'voxels';
    this.say({ frames: read.frames.length, counted, parts: this.segmentParts(read) });
    const byFrame = new Map(read.frames.map((one) => [one.frame, one]));
    const settle = () => {
      if (signal.aborted || this.had + this.lost < byFrame.size || this.told.state !== 'loading') return;
      this.amountsOfSegments = amounts(read, content.masks);
      this.say({ state: 'here', parts: this.segmentParts(read) });
    };
    const listener = {
      frame: (frame: VerifiedFrame) => {
        const one = byFrame.get(frame.frame);
        if (!one || signal.aborted) return;
        void this.take(content, one, frame, instance).then(settle);
      },
      failed: ({ frame }: { readonly frame: number }) => {
        if (signal.aborted || !byFrame.has(frame)) return;
        this.lost += 1;
        this.changed();
        settle();
      },
      state: () => undefined,
    };
    const isUnwanted = ({ frame }: { readonly frame: number }) => !byFrame.has(frame);
    this.parts.archive.frames.stream([instance], isUnwanted, listener, signal);
  }

  private async take(
    content: Segments,
    one: SegmentFrame,
    frame: VerifiedFrame,
    instance: Instance,
  ): Promise<void> {
    const { masks, of } = content;
    if (masks.has(one.frame)) return;
    try {
      const pixels = await framePixels(frame, instance, of, this.parts.codecs);
      if (this.content !== content || masks.has(one.frame)) return;
      if (pixels.form !== 'values') throw new Error('a segmentation in colour');
      const found = masksOf(of, one, pixels.values);
      this.bytes += [...found.values()].reduce((sum, mask) => sum + bytesOf(mask), 0);
      if (this.bytes > MOST_MASK_BYTES) return this.refuse('too-large');
      masks.set(one.frame, found);
      this.had += 1;
    } catch {
      if (this.content !== content) return;
      this.lost += 1;
    }
    this.changed();
  }

  private segmentParts({ segments }: Segmentation): OverlayFacts['parts'] {
    return segments.map(({ number, label, madeBy, algorithm }) => {
      const amount = this.amountsOfSegments.get(number);
      return {
        ...{ number, name: label, rgb: this.colourOf(number), lost: 0, isEmpty: amount?.voxels === 0 },
        ...(madeBy === undefined ? {} : { madeBy }),
        ...(algorithm === undefined ? {} : { algorithm }),
        ...(amount?.ml === undefined ? {} : { ml: amount.ml }),
        ...(amount?.noVolume ? { noVolume: amount.noVolume } : {}),
      };
    });
  }
}
