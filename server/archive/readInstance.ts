import { number, type DicomJson } from '@/dicom/dicomJson';
import type { SeriesUid, SopUid, StudyUid } from '@/dicom/uid';
import { pickJson } from '../part10/json';
import type { Parsed } from '../part10/parse';
import { adopt } from './adopt';
import { readIdentity, type Identity } from './identity';
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
  /** Some of its UIDs are the archive's: the file has none. */
  readonly adopted: boolean;
  readonly studyAttributes: DicomJson;
  readonly seriesAttributes: DicomJson;
  readonly attributes: DicomJson;
}

/** One object of the index. */
export type InstanceRow = Omit<StoredInstance, 'studyAttributes' | 'seriesAttributes'>;

/** Media Storage Directory Storage: a DICOMDIR describes files and belongs to no study (PS3.3 F.2). */
export const DICOMDIR = '1.2.840.10008.1.3.10';

const uid = (value: string) => ({ vr: 'UI', Value: [value] });

const isComplete = ({ study, series, sop }: Identity): boolean =>
  study !== undefined && series !== undefined && sop !== undefined;

/**
 * The row of an object, or the reason why it belongs to no study. An image without UIDs is adopted under the name that it
 * has in the folder, where it has one.
 */
export function readInstance(
  parsed: Parsed,
  path: string,
  sizeBytes: number,
  nameInFolder?: string,
): StoredInstance | string {
  const found = readIdentity(parsed);
  if (found.sopClass === DICOMDIR) return 'DICOMDIR';
  const adopted = !isComplete(found) && nameInFolder !== undefined && parsed.pixels !== undefined;
  const { study, series, sop, sopClass } = adopted ? adopt(found, nameInFolder) : found;
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
    adopted,
    frames: Math.max(1, Math.trunc(number(attributes, '00280008') ?? 1)),
    studyAttributes: { ...pickJson(parsed, ATTRIBUTES.study), '0020000D': uid(study) },
    seriesAttributes: { ...pickJson(parsed, ATTRIBUTES.series), '0020000E': uid(series) },
    attributes: { ...attributes, '00080018': uid(sop) },
  };
}
