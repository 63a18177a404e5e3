import { items, number, numbers, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { CT_WINDOWS } from '@/dicom/transforms/ctWindows';
import { HP, PRIVATE_TAGS, PRIVATE_CREATOR } from './hangingTags';
import type { LeftKind } from './leftOut';
import type { ImageBox } from './readBoxes';
import { readConditions, type ReadConditions } from './readConditions';
import type { FactValue, Role, SomeFacts } from './template';
import { VOI_TYPES } from './voiTypes';

/** Items of a sequence that are read; more than any display set has. */
const MOST_ITEMS = 64;
const some = (dataset: DicomJson | undefined, tag: string): readonly DicomJson[] =>
  items(dataset, tag).slice(0, MOST_ITEMS);

/** An image set (0072,0020) of one time. */
interface ImageSet {
  readonly number: number;
  readonly selectors: readonly DicomJson[];
  /** Undefined: a prior that is chosen as none is here. */
  readonly role: Role | undefined;
  /** Whether it stands for a prior of a certain age. */
  readonly isByAge: boolean;
}

function roleOf(set: DicomJson): Pick<ImageSet, 'role' | 'isByAge'> {
  if (text(set, HP.ImageSetSelectorCategory) === 'ABSTRACT_PRIOR') {
    const [first] = numbers(set, HP.AbstractPriorValue);
    return { role: first === 1 ? 'prior1' : first === 2 ? 'prior2' : undefined, isByAge: false };
  }
  const [from = 0] = numbers(set, HP.RelativeTime);
  return from === 0 ? { role: 'current', isByAge: false } : { role: 'prior1', isByAge: true };
}

/** Image sets by their numbers. */
export const readImageSets = (sets: readonly DicomJson[]): ReadonlyMap<number, ImageSet> =>
  new Map(
    sets.flatMap((one) => {
      const selectors = some(one, HP.ImageSetSelectorSequence);
      return some(one, HP.TimeBasedImageSetsSequence).map((set): [number, ImageSet] => {
        const setNumber = number(set, HP.ImageSetNumber) ?? 0;
        return [setNumber, { number: setNumber, selectors, ...roleOf(set) }];
      });
    }),
  );

/** A display set (0072,0200) as a pane. */
export interface ReadDisplay {
  readonly number: number;
  readonly box: ImageBox;
  readonly conditions: ReadConditions;
  /** Undefined with the modality: the pane stays empty. */
  readonly role: Role | undefined;
  readonly modality: string | undefined;
  readonly look: { readonly window?: unknown; readonly zoom?: unknown };
}

const WHOLE: ImageBox = { left: 0, top: 1, right: 1, bottom: 0 };

/** Where a box stands; what lies outside the display is cut. A box without height or width, or without a place, has all of it. */
function boxOf(item: DicomJson | undefined): ImageBox {
  const [x1 = 0, y1 = 1, x2 = 1, y2 = 0] = numbers(item, HP.DisplayEnvironmentSpatialPosition).map((one) =>
    Math.min(1, Math.max(0, one)),
  );
  const [left, right, bottom, top] = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)];
  return {
    ...(right > left ? { left, right } : { left: WHOLE.left, right: WHOLE.right }),
    ...(top > bottom ? { bottom, top } : { bottom: WHOLE.bottom, top: WHOLE.top }),
  };
}

const LAYOUTS: Readonly<Record<string, LeftKind>> = { TILED: 'tiles', CINE: 'cine' };
const DIRECTIONS: Readonly<Record<string, FactValue<'plane'>>> = {
  TRANSVERSE: 'axial',
  CORONAL: 'coronal',
  SAGITTAL: 'sagittal',
};

/** Presentation intents (PS3.3 table C.23.3-1) that are set here for each picture by hand, or not at all. */
const LOOKS = [
  ...['00720704', '00720705', '00720706', '00720717', '00720718'],
  // True size, and graphics that are to be hidden.
  ...['00720710', '00720712', '00720714', '00720716'],
];
const PLAIN_LOOKS: ReadonlySet<string> = new Set(['NO', 'BLACK_BODY', '']);

