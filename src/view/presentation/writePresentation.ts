import type { DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { type VoiLut } from '@/dicom/transforms/lut';
import { commonPart, element, type Writing, type WrittenObject } from '@/dicom/objects/written';
import type { ModalityTransform } from '@/dicom/ps/modality';
import type {
  DisplayedArea,
  GraphicAnnotation,
  ImageReference,
  SeriesImageReference,
  SoftcopyVoi,
} from '@/dicom/ps/state';
import { COLOR_STATE, GRAYSCALE_STATE, lutItem, presentationModules } from '@/dicom/ps/write';
import { readRescale } from '@/dicom/transforms/rescale';
import type { Shutter } from '@/dicom/transforms/shutter';
import { text } from '@/dicom/dataset/dicomJson';
import { toSeriesUid, toSopUid, type SeriesUid, type SopUid } from '@/dicom/dataset/uid';
import { toRange, type VoiWindow } from '@/dicom/transforms/voi';
import { MEASURE_LAYER, toAnnotation } from '@/measurement/measurementGraphics';
import type { Measurement } from '@/measurement/measurement';
import type { Pane } from '@/view/viewState';

/** A frame with what makes its grey levels; neither for colour. */
export interface PresentedImage {
  readonly instance: Instance;
  /** From 1. */
  readonly frame: number;
  readonly window?: VoiWindow;
  readonly lut?: VoiLut;
}

/** What a pane shows, resolved: what a presentation state is written from. */
export interface PresentedPane {
  readonly pane: Pane;
  /** The image on screen. */
  readonly shown: PresentedImage;
  /** All images of its series, the one on screen among them. */
  readonly images: readonly PresentedImage[];
  readonly isColour: boolean;
  /** Whether low values are bright, whoever wants it so. */
  readonly isInverted: boolean;
  /** Clockwise, before the mirror. */
  readonly rotationDeg: number;
  readonly isMirrored: boolean;
  /** What of the image is in the pane, in its pixels: outer corner of the first pixel at 0, 0. May reach beyond it. */
  readonly area: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
  /** Height and width of a pixel: in mm where it is known, else in proportion. */
  readonly pixel: { readonly row: number; readonly column: number; readonly isMm: boolean };
  readonly shutter?: Shutter;
  /** Groups of the image's overlays that are on. */
  readonly overlays: readonly string[];
  /** Drawn on images of the series. */
  readonly measurements: readonly Measurement[];
  /** Of the presentation state that the pane is shown with. */
  readonly applied?: {
    readonly modality?: ModalityTransform;
    readonly presentationLut?: VoiLut;
    readonly annotations: readonly GraphicAnnotation[];
  };
  /** What people call it; the label is cut to 16 capitals. */
  readonly label?: string;
  readonly description?: string;
}

const MODALITY_LUT_SEQUENCE = '00283000';
/** More entries than a table can have (PS3.3 C.11.2.1.1). */
const MOST_ENTRIES = 0x10000;
/** A sigmoid is white or black but for a tenth of a grey level beyond so many of its widths. */
const SIGMOID_REACH = 2.5;

/** Elements of the Modality LUT module for an image: what its values were made with here. */
function modalityOf({ instance, frame }: PresentedImage, applied: PresentedPane['applied']): DicomJson {
  const { dataset } = instance;
  const wanted = applied ? applied.modality : undefined;
  if (wanted && 'lut' in wanted)
    return {
      [MODALITY_LUT_SEQUENCE]: element('SQ', {
        ...lutItem({ ...wanted.lut, white: wanted.most }, true),
        '00283004': element('LO', wanted.unit || 'US'),
      }),
    };
  if (!applied && dataset[MODALITY_LUT_SEQUENCE])
    return { [MODALITY_LUT_SEQUENCE]: dataset[MODALITY_LUT_SEQUENCE] };
  if (applied && !wanted) return {};
  const own = readRescale(instance, frame);
  const { slope, intercept, unit } = wanted ?? own;
  if (slope === 1 && intercept === 0 && unit === '') return {};
  return {
    '00281052': element('DS', intercept),
    '00281053': element('DS', slope),
    '00281054': element('LO', text(dataset, '00281054') ?? (unit === 'HU' ? 'HU' : 'US')),
  };
}

/** Values that a table can be indexed by: whole ones. */
const isWhole = (modality: DicomJson): boolean => {
  const [slope, intercept] = ['00281053', '00281052'].map((tag) => modality[tag]?.Value?.[0] ?? 0);
  return Number.isInteger(Number(slope)) && Number.isInteger(Number(intercept));
};

/**
 * A sigmoid as a table, where its values are whole numbers: many readers know no other windows than straight ones in a
 * presentation state, and would show another picture without a word.
 */
function sigmoidTable(window: VoiWindow): VoiLut | undefined {
  const { center, width } = window;
  const { lower, upper } = toRange({ center, width: 2 * SIGMOID_REACH * width, curve: 'LINEAR_EXACT' });
  const first = Math.max(-0x8000, Math.floor(lower));
  const count = Math.ceil(upper) - first + 1;
  if (count > MOST_ENTRIES || first > 0x7fff) return undefined;
  const entries = Uint16Array.from({ length: count }, (_, i) =>
    Math.round(0xffff / (1 + Math.exp((-4 * (first + i - center)) / width))),
  );
  return { first, entries, white: 0xffff, explanation: 'SIGMOID' };
}

const toVoi = ({ window, lut }: PresentedImage, modality: DicomJson): SoftcopyVoi => {
  if (lut) return { lut };
  const table = window?.curve === 'SIGMOID' && isWhole(modality) ? sigmoidTable(window) : undefined;
  return table ? { lut: table } : window ? { window: { ...window } } : {};
};

/** Frames of the same look, by instance; frame numbers only where an instance is not meant as a whole. */
function toReferences(images: readonly PresentedImage[]): readonly SeriesImageReference[] {
  const frames = new Map<Instance, number[]>();
  for (const { instance, frame } of images) frames.set(instance, [...(frames.get(instance) ?? []), frame]);
  return [...frames].map(([instance, some]) => ({
    series: instance.series,
    sop: instance.sop,
    sopClass: instance.sopClass,
    ...(some.length < instance.frames ? { frames: some.toSorted((a, b) => a - b) } : {}),
  }));
}

const plain = ({ sop, sopClass, frames }: SeriesImageReference): ImageReference => ({
  sop,
  sopClass,
  ...(frames ? { frames } : {}),
});

/** The softcopy VOI transforms: one for all, or one for each group of images that are windowed alike. */
function vois(images: readonly PresentedImage[], modality: DicomJson): readonly SoftcopyVoi[] {
  const groups = new Map<string, PresentedImage[]>();
  for (const image of images) {
    const key = JSON.stringify([image.window, image.lut && [image.lut.first, ...image.lut.entries]]);
    groups.set(key, [...(groups.get(key) ?? []), image]);
  }
  const all = [...groups.values()];
  return all.flatMap((group) => {
    const [head] = group;
    if (!head) return [];
    const voi = toVoi(head, modality);
    return all.length === 1 ? [voi] : [{ ...voi, images: toReferences(group).map(plain) }];
  });
}

/** Corners of the displayed area as they lie on the screen, turned and flipped (PS3.3 C.10.4). */
function corners({ area, rotationDeg, isMirrored }: PresentedPane) {
  const [left, top] = [Math.round(area.left) + 1, Math.round(area.top) + 1];
  const [right, bottom] = [Math.max(left, Math.round(area.right)), Math.max(top, Math.round(area.bottom))];
  // What stands at the top left, right, bottom right and left after a turn of so many quarters.
  const around = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ] as const;
  const quarters = rotationDeg / 90;
  const at = (place: number) => around[(place - quarters + 8) % 4] ?? around[0];
  return isMirrored ? { topLeft: at(1), bottomRight: at(3) } : { topLeft: at(0), bottomRight: at(2) };
}

