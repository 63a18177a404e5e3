import type { CodedConcept } from '@/dicom/dataset/coded';
import {
  items,
  number,
  numbers,
  text,
  texts,
  type DicomElement,
  type DicomJson,
  type PersonNameJson,
} from '@/dicom/dataset/dicomJson';
import { formatPersonName } from '@/dicom/patient/personName';
import { referencedFrames } from '@/dicom/dataset/referencedFrames';
import { toSopUid, type SopUid } from '@/dicom/dataset/uid';

/** Graphic Type of a spatial coordinates item (PS3.3 C.18.6.1.1, C.18.9.1.2). */
export type GraphicType =
  'POINT' | 'MULTIPOINT' | 'POLYLINE' | 'POLYGON' | 'CIRCLE' | 'ELLIPSE' | 'ELLIPSOID';

/** What a content item says, by its Value Type (PS3.3 C.17.3.2.1). */
export type ContentValue =
  | { readonly type: 'container' }
  | { readonly type: 'code'; readonly code?: CodedConcept }
  | {
      readonly type: 'number';
      /** Absent: measured without a result; `why` may say why (Numeric Value Qualifier). */
      readonly value?: number;
      /** As written, with its own decimals. */
      readonly written?: string;
      readonly unit?: CodedConcept;
      readonly why?: CodedConcept;
    }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'name'; readonly text: string }
  | { readonly type: 'date' | 'time' | 'datetime'; readonly text: string }
  | { readonly type: 'uid'; readonly uid: string }
  | {
      readonly type: 'image' | 'composite' | 'waveform';
      readonly sopClass: string;
      readonly sop: SopUid;
      /** From 1; absent: all of them; empty: what it names can be no frame (dicom/referencedFrames). */
      readonly frames?: readonly number[];
      /** Multiplex group and channel, both from 1, of a waveform (PS3.3 C.18.5); channel 0: all of the group. Absent: the whole of it. */
      readonly channels?: readonly (readonly [group: number, channel: number])[];
    }
  | {
      /** Column and row, the corner of the first pixel at 0, 0 and its middle at 0.5, 0.5 (PS3.3 C.18.6.1.2). */
      readonly type: 'points';
      readonly graphic: GraphicType;
      readonly points: readonly (readonly [column: number, row: number])[];
    }
  | {
      readonly type: 'points3d';
      readonly graphic: GraphicType;
      readonly pointsLps: readonly (readonly [x: number, y: number, z: number])[];
      readonly frameOfReference?: string;
    }
  /** By reference (PS3.3 C.17.3.2.5): another item of the same tree, by its place from the root. */
  | { readonly type: 'reference'; readonly to: readonly number[] }
  /** Moments of a recording (PS3.3 C.18.7): sample positions, seconds from its beginning, or dates with times. */
  | {
      readonly type: 'moments';
      readonly range: string;
      readonly of: 'samples' | 'seconds' | 'datetimes';
      readonly values: readonly string[];
    }
  /** What follows is left out: the tree is larger than can be read. */
  | { readonly type: 'cut' }
  /** What follows could not be read: it is nested too deep, or its file breaks off there. */
  | { readonly type: 'lost' }
  /** A value type that is not known here, or a value that cannot be read. */
  | { readonly type: 'unknown'; readonly name: string };

/** One node of the content tree of a structured report. */
export interface ContentItem {
  /** Relationship to the parent, e.g. CONTAINS, HAS PROPERTIES; empty for the root. */
  readonly relation: string;
  readonly name?: CodedConcept;
  readonly value: ContentValue;
  readonly children: readonly ContentItem[];
  /** The item as sent, for what is not read above. */
  readonly dataset: DicomJson;
}

const CONCEPT_NAME = '0040A043';
const CONTENT = '0040A730';

/** More than any report holds; a larger or deeper tree is cut, and an item says so where it is. */
const MOST_ITEMS = 20_000;
const DEEPEST = 100;
const gap = (type: 'cut' | 'lost'): ContentItem => ({
  relation: '',
  value: { type },
  children: [],
  dataset: {},
});

/** A coded concept out of its sequence; undefined when it has neither code nor meaning. */
export function readCode(dataset: DicomJson | undefined, sequenceTag: string): CodedConcept | undefined {
  const [item] = items(dataset, sequenceTag);
  // Code Value, Long Code Value or URN Code Value (PS3.3 8.1).
  const value = text(item, '00080100') ?? text(item, '00080119') ?? text(item, '00080120') ?? '';
  const meaning = text(item, '00080104') ?? '';
  if (value === '' && meaning === '') return undefined;
  return { value, scheme: text(item, '00080102') ?? '', meaning: meaning === '' ? value : meaning };
}

const textOf = (dataset: DicomJson, tag: string): string => texts(dataset, tag).join('\\');

function readNumber(dataset: DicomJson): ContentValue {
  const [measured] = items(dataset, '0040A300');
  // Floating Point Value is there where a decimal string is not exact enough (PS3.3 C.18.1).
  const value = number(measured, '0040A161') ?? number(measured, '0040A30A');
  const written = text(measured, '0040A30A');
  const unit = readCode(measured, '004008EA');
  const why = readCode(dataset, '0040A301');
  return {
    type: 'number',
    ...(value === undefined ? {} : { value }),
    ...(written === undefined ? {} : { written }),
    ...(unit ? { unit } : {}),
    ...(why ? { why } : {}),
  };
}

