import { number, text, type DicomJson } from '@/dicom/dicomJson';
import { toSeriesUid, toSopUid, toStudyUid, type SeriesUid, type SopUid, type StudyUid } from '@/dicom/uid';
import { pickJson } from '../part10/json';
import type { Parsed } from '../part10/parse';
import { ATTRIBUTES } from './attributes';

/** One stored object, with what searches need of it. */
export interface StoredInstance {
  readonly path: string;
  readonly sizeBytes: number;
  readonly study: StudyUid;
  readonly series: SeriesUid;
  readonly sop: SopUid;
  readonly sopClass: string;
  /** As stored. */
  readonly transferSyntax: string;
  readonly hasPixels: boolean;
  /** Whether the file lacks preamble and file meta group: they are put before it when it is sent. */
  readonly bare: boolean;
  /** Number of Frames, at least 1. */
  readonly frames: number;
  readonly studyAttributes: DicomJson;
  readonly seriesAttributes: DicomJson;
  readonly attributes: DicomJson;
}

/** One object of the index. */
export type InstanceRow = Omit<StoredInstance, 'studyAttributes' | 'seriesAttributes'>;

/** What an object says of itself, as far as it can be read. */
export interface Identity {
  readonly study: StudyUid | undefined;
  readonly series: SeriesUid | undefined;
  readonly sop: SopUid | undefined;
  readonly sopClass: string;
}

/** Media Storage Directory Storage: a DICOMDIR describes files and belongs to no study (PS3.3 F.2). */
export const DICOMDIR = '1.2.840.10008.1.3.10';

const IDENTITY = ['0020000D', '0020000E', '00080018', '00080016', '00020002', '00020003'] as const;

/** The UIDs of an object; those of the file meta group stand in where the dataset has none. */
export function readIdentity(parsed: Parsed): Identity {
  const json = pickJson(parsed, IDENTITY);
  const meta = pickJson({ ...parsed, dataset: parsed.meta, littleEndian: true }, IDENTITY);
  return {
    study: toStudyUid(text(json, '0020000D')),
    series: toSeriesUid(text(json, '0020000E')),
    sop: toSopUid(text(json, '00080018')) ?? toSopUid(text(meta, '00020003')),
    sopClass: text(json, '00080016') ?? text(meta, '00020002') ?? '',
  };
}

/** The row of an object, or the reason why it belongs to no study. */
export function readInstance(parsed: Parsed, path: string, sizeBytes: number): StoredInstance | string {
  const { study, series, sop, sopClass } = readIdentity(parsed);
  if (sopClass === DICOMDIR) return 'DICOMDIR';
  const missing = [
    ...(study === undefined ? ['Study'] : []),
    ...(series === undefined ? ['Series'] : []),
    ...(sop === undefined ? ['SOP'] : []),
  ];
  if (study === undefined || series === undefined || sop === undefined)
    return `without ${missing.join(', ')} Instance UID`;
  const attributes = pickJson(parsed, ATTRIBUTES.instance);
  return {
    path,
    sizeBytes,
    study,
    series,
    sop,
    sopClass,
    transferSyntax: parsed.transferSyntax,
    bare: parsed.bare,
    hasPixels: parsed.pixels !== undefined,
    frames: Math.max(1, Math.trunc(number(attributes, '00280008') ?? 1)),
    studyAttributes: pickJson(parsed, ATTRIBUTES.study),
    seriesAttributes: pickJson(parsed, ATTRIBUTES.series),
    attributes,
  };
}