/** Whether images can share a state: drawn alike, of values made alike. */
function isAlike(one: PresentedImage, shown: PresentedImage, shared: PresentedPane): boolean {
  const { dataset, sopClass } = one.instance;
  const isSame = (tag: string) =>
    JSON.stringify(dataset[tag]?.Value) === JSON.stringify(shown.instance.dataset[tag]?.Value);
  return (
    one.instance === shown.instance ||
    (sopClass === shown.instance.sopClass &&
      ['00280010', '00280011', '00280004'].every(isSame) &&
      JSON.stringify(modalityOf(one, shared.applied)) === JSON.stringify(modalityOf(shown, shared.applied)))
  );
}

/** What is drawn on these images: by a state that is applied, and by hand. */
function annotationsOf({ applied, measurements }: PresentedPane, images: readonly PresentedImage[]) {
  const drawn = measurements.filter(
    ({ sop, frame, isHidden }) =>
      isHidden !== true &&
      images.some(({ instance, frame: other }) => instance.sop === sop && other === frame),
  );
  return [
    ...(applied?.annotations ?? []).map((one) => ({ ...one, layer: MEASURE_LAYER.name })),
    ...drawn.map((one) => toAnnotation(one, instanceOf(images, one.sop))),
  ];
}

/** The displayed area (PS3.3 C.10.4), with the size of its pixels in millimetres, or their shape as integers where none is known. */
function areaOf(shown: PresentedPane): DisplayedArea {
  const { row, column, isMm } = shown.pixel;
  const ratio = Math.max(1, Math.round(1000 * Math.min(row, column)));
  const aspectOf = (size: number) => Math.round((size * 1000 * 1000) / ratio);
  const shape = isMm
    ? { spacingMm: [row, column] as const }
    : { aspect: row === column ? ([1, 1] as const) : ([aspectOf(row), aspectOf(column)] as const) };
  return { mode: 'SCALE TO FIT', ...corners(shown), ...shape };
}