function readReference(dataset: DicomJson, type: 'image' | 'composite' | 'waveform'): ContentValue {
  const [item] = items(dataset, '00081199');
  const sop = toSopUid(text(item, '00081155'));
  if (!sop) return { type: 'unknown', name: type };
  const frames = referencedFrames(item);
  const channels = type === 'waveform' ? inGroups(numbers(item, '0040A0B0'), 2) : [];
  return {
    type,
    sop,
    sopClass: text(item, '00081150') ?? '',
    ...(frames ? { frames } : {}),
    ...(channels.length > 0
      ? { channels: channels.map(([group = 0, channel = 0]) => [group, channel] as const) }
      : {}),
  };
}

const GRAPHICS: ReadonlySet<string> = new Set([
  'POINT',
  'MULTIPOINT',
  'POLYLINE',
  'POLYGON',
  'CIRCLE',
  'ELLIPSE',
  'ELLIPSOID',
]);

const inGroups = (values: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.floor(values.length / size) }, (_, i) => values.slice(i * size, i * size + size));

function readPoints(dataset: DicomJson, is3d: boolean): ContentValue {
  const graphic = text(dataset, '00700023')?.toUpperCase() ?? '';
  const data = numbers(dataset, '00700022');
  if (!GRAPHICS.has(graphic) || data.length === 0) return { type: 'unknown', name: graphic || 'SCOORD' };
  if (!is3d) {
    const points = inGroups(data, 2).map(([column = 0, row = 0]) => [column, row] as const);
    return { type: 'points', graphic: graphic as GraphicType, points };
  }
  const frameOfReference = text(dataset, '30060024');
  return {
    type: 'points3d',
    graphic: graphic as GraphicType,
    pointsLps: inGroups(data, 3).map(([x = 0, y = 0, z = 0]) => [x, y, z] as const),
    ...(frameOfReference === undefined ? {} : { frameOfReference }),
  };
}

const MOMENTS = { samples: '0040A132', seconds: '0040A138', datetimes: '0040A13A' } as const;

function readMoments(dataset: DicomJson): ContentValue {
  for (const of of Object.keys(MOMENTS) as (keyof typeof MOMENTS)[]) {
    const values = texts(dataset, MOMENTS[of]);
    if (values.length > 0)
      return { type: 'moments', range: text(dataset, '0040A130')?.toUpperCase() ?? '', of, values };
  }
  return { type: 'unknown', name: 'TCOORD' };
}

/** The readers of each Value Type (0040,A040). */
const READERS: Readonly<Record<string, (dataset: DicomJson) => ContentValue>> = {
  CONTAINER: () => ({ type: 'container' }),
  CODE: (dataset) => {
    const code = readCode(dataset, '0040A168');
    return { type: 'code', ...(code ? { code } : {}) };
  },
  NUM: readNumber,
  TEXT: (dataset) => ({ type: 'text', text: textOf(dataset, '0040A160') }),
  PNAME: (dataset) => ({
    type: 'name',
    text: formatPersonName(dataset['0040A123']?.Value?.[0] as PersonNameJson | string | undefined),
  }),
  DATE: (dataset) => ({ type: 'date', text: textOf(dataset, '0040A121') }),
  TIME: (dataset) => ({ type: 'time', text: textOf(dataset, '0040A122') }),
  DATETIME: (dataset) => ({ type: 'datetime', text: textOf(dataset, '0040A120') }),
  UIDREF: (dataset) => ({ type: 'uid', uid: textOf(dataset, '0040A124') }),
  IMAGE: (dataset) => readReference(dataset, 'image'),
  COMPOSITE: (dataset) => readReference(dataset, 'composite'),
  WAVEFORM: (dataset) => readReference(dataset, 'waveform'),
  TCOORD: readMoments,
  SCOORD: (dataset) => readPoints(dataset, false),
  SCOORD3D: (dataset) => readPoints(dataset, true),
};

function readValue(dataset: DicomJson): ContentValue {
  const to = numbers(dataset, '0040DB73');
  const type = text(dataset, '0040A040')?.toUpperCase() ?? '';
  if (to.length > 0 && type === '') return { type: 'reference', to };
  return (
    (Object.hasOwn(READERS, type) ? READERS[type]?.(dataset) : undefined) ?? { type: 'unknown', name: type }
  );
}

/** Whether there are items below one which came as bytes, or not at all. */
const isLost = (element: DicomElement | undefined): boolean =>
  element !== undefined &&
  (element.vr === 'UN' || element.BulkDataURI !== undefined || element.InlineBinary !== undefined);

/** The content tree of a structured report (PS3.3 C.17.3). Any dataset is borne. */
export function readContent(dataset: DicomJson): ContentItem {
  let left = MOST_ITEMS;
  const read = (item: DicomJson, depth: number): ContentItem => {
    left -= 1;
    const name = readCode(item, CONCEPT_NAME);
    const children: ContentItem[] = [];
    for (const child of items(item, CONTENT)) {
      if (left <= 0 || depth >= DEEPEST) {
        children.push(gap('cut'));
        break;
      }
      children.push(read(child, depth + 1));
    }
    if (isLost(item[CONTENT])) children.push(gap('lost'));
    return {
      relation: text(item, '0040A010')?.toUpperCase() ?? '',
      ...(name ? { name } : {}),
      value: readValue(item),
      children,
      dataset: item,
    };
  };
  const root = read(dataset, 0);
  // Key object and other root items may leave out their value type; they are containers (PS3.3 C.17.3).
  return root.value.type === 'unknown' ? { ...root, value: { type: 'container' } } : root;
}

/** All items below one, itself first, in the order of the document. */
export function* everyItem(item: ContentItem): Generator<ContentItem> {
  yield item;
  for (const child of item.children) yield* everyItem(child);
}
