import { number, text, type DicomElement, type DicomJson, type JsonValue } from './dicomJson';
import type { Instance } from './instance';
import { TAG } from './tags';
import { toSeriesUid, toSopUid, toStudyUid } from './uid';

/** Deeper nesting and longer sequences are cut off: no real object has them, hostile ones do. */
const DEEPEST = 16;
const MOST_ITEMS = 100_000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const GROUPS = ['Alphabetic', 'Ideographic', 'Phonetic'] as const;

/** A person name, which archives send as an object or as a plain text. */
function toName(value: unknown): JsonValue {
  if (typeof value === 'string') {
    const groups = value.split('=');
    return Object.fromEntries(
      GROUPS.map((name, i) => [name, groups[i]]).filter(([, group]) => group),
    ) as JsonValue;
  }
  if (!isRecord(value)) return null;
  return Object.fromEntries(
    GROUPS.map((name) => [name, value[name]]).filter(([, group]) => typeof group === 'string'),
  ) as JsonValue;
}

const NUMERIC: ReadonlySet<string> = new Set(['DS', 'FD', 'FL', 'IS', 'SL', 'SS', 'SV', 'UL', 'US', 'UV']);

function toValue(value: unknown, vr: string | undefined, depth: number): JsonValue {
  if (vr === 'PN') return toName(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (vr === undefined || !NUMERIC.has(vr)) return value;
    const read = value.trim() === '' ? Number.NaN : Number(value);
    return Number.isFinite(read) ? read : value;
  }
  if (!isRecord(value)) return null;
  if (vr === undefined && GROUPS.some((name) => typeof value[name] === 'string')) return toName(value);
  return depth < DEEPEST ? toDataset(value, depth + 1) : {};
}

/** One attribute; a bare value in place of an element counts as its Value. */
function toElement(sent: unknown, depth: number): DicomElement {
  const element = isRecord(sent) ? sent : { Value: sent };
  const { vr: sentVr, Value: sentValue, BulkDataURI: uri, InlineBinary: inline } = element;
  const vr = typeof sentVr === 'string' ? sentVr.toUpperCase() : undefined;
  const list = Array.isArray(sentValue)
    ? sentValue
    : sentValue === undefined || sentValue === null
      ? []
      : [sentValue];
  const values = list.slice(0, MOST_ITEMS).map((value: unknown) => toValue(value, vr, depth));
  const hasValues = values.some((value) => value !== null);
  return {
    ...(vr === undefined ? {} : { vr }),
    ...(hasValues ? { Value: values } : {}),
    ...(typeof uri === 'string' ? { BulkDataURI: uri } : {}),
    ...(typeof inline === 'string' ? { InlineBinary: inline } : {}),
  };
}

function toDataset(sent: Readonly<Record<string, unknown>>, depth: number): DicomJson {
  const entries = Object.entries(sent)
    .filter(([tag]) => /^[\da-f]{8}$/i.test(tag))
    .map(([tag, element]) => [tag.toUpperCase(), toElement(element, depth)] as const);
  return Object.fromEntries(entries);
}

/**
 * What archives send as DICOM JSON, put right (PS3.18 F.2): tags in upper case, values always in a list, numbers as
 * numbers where the VR asks for them, names as objects, absent Modality 'OT'. Everything else is kept. Any JSON is
 * borne; what is no attribute is left out.
 */
export function normalise(sent: unknown): DicomJson {
  const dataset = isRecord(sent) ? toDataset(sent, 0) : {};
  if (text(dataset, TAG.Modality) !== undefined) return dataset;
  return { ...dataset, [TAG.Modality]: { vr: 'CS', Value: ['OT'] } };
}

/** How many frames an object has: 0 where it describes no pixels. */
function framesOf(dataset: DicomJson): number {
  if (number(dataset, TAG.Rows) === undefined || number(dataset, TAG.Columns) === undefined) return 0;
  const frames = number(dataset, TAG.NumberOfFrames) ?? 1;
  return Number.isInteger(frames) && frames >= 0 ? Math.max(frames, 1) : 0;
}

/** One instance of an archive's metadata answer; undefined when it lacks one of its three UIDs. */
export function toInstance(json: unknown): Instance | undefined {
  const dataset = normalise(json);
  const study = toStudyUid(text(dataset, TAG.StudyInstanceUid));
  const series = toSeriesUid(text(dataset, TAG.SeriesInstanceUid));
  const sop = toSopUid(text(dataset, TAG.SopInstanceUid));
  if (!study || !series || !sop) return undefined;
  return {
    study,
    series,
    sop,
    sopClass: text(dataset, TAG.SopClassUid) ?? '',
    modality: text(dataset, TAG.Modality) ?? 'OT',
    frames: framesOf(dataset),
    dataset,
  };
}
