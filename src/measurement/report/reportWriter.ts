import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { Instance } from '@/dicom/dataset/instance';
import { element, type Writing, type WrittenObject } from '@/dicom/objects/written';
import {
  codedItem,
  containerItem,
  imageItem,
  nameItem,
  numberItem,
  pointsItem,
  textItem,
  uidItem,
  type Reference,
} from '@/dicom/sr/build';
import { CODES, own } from '@/dicom/sr/codes';
import { evidenceOf, writeDocument, type Predecessor } from '@/dicom/sr/document';
import { TAG } from '@/dicom/dataset/tags';
import { toSeriesUid, toSopUid } from '@/dicom/dataset/uid';
import { KINDS } from '@/measurement/kinds';
import type { Graphic } from '@/measurement/kinds/kind';
import type { Measurement } from '@/measurement/measurement';
import { PRIVATE_NOTES } from './privateNotes';
import { toQuantity, toUnitCode } from './reportNumbers';

export const COMPREHENSIVE_3D = '1.2.840.10008.5.1.4.1.1.88.34';
/** Identifies the page as a device (TID 1004); from a fixed UUID. */
const DEVICE_UID = '2.25.242714934013174870471293137834911498562';
const REPORT_SERIES_NUMBER = 9001;

/** Pixels with the first one's middle at 0, 0 to SCOORD, which counts from its corner (PS3.3 C.18.6.1.2). */
const toCorner = ({ pointsPx }: Graphic) =>
  pointsPx.map(([column, row]) => [column + 0.5, row + 0.5] as const);

const referenceTo = ({ sop, sopClass, frames }: Instance, frame: number): Reference => ({
  sop,
  sopClass,
  ...(frames > 1 ? { frame } : {}),
});

/** A graphic and the image it lies on. */
const graphicItem = (
  relation: 'CONTAINS' | 'INFERRED FROM',
  name: (typeof CODES)[keyof typeof CODES] | undefined,
  graphic: Graphic,
  image: Reference,
): DicomJson =>
  pointsItem(
    {
      relation,
      name,
      children: [imageItem({ relation: 'SELECTED FROM', name: CODES.sourceImage }, image)],
    },
    graphic.type,
    toCorner(graphic),
  );

/** The numbers; each with the lines it was inferred from: of a pair of lines, the first reading has the first. */
function numberItems(
  { readings, kind }: Measurement,
  { modality }: Instance,
  lines: readonly DicomJson[],
): DicomJson[] {
  const isPerLine = lines.length > 1 && readings.length === lines.length;
  return readings
    .filter(({ value }) => Number.isFinite(value))
    .map((reading, i) => {
      const { name, derivation } = toQuantity(reading, kind, modality);
      const children = [
        ...(derivation
          ? [codedItem({ relation: 'HAS CONCEPT MOD', name: CODES.derivation }, derivation)]
          : []),
        ...(isPerLine ? lines.slice(i, i + 1) : lines),
      ];
      return numberItem({ relation: 'CONTAINS', name, children }, reading.value, toUnitCode(reading.unit));
    });
}

/** What is told apart from others by, where a person gave no name. */
const labelOf = ({ label, kind }: Measurement, index: number): string =>
  label.trim() === '' ? `${kind} ${index + 1}` : label;

/** Who says so: TID 1410 for regions and points, 1501 for lines. */
function groupItem(measurement: Measurement, image: Instance, index: number): DicomJson {
  const { kind, pointsPx, frame, tracking, label, finding, site, laterality } = measurement;
  const shape = KINDS[kind].report;
  const graphics = shape.graphics(pointsPx);
  const reference = referenceTo(image, frame);
  const asLines = graphics.map((graphic) => graphicItem('INFERRED FROM', undefined, graphic, reference));
  const asRegions = graphics.map((graphic) => graphicItem('CONTAINS', CODES.region, graphic, reference));
  const isLine = shape.role === 'line' && measurement.readings.some(({ value }) => Number.isFinite(value));
  const handles: Graphic = { type: 'MULTIPOINT', pointsPx };
  const modifier = { relation: 'HAS CONCEPT MOD' } as const;
  const children = [
    textItem({ relation: 'HAS OBS CONTEXT', name: CODES.tracking }, labelOf(measurement, index)),
    uidItem({ relation: 'HAS OBS CONTEXT', name: CODES.trackingUid }, tracking),
    ...(label.trim() === '' ? [] : [textItem({ ...modifier, name: CODES.shortLabel }, label)]),
    ...(finding ? [codedItem({ relation: 'CONTAINS', name: CODES.finding }, finding)] : []),
    codedItem({ ...modifier, name: CODES.method }, own(kind.toUpperCase(), `Drawn as ${kind}`)),
    ...(site || laterality
      ? [
          codedItem(
            {
              ...modifier,
              name: CODES.site,
              children: laterality ? [codedItem({ ...modifier, name: CODES.laterality }, laterality)] : [],
            },
            site ?? CODES.unknown,
          ),
        ]
      : []),
    ...(isLine ? [] : asRegions),
    ...(shape.handles ? [] : [graphicItem('CONTAINS', CODES.referencePoints, handles, reference)]),
    ...numberItems(measurement, image, isLine ? asLines : []),
  ];
  return {
    ...containerItem({ relation: 'CONTAINS', name: CODES.group, children }),
    '0040A504': element('SQ', {
      '00080105': element('CS', 'DCMR'),
      '0040DB00': element('CS', isLine ? '1501' : '1410'),
    }),
    ...PRIVATE_NOTES.write(measurement),
  };
}