/**
 * What reformatting (0072,0510) leaves of a pane: what would be computed is not. The pane takes what the scanner made in that
 * plane; `volume`: nothing.
 */
function reformatted(set: DicomJson, left: LeftKind[]): SomeFacts | 'volume' | undefined {
  const type = text(set, HP.ReformattingOperationType);
  if (type === undefined) return undefined;
  if (type !== 'MPR' && type !== 'SLAB') {
    left.push('volume');
    return 'volume';
  }
  left.push('mpr');
  const plane = DIRECTIONS[text(set, HP.ReformattingOperationInitialViewDirection) ?? ''];
  return plane ? { plane } : {};
}

function windowOf(set: DicomJson, modality: string | undefined, left: LeftKind[]): unknown {
  const [centre, width] = numbers(set, PRIVATE_TAGS.Window);
  if (text(set, PRIVATE_TAGS.Creator) === PRIVATE_CREATOR && centre !== undefined)
    return { centre, width, curve: text(set, PRIVATE_TAGS.Curve) };
  const type = text(set, HP.VoiType);
  if (type === undefined) return undefined;
  const name = modality === 'CT' ? VOI_TYPES[type] : undefined;
  if (name === undefined) left.push('window');
  return name && { ...CT_WINDOWS[name], curve: 'LINEAR' };
}

/** What a display set asks of the screen that there is not. */
function leftOfLooks(set: DicomJson, boxes: readonly DicomJson[]): readonly LeftKind[] {
  const layout = LAYOUTS[text(boxes[0], HP.ImageBoxLayoutType) ?? ''];
  const isSorted = some(set, HP.SortingOperationsSequence).some(
    (one) => text(one, HP.SortByCategory) !== 'ALONG_AXIS' || text(one, HP.SortingDirection) === 'DECREASING',
  );
  const isLooked = LOOKS.some((tag) => texts(set, tag).some((value) => !PLAIN_LOOKS.has(value)));
  return [
    ...boxes.slice(1).map((): LeftKind => 'boxes'),
    ...(layout ? [layout] : []),
    ...(text(set, HP.BlendingOperationType) === undefined ? [] : (['blending'] as const)),
    ...(text(set, HP.DisplaySetPatientOrientation) === undefined ? [] : (['orientation'] as const)),
    ...(isSorted ? (['sorting'] as const) : []),
    ...(isLooked ? (['looks'] as const) : []),
  ];
}

/** A display set as a pane; undefined where it has no box. `defined`: the modalities of the protocol. */
export function readDisplaySet(
  set: DicomJson,
  sets: ReadonlyMap<number, ImageSet>,
  defined: readonly string[],
  left: LeftKind[],
): ReadDisplay | undefined {
  const boxes = some(set, HP.ImageBoxesSequence);
  if (boxes.length === 0) return undefined;
  left.push(...leftOfLooks(set, boxes));
  const images = sets.get(number(set, HP.ImageSetNumber) ?? 0);
  const filters = some(set, HP.FilterOperationsSequence);
  const read = readConditions([...(images?.selectors ?? []), ...filters]);
  for (let at = 0; at < read.unknown; at += 1) left.push('conditions');
  const [asked = defined.length === 1 ? defined[0] : undefined, other] = read.modalities;
  if (other !== undefined) left.push('conditions');
  const made = reformatted(set, left);
  if (images && (images.isByAge || images.role === undefined)) left.push('prior');
  const modality = made === 'volume' ? undefined : asked;
  if (!images || asked === undefined) left.push('noImages');
  const window = windowOf(set, asked, left);
  const zoom =
    text(set, PRIVATE_TAGS.Creator) === PRIVATE_CREATOR ? number(set, PRIVATE_TAGS.Zoom) : undefined;
  return {
    number: number(set, HP.DisplaySetNumber) ?? 0,
    box: boxOf(boxes[0]),
    conditions: made === 'volume' || !made ? read : { ...read, facts: { ...read.facts, ...made } },
    role: images?.role,
    modality,
    look: { ...(window === undefined ? {} : { window }), ...(zoom === undefined ? {} : { zoom }) },
  };
}
