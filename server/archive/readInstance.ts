import { number, text, type DicomJson } from '@/dicom/dataset/dicomJson';
import type { StudyUid } from '@/dicom/dataset/uid';
import { pickJson } from '../part10/json';
import { headerCheckOf, type Parsed } from '../part10/parse';
import { adopt } from './adopt';
import { readIdentity, type ObjectIdentity } from './identity';
import { ATTRIBUTES } from './attributes';
import { receivedName } from './received';
import { servedKind, type ServedStanding } from './standing';

/** One stored object, with what searches need of it. */
export interface StoredInstance extends ServedStanding {
  readonly path: string;
  readonly sizeBytes: number;
  readonly study: StudyUid;
  readonly sopClass: string;
  /** As stored. */
  readonly transferSyntax: string;
  readonly hasPixels: boolean;
  /** Whether the file lacks preamble and file meta group: they are put before it when it is sent. */
  readonly bare: boolean;
  /** Number of Frames, at least 1. */
  readonly frames: number;
  /** Of its header (parse.ts): the file that lies there later is this object only where it is the same. */
  readonly headerCheck: number;
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

/** Why such a file is no object of the archive. */
export const DICOMDIR_REASON = 'DICOMDIR';

const uid = (value: string) => ({ vr: 'UI', Value: [value] });

const isComplete = ({ study, series, sop }: ObjectIdentity): boolean =>
  study !== undefined && series !== undefined && sop !== undefined;

/** A file whose object is looked at. */
export interface FileOfObject {
  readonly path: string;
  readonly sizeBytes: number;
  /** When it was written, whole milliseconds since 1970. */
  readonly storedMs: number;
  /** Its path below the data folder; absent: it has no place there yet. */
  readonly nameInFolder?: string;
}

/**
 * The row of an object, or the reason why it belongs to no study. An image without UIDs is adopted under the name that it
 * has in the folder, where it has one.
 */
export function readInstance(parsed: Parsed, file: FileOfObject): StoredInstance | string {
  const { path, sizeBytes, storedMs, nameInFolder } = file;
  const found = readIdentity(parsed);
  if (found.sopClass === DICOMDIR) return DICOMDIR_REASON;
  // One whose UID stands in the file meta group alone is of no use to readers as it is stored.
  const isWhole = isComplete(found) && text(pickJson(parsed, ['00080018']), '00080018') !== undefined;
  const adopted = !isWhole && nameInFolder !== undefined && parsed.pixels !== undefined;
  const { study, series, sop, sopClass } = adopted ? adopt(found, nameInFolder) : found;
  const missing = [
    ...(study === undefined ? ['Study'] : []),
    ...(series === undefined ? ['Series'] : []),
    ...(sop === undefined ? ['SOP'] : []),
  ];
  if (study === undefined || series === undefined || sop === undefined)
    return `without ${missing.join(', ')} Instance UID`;
  const attributes = pickJson(parsed, ATTRIBUTES.instance);
  const seriesAttributes = pickJson(parsed, ATTRIBUTES.series);
  const hasPixels = parsed.pixels !== undefined;
  return {
    path,
    sizeBytes,
    study,
    series,
    sop,
    sopClass,
    transferSyntax: parsed.transferSyntax,
    bare: parsed.bare,
    hasPixels,
    isReceived: nameInFolder === undefined || nameInFolder === receivedName(sop),
    kind: servedKind(sopClass, seriesAttributes, hasPixels),
    storedMs,
    headerCheck: headerCheckOf(parsed),
    adopted,
    frames: Math.max(1, Math.trunc(number(attributes, '00280008') ?? 1)),
    studyAttributes: { ...pickJson(parsed, ATTRIBUTES.study), '0020000D': uid(study) },
    seriesAttributes: { ...seriesAttributes, '0020000E': uid(series) },
    attributes: { ...attributes, '00080018': uid(sop) },
  };
}