/** TID 1001: who observed, a person or else this page. */
export function observer({ author }: Writing): DicomJson[] {
  const context = { relation: 'HAS OBS CONTEXT' } as const;
  if (!author)
    return [
      codedItem({ ...context, name: CODES.observerType }, CODES.device),
      uidItem({ ...context, name: CODES.deviceUid }, DEVICE_UID),
      textItem({ ...context, name: CODES.deviceName }, 'Isocenter'),
    ];
  return [
    codedItem({ ...context, name: CODES.observerType }, CODES.person),
    nameItem({ ...context, name: CODES.observerName }, author.name),
    ...(author.id === undefined ? [] : [textItem({ ...context, name: CODES.login }, author.id)]),
  ];
}

const PROCEDURE_CODES = '00081032';

/** The procedure as the study codes it; else unknown, which TID 1500 allows. */
function procedure({ dataset }: Instance): DicomJson {
  const [coded] = (dataset[PROCEDURE_CODES]?.Value ?? []) as readonly DicomJson[];
  const item = codedItem({ relation: 'HAS CONCEPT MOD', name: CODES.procedure }, CODES.unknown);
  const isWhole = coded && text(coded, '00080100') && text(coded, '00080102') && text(coded, '00080104');
  return isWhole ? { ...item, '0040A168': element('SQ', coded) } : item;
}

/** The images that are measured, in the document's own list (TID 1600). */
const library = (images: readonly Instance[]): DicomJson =>
  containerItem({
    relation: 'CONTAINS',
    name: CODES.imageLibrary,
    children: [
      containerItem({
        relation: 'CONTAINS',
        name: CODES.imageLibraryGroup,
        children: images.map(({ sop, sopClass }) => imageItem({ relation: 'CONTAINS' }, { sop, sopClass })),
      }),
    ],
  });

/**
 * Measurements as a report of PS3.16 TID 1500 (Comprehensive 3D SR): unverified and preliminary; each keeps its tracking
 * UID. Those whose image is not known are left out, since a report must name what it speaks of.
 */
export function writeReport(
  writing: Writing,
  measurements: readonly Measurement[],
  imageOf: (measurement: Measurement) => Instance | undefined,
  predecessors: readonly Predecessor[],
): WrittenObject {
  const known = measurements.flatMap((measurement) => {
    const image = imageOf(measurement);
    return image ? [{ measurement, image }] : [];
  });
  const images = [...new Map(known.map(({ image }) => [image.sop, image])).values()];
  const dataset = writeDocument(writing, {
    own: {
      modality: 'SR',
      sopClass: COMPREHENSIVE_3D,
      description: 'Measurements',
      number: REPORT_SERIES_NUMBER,
    },
    title: CODES.report,
    template: '1500',
    content: [
      codedItem({ relation: 'HAS CONCEPT MOD', name: CODES.language }, CODES.english),
      ...observer(writing),
      procedure(writing.source),
      library(images),
      containerItem({
        relation: 'CONTAINS',
        name: CODES.measurements,
        children: known.map(({ measurement, image }, i) => groupItem(measurement, image, i)),
      }),
    ],
    evidence: images.map(evidenceOf),
    predecessors,
    isReport: true,
  });
  return toWritten('report', COMPREHENSIVE_3D, writing, dataset);
}

/** A written dataset with its own UIDs. */
export function toWritten(
  kind: WrittenObject['kind'],
  sopClass: string,
  { source }: Writing,
  dataset: DicomJson,
): WrittenObject {
  const series = toSeriesUid(text(dataset, TAG.SeriesInstanceUid));
  const sop = toSopUid(text(dataset, TAG.SopInstanceUid));
  if (!series || !sop) throw new TypeError('an object was written without UIDs');
  return { kind, study: source.study, series, sop, sopClass, dataset };
}
