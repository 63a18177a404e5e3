import { isoOf } from '@/dicom/values/dateTime';
import { fromBase64 } from '@/dicom/dataset/base64';
import {
  items,
  number,
  numbers,
  readNumbers,
  text,
  type DicomJson,
  type PersonNameJson,
} from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { readLut, readVoiLut, whiteOf } from '@/dicom/transforms/lut';
import { overlaysOf } from '@/dicom/pixels/overlay';
import { readPalette } from '@/dicom/transforms/palette';
import { formatPersonName } from '@/dicom/patient/personName';
import { shutterOf } from '@/dicom/transforms/shutter';
import { toSeriesUid } from '@/dicom/dataset/uid';
import { valueOf } from '@/dicom/values/reading';
import { windowsAt } from '@/dicom/transforms/voi';
import { annotationNotes, readAnnotations, readLayers } from './annotations';
import type { ModalityTransform } from './modality';
import { readReferences, readSeriesReferences } from './references';
import type {
  BlendedInput,
  DisplayedArea,
  PresentationKind,
  PresentationState,
  SoftcopyVoi,
  StateNote,
} from './state';

/** SOP classes of presentation states that are read here (PS3.4 N). */
export const PRESENTATION_CLASSES = {
  '1.2.840.10008.5.1.4.1.1.11.1': 'grayscale',
  '1.2.840.10008.5.1.4.1.1.11.2': 'color',
  '1.2.840.10008.5.1.4.1.1.11.3': 'pseudo-color',
  '1.2.840.10008.5.1.4.1.1.11.4': 'blending',
} as const satisfies Readonly<Record<string, PresentationKind>>;

/** What kind of presentation state an object is; undefined: none that is read here. */
export const presentationKind = ({ sopClass }: Pick<Instance, 'sopClass'>): PresentationKind | undefined =>
  Object.hasOwn(PRESENTATION_CLASSES, sopClass)
    ? PRESENTATION_CLASSES[sopClass as keyof typeof PRESENTATION_CLASSES]
    : undefined;

const MODALITY_LUT_SEQUENCE = '00283000';
const VOI_LUT_SEQUENCE = '00283010';
const SOFTCOPY_VOI_LUT_SEQUENCE = '00283110';
const PRESENTATION_LUT_SEQUENCE = '20500010';
const PRESENTATION_LUT_SHAPE = '20500020';
const BLENDING_SEQUENCE = '00700402';
const ICC_PROFILE = '00282000';
const MASK_SUBTRACTION_SEQUENCE = '00286100';

/** The first value of a descriptor is signed where its VR says so. */
const isSigned = (item: DicomJson): boolean => item['00283002']?.vr === 'SS';

function readModality(place: DicomJson): ModalityTransform | 'unreadable' | undefined {
  const [item] = items(place, MODALITY_LUT_SEQUENCE);
  if (item) {
    const lut = readLut(item, isSigned(item));
    return lut ? { lut, most: whiteOf(item, lut.entries), unit: text(item, '00283004') ?? '' } : 'unreadable';
  }
  const said = ['00281053', '00281052'].map((tag) => readNumbers(place, tag));
  if (said.every(({ kind }) => kind === 'absent')) return undefined;
  const [slope = 0, intercept] = said.map((reading) => valueOf(reading)?.[0]);
  if (intercept === undefined || slope === 0) return 'unreadable'; // Half of it would be other values.
  return { slope, intercept, unit: text(place, '00281054') ?? '' };
}

/** One item of the Softcopy VOI LUT Sequence: its first window, else its table. */
function readVoi(item: DicomJson, intercept: number): SoftcopyVoi {
  const [window] = windowsAt(item);
  const [table] = items(item, VOI_LUT_SEQUENCE);
  const lut = table && readVoiLut(table, isSigned(table) || intercept < 0);
  return { ...readReferences(item), ...(window ? { window } : lut ? { lut } : {}) };
}

const isMode = (mode: string | undefined): mode is DisplayedArea['mode'] =>
  mode === 'SCALE TO FIT' || mode === 'TRUE SIZE' || mode === 'MAGNIFY';

function positive(item: DicomJson, tag: string): readonly [number, number] | undefined {
  const [row = 0, column = 0] = numbers(item, tag);
  return row > 0 && column > 0 ? [row, column] : undefined;
}

function readArea(item: DicomJson): DisplayedArea | undefined {
  const [left, top] = numbers(item, '00700052');
  const [right, bottom] = numbers(item, '00700053');
  if (left === undefined || top === undefined || right === undefined || bottom === undefined)
    return undefined;
  const mode = text(item, '00700100');
  const [spacingMm, aspect] = [positive(item, '00700101'), positive(item, '00700102')];
  const magnification = number(item, '00700103');
  return {
    ...readReferences(item),
    mode: isMode(mode) ? mode : 'SCALE TO FIT',
    topLeft: [left, top],
    bottomRight: [right, bottom],
    ...(spacingMm ? { spacingMm } : {}),
    ...(aspect ? { aspect } : {}),
    ...(magnification !== undefined && magnification > 0 ? { magnification } : {}),
  };
}

/** Presentation Creation Date (0070,0082) and Time (0070,0083) as ISO 8601 without a zone. */
const creationOf = (dataset: DicomJson): string | undefined =>
  isoOf(text(dataset, '00700082'), text(dataset, '00700083'));