/**
 * A presentation state of what a pane shows (PS3.3 A.33.1, A.33.2): window or table, inversion, displayed area and turns for
 * all images of the series whose values are made alike; shutters, overlays and graphics for those they are on. The displayed
 * area is in whole pixels.
 */
export function writePresentation(writing: Writing, shown: PresentedPane): WrittenObject {
  const { isColour, applied, rotationDeg, isMirrored, shutter, overlays } = shown;
  const modality = isColour ? {} : modalityOf(shown.shown, applied);
  const isBound = shutter !== undefined || overlays.length > 0 || applied !== undefined;
  // A shutter has no list of images of its own: it would cover the others too.
  const images = isBound ? [shown.shown] : shown.images.filter((one) => isAlike(one, shown.shown, shown));
  const sopClass = isColour ? COLOR_STATE : GRAYSCALE_STATE;
  const annotations = annotationsOf(shown, images);
  const lut = applied?.presentationLut;
  const dataset: DicomJson = {
    ...commonPart(writing, {
      modality: 'PR',
      sopClass,
      description: (shown.description ?? shown.label ?? 'Presentation state').slice(0, 64),
      number: SERIES_NUMBER,
    }),
    ...presentationModules({
      isColour,
      label: shown.label ?? 'VIEW',
      ...(shown.description === undefined ? {} : { description: shown.description }),
      ...(writing.author ? { creator: writing.author.name } : {}),
      at: writing.at,
      images: toReferences(images),
      modality,
      vois: isColour ? [] : vois(images, modality),
      isInverse: shown.isInverted,
      ...(lut ? { presentationLut: shown.isInverted ? negative(lut) : lut } : {}),
      area: areaOf(shown),
      rotationDeg,
      isFlipped: isMirrored,
      ...(shutter ? { shutter } : {}),
      overlays,
      layers: annotations.length > 0 ? [MEASURE_LAYER] : [],
      annotations,
    }),
  };
  return {
    kind: 'presentation',
    study: writing.source.study,
    series: toSeriesUid(text(dataset, '0020000E')) as SeriesUid,
    sop: toSopUid(text(dataset, '00080018')) as SopUid,
    sopClass,
    dataset,
  };
}

/** Beyond the numbers of scanners: series of our own stand last. */
const SERIES_NUMBER = 9002;

const instanceOf = (images: readonly PresentedImage[], sop: SopUid): Pick<Instance, 'sopClass' | 'frames'> =>
  images.find(({ instance }) => instance.sop === sop)?.instance ?? { sopClass: '', frames: 1 };

const negative = (lut: VoiLut): VoiLut => ({
  ...lut,
  entries: lut.entries.map((entry) => lut.white - entry),
});
