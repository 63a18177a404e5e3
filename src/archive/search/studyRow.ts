import { picturesFirst } from '@/dicom/series/modality';
import type { StudySummary } from '@/archive/contract/archive';
import { number, text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { comparableId, comparableName, nameGroupsOf } from '@/dicom/patient/comparable';
import { toStudyUid } from '@/dicom/dataset/uid';
import { plainDa } from '@/dicom/values/day';

/** Component groups of a name; some archives send it as one text with = between groups (PS3.5 6.2.1.1). */
export const readName = (row: DicomJson, tag: string): readonly (string | undefined)[] =>
  nameGroupsOf(row[tag]?.Value?.[0]).map((group) => (group === '' ? undefined : group));

const present = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Code strings, each in the letters that they may have (PS3.5 6.2 CS), also of archives that put several into one text. */
const codes = (sent: readonly string[]): string[] =>
  sent.flatMap((each) => each.split('\\')).map((each) => each.trim().toUpperCase());

/** One QIDO-RS study as a worklist row; undefined when it has no valid Study Instance UID. */
export function toStudyRow(row: DicomJson): StudySummary | undefined {
  const study = toStudyUid(text(row, '0020000D'));
  if (study === undefined) return undefined;
  const [alphabetic, ...other] = readName(row, '00100010');
  const otherNames = other.filter((name) => name !== undefined);
  return {
    study,
    modalities: picturesFirst(codes(texts(row, '00080061'))),
    ...present({
      patientName: alphabetic,
      patientNameOther: otherNames.length > 0 ? otherNames : undefined,
      patientId: text(row, '00100020'),
      issuer: text(row, '00100021'),
      birthDate: plainDa(text(row, '00100030')),
      sex: text(row, '00100040'),
      date: plainDa(text(row, '00080020')),
      time: text(row, '00080030'),
      description: text(row, '00081030'),
      accession: text(row, '00080050'),
      referrer: readName(row, '00080090')[0],
      seriesCount: number(row, '00201206'),
      instanceCount: number(row, '00201208'),
    }),
  };
}

const same = (a: string | undefined, b: string | undefined, comparable: (text: string) => string) =>
  a === undefined || b === undefined || comparable(a) === comparable(b);

const add = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : a + b;

/** Two rows of one study as one. Different patients are a danger, not a detail: the row is marked. */
function merge(a: StudySummary, b: StudySummary): StudySummary {
  const conflicting =
    a.conflicting === true ||
    !same(a.patientId, b.patientId, comparableId) ||
    !same(a.patientName, b.patientName, comparableName);
  const modalities = picturesFirst([...a.modalities, ...b.modalities]);
  if (!conflicting) return { ...b, ...a, modalities };
  // Both names stay on the row: a study under two patients must be found under each.
  const names = [...(a.patientNameOther ?? []), b.patientName, ...(b.patientNameOther ?? [])];
  const others = [...new Set(names.filter((name) => name !== undefined && name !== a.patientName))];
  return {
    ...a,
    modalities,
    conflicting,
    ...(others.length > 0 ? { patientNameOther: others as readonly string[] } : {}),
    ...present({
      seriesCount: add(a.seriesCount, b.seriesCount),
      instanceCount: add(a.instanceCount, b.instanceCount),
    }),
  };
}

/** Rows by study, in the order of their first appearance. */
export function mergeRows(rows: readonly StudySummary[]): readonly StudySummary[] {
  const merged = new Map<string, StudySummary>();
  for (const row of rows) {
    const before = merged.get(row.study);
    merged.set(row.study, before === undefined ? row : merge(before, row));
  }
  return [...merged.values()];
}