/** Whether a state brings a colour profile other than sRGB, by the name that profiles of it bear. */
function hasOtherColours(dataset: DicomJson): boolean {
  const profile = dataset[ICC_PROFILE];
  if (!profile) return false;
  const name = String.fromCharCode(...fromBase64(profile.InlineBinary ?? '').subarray(0, 4096));
  return !name.includes('sRGB');
}

/** Series that a blending state superimposes (PS3.3 C.11.14). */
const readBlended = (dataset: DicomJson): readonly BlendedInput[] =>
  items(dataset, BLENDING_SEQUENCE).map((item) => ({
    position: text(item, '00700405') === 'SUPERIMPOSED' ? 'SUPERIMPOSED' : 'UNDERLYING',
    series: items(item, '00081115')
      .map((series) => toSeriesUid(text(series, '0020000E')))
      .filter((series) => series !== undefined),
  }));

/** Layers of the overlays that are on, by group (PS3.3 C.11.7). */
const readActivations = (dataset: DicomJson): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(dataset)
      .filter((tag) => /^60[01][\dA-F]1001$/.test(tag))
      .map((tag) => [tag.slice(0, 4), text(dataset, tag) ?? ''] as const)
      .filter(([, layer]) => layer !== ''),
  );

const QUARTERS = [0, 90, 180, 270] as const;

/** Image Rotation (0070,0042) in degrees; undefined where it is no quarter turn. */
function rotationOf(dataset: DicomJson): (typeof QUARTERS)[number] | undefined {
  const rotation = readNumbers(dataset, '00700042');
  const turned = rotation.kind === 'absent' ? 0 : ((valueOf(rotation)?.[0] ?? Number.NaN) + 360) % 360;
  return QUARTERS.find((quarter) => quarter === turned);
}

/** What of a state is not shown as it says. */
const notesOf = (
  dataset: DicomJson,
  kind: PresentationState['kind'],
  isTableLost: boolean,
): readonly StateNote[] => [
  ...(items(dataset, MASK_SUBTRACTION_SEQUENCE).length > 0 ? (['mask'] as const) : []),
  ...(kind !== 'grayscale' && hasOtherColours(dataset) ? (['icc'] as const) : []),
  ...(kind === 'blending' ? (['blending'] as const) : []),
  ...annotationNotes(dataset),
  ...(isTableLost ? (['lut'] as const) : []),
  ...(rotationOf(dataset) === undefined ? (['turn'] as const) : []),
];

/** Reads a presentation state out of an instance's metadata; undefined when it is none of a kind that is read here. */
export function readPresentation(instance: Instance): PresentationState | undefined {
  const { dataset, study, series, sop } = instance;
  const kind = presentationKind(instance);
  if (!kind) return undefined;
  const underlying = items(dataset, BLENDING_SEQUENCE).find(
    (item) => text(item, '00700405') !== 'SUPERIMPOSED',
  );
  // In a blending state each input brings its own transforms and references; the underlying one is what is shown.
  const place = kind === 'blending' ? (underlying ?? dataset) : dataset;
  const modality = readModality(place);
  const intercept = modality && modality !== 'unreadable' && 'intercept' in modality ? modality.intercept : 0;
  const [table] = items(dataset, PRESENTATION_LUT_SEQUENCE);
  const presentationLut = table && readVoiLut(table, false);
  const tables = kind === 'pseudo-color' ? readPalette(dataset, false) : undefined;
  const palette = typeof tables === 'string' ? undefined : tables;
  const shutter = shutterOf(dataset, 1);
  const vois = items(place, SOFTCOPY_VOI_LUT_SEQUENCE);
  const read = vois.map((item) => readVoi(item, intercept));
  const isTableLost =
    modality === 'unreadable' ||
    (table !== undefined && presentationLut === undefined) ||
    (kind === 'pseudo-color' && palette === undefined) ||
    read.some(({ window, lut, images }) => (!window && !lut) || images?.length === 0);
  const rotationDeg = rotationOf(dataset);
  const description = text(dataset, '00700081');
  const creator = formatPersonName(dataset['00700084']?.Value?.[0] as PersonNameJson | undefined);
  const at = creationOf(dataset);
  return {
    kind,
    study,
    series,
    sop,
    label: text(dataset, '00700080') ?? '',
    ...(description === undefined ? {} : { description }),
    ...(creator === '' ? {} : { creator }),
    ...(at === undefined ? {} : { at }),
    images: readSeriesReferences(place),
    ...(modality && modality !== 'unreadable' ? { modality } : {}),
    vois: read,
    isInverse: text(dataset, PRESENTATION_LUT_SHAPE) === 'INVERSE',
    ...(presentationLut ? { presentationLut } : {}),
    ...(palette ? { palette } : {}),
    areas: items(dataset, '0070005A')
      .map(readArea)
      .filter((area) => area !== undefined),
    rotationDeg: rotationDeg ?? 0,
    isFlipped: text(dataset, '00700041') === 'Y',
    ...(shutter ? { shutter } : {}),
    layers: readLayers(dataset),
    annotations: readAnnotations(dataset),
    activations: readActivations(dataset),
    overlays: overlaysOf(dataset),
    blended: readBlended(dataset),
    notes: notesOf(dataset, kind, isTableLost),
  };
}
