import { items, number, numbers, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { frameItem, frameNumber, frameNumbers } from '@/dicom/dataset/functionalGroups';
import type { Instance } from '@/dicom/dataset/instance';
import { toSeriesUid, type SeriesUid } from '@/dicom/dataset/uid';
import { TAG } from '@/dicom/dataset/tags';
import { readPlane, type Plane } from '@/dicom/geometry/geometry';
import { readPixel } from '@/dicom/pixels/pixel';
import { cielabToRgb, type Rgb } from '@/dicom/transforms/cielab';
import { SEG } from './segmentTags';

/** How something was made: Segment Algorithm Type (0062,0008), ROI Generation Algorithm (3006,0036). */
export type MadeBy = 'AUTOMATIC' | 'SEMIAUTOMATIC' | 'MANUAL';

/** One segment (PS3.3 C.8.20.4). */
export interface SegmentFacts {
  /** Segment Number (0062,0004); of a label map 0 is the background. */
  readonly number: number;
  readonly label: string;
  /** Recommended Display CIELab Value (0062,000D); absent: none is told, or a palette tells it. */
  readonly rgb?: Rgb;
  readonly madeBy?: MadeBy;
  /** Segment Algorithm Name (0062,0009). */
  readonly algorithm?: string;
}

/** A frame of a segmentation. Frames count from 1. */
export interface SegmentFrame {
  readonly frame: number;
  /** Whose it is; absent: of all, as label maps have it. */
  readonly segment?: number;
  /** Absent: it does not say where it lies. */
  readonly plane?: Plane;
  /** The images it was made from. */
  readonly sources: readonly { readonly sop: string; readonly frame?: number }[];
  /** Spatial Locations Preserved (0028,135A) is YES: its pixels are those of its source images. */
  readonly isPreserved: boolean;
}

/** A segmentation without its pixels. */
export interface Segmentation {
  readonly kind: 'binary' | 'fractional' | 'labels';
  readonly rows: number;
  readonly columns: number;
  /** FRACTIONAL: the value that stands for all of a pixel; else 1. */
  readonly most: number;
  readonly segments: readonly SegmentFacts[];
  readonly frames: readonly SegmentFrame[];
  /** Frame of Reference UID (0020,0052). */
  readonly frameOfReference?: string;
  /** The series that it says it was made from. */
  readonly ofSeries: readonly SeriesUid[];
  /** Of a frame without neighbours, mm: Spacing Between Slices, else Slice Thickness. */
  readonly thicknessMm?: number;
}

/** Why a segmentation is not drawn. */
export type SegmentationRefusal =
  'pixels' | 'kind' | 'no-segments' | 'too-many-segments' | 'too-many-frames' | 'no-frames' | 'frames-differ';

/** More than any list of structures of a body; the standard has room for 65,535. */
export const MOST_SEGMENTS = 2_000;
/** 104 organs on 190 slices. */
const MOST_FRAMES = 20_000;

const KINDS: Readonly<Record<string, Segmentation['kind']>> = {
  BINARY: 'binary',
  FRACTIONAL: 'fractional',
  LABELMAP: 'labels',
};

/** Colours for what has none of its own: far from each other, and seen on grey. */
const COLOURS: readonly Rgb[] = [
  [255, 99, 71],
  [64, 196, 255],
  [124, 220, 80],
  [255, 196, 40],
  [214, 122, 255],
  [40, 220, 190],
  [255, 130, 190],
  [160, 170, 255],
];
const colourAt = (place: number): Rgb => COLOURS[place % COLOURS.length] ?? [255, 99, 71];

/**
 * By number, the colours of segments or structures: their own, and for those that name none the next ones, from a place in the list of
 * colours that objects before them have come to.
 */
export function coloursFrom(
  from: number,
  all: readonly { readonly number: number; readonly rgb?: Rgb }[],
): ReadonlyMap<number, Rgb> {
  let next = from;
  return new Map(all.map((one) => [one.number, one.rgb ?? colourAt(next++)]));
}

export function madeByOf(said: string | undefined): MadeBy | undefined {
  return (['AUTOMATIC', 'SEMIAUTOMATIC', 'MANUAL'] as const).find((one) => one === said?.toUpperCase());
}

function readSegment(item: DicomJson, isPalette: boolean): readonly SegmentFacts[] {
  const at = number(item, SEG.SegmentNumber);
  if (at === undefined || !Number.isInteger(at) || at < 0 || at > 65_535) return [];
  const lab = numbers(item, SEG.RecommendedDisplayCIELabValue);
  const madeBy = madeByOf(text(item, SEG.SegmentAlgorithmType));
  const algorithm = text(item, SEG.SegmentAlgorithmName);
  return [
    {
      number: at,
      label: text(item, SEG.SegmentLabel) ?? '',
      ...(lab.length === 3 && !isPalette ? { rgb: cielabToRgb(lab) } : {}),
      ...(madeBy ? { madeBy } : {}),
      ...(algorithm === undefined ? {} : { algorithm }),
    },
  ];
}

function sourcesOf(dataset: DicomJson, frame: number): Pick<SegmentFrame, 'sources' | 'isPreserved'> {
  const derived = frameItem(dataset, frame, SEG.DerivationImageSequence);
  const all = items(derived, SEG.SourceImageSequence);
  const sources = all.flatMap((item) => {
    const sop = text(item, SEG.ReferencedSopInstanceUid);
    const of = number(item, TAG.ReferencedFrameNumber);
    return sop === undefined ? [] : [{ sop, ...(of === undefined ? {} : { frame: of }) }];
  });
  const isPreserved =
    all.length > 0 && all.every((item) => text(item, SEG.SpatialLocationsPreserved) === 'YES');
  return { sources, isPreserved };
}

function readFrame(instance: Instance, frame: number, kind: Segmentation['kind']): SegmentFrame {
  const segment =
    kind === 'labels'
      ? undefined
      : frameNumber(instance.dataset, frame, SEG.SegmentIdentificationSequence, SEG.ReferencedSegmentNumber);
  const plane = readPlane(instance, frame);
  return {
    frame,
    ...(segment === undefined ? {} : { segment }),
    ...(plane ? { plane } : {}),
    ...sourcesOf(instance.dataset, frame),
  };
}

/** Referenced Series (0008,1115), whose items name a series (PS3.3 C.12.2). */
const seriesOf = (dataset: DicomJson): readonly SeriesUid[] =>
  items(dataset, SEG.ReferencedSeriesSequence)
    .map((item) => toSeriesUid(text(item, TAG.SeriesInstanceUid)))
    .filter((uid) => uid !== undefined);

const thicknessOf = (dataset: DicomJson): number | undefined =>
  [TAG.SpacingBetweenSlices, TAG.SliceThickness]
    .map((tag) => Math.abs(frameNumbers(dataset, 1, TAG.PixelMeasuresSequence, tag)[0] ?? 0))
    .find((mm) => mm > 0);

/** What a segmentation says of itself (PS3.3 A.51, C.8.20), label maps too; or why it cannot be drawn. */
export function readSegmentation(
  instance: Instance,
): Segmentation | { readonly refused: SegmentationRefusal } {
  const { dataset } = instance;
  const pixel = readPixel(dataset);
  if (!pixel || pixel.samples !== 1 || pixel.bitsAllocated > 16) return { refused: 'pixels' };
  const kind = KINDS[text(dataset, SEG.SegmentationType)?.toUpperCase() ?? ''];
  // One bit for each pixel, or all eight for its part (PS3.3 C.8.20.2.3); label maps have 8 or 16.
  if (!kind || (kind === 'fractional' && pixel.bitsAllocated !== 8)) return { refused: 'kind' };
  const said = items(dataset, SEG.SegmentSequence);
  if (said.length === 0) return { refused: 'no-segments' };
  if (said.length > MOST_SEGMENTS) return { refused: 'too-many-segments' };
  if (instance.frames > MOST_FRAMES) return { refused: 'too-many-frames' };
  const segments = said.flatMap((item) => readSegment(item, pixel.photometric === 'PALETTE COLOR'));
  const known = new Set(segments.map((one) => one.number));
  if (known.size === 0) return { refused: 'no-segments' };
  const frames = Array.from({ length: instance.frames }, (_, at) => readFrame(instance, at + 1, kind));
  const isOfNobody = ({ segment }: SegmentFrame) =>
    kind !== 'labels' && (segment === undefined || !known.has(segment));
  const groups = dataset[TAG.PerFrameFunctionalGroups]?.Value?.length;
  if (frames.every(isOfNobody))
    return { refused: groups !== undefined && groups !== instance.frames ? 'frames-differ' : 'no-frames' };
  const most = number(dataset, SEG.MaximumFractionalValue) ?? 255;
  const frameOfReference = text(dataset, TAG.FrameOfReferenceUid);
  const thicknessMm = thicknessOf(dataset);
  return {
    kind,
    rows: pixel.rows,
    columns: pixel.columns,
    most: kind === 'fractional' ? Math.min(255, Math.max(1, most)) : 1,
    segments: segments.filter((one, at) => segments.findIndex((other) => other.number === one.number) === at),
    frames: frames.filter((one) => !isOfNobody(one)),
    ofSeries: seriesOf(dataset),
    ...(frameOfReference === undefined ? {} : { frameOfReference }),
    ...(thicknessMm === undefined ? {} : { thicknessMm }),
  };
}
