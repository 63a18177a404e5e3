import { readName } from '@/archive/search/studyRow';
import { text, type DicomJson } from '@/dicom/dataset/dicomJson';
import { comparableId, comparableName } from '@/dicom/patient/comparable';
import { toStudyUid } from '@/dicom/dataset/uid';
import { finding } from './contact';
import type { Finding } from '@/archive/contract/findings';

/** What a row of the list is made of, and the keyword to say that it is missing. */
const FIELDS = {
  '00080020': 'StudyDate',
  '00080061': 'ModalitiesInStudy',
  '00201206': 'NumberOfStudyRelatedSeries',
  '00201208': 'NumberOfStudyRelatedInstances',
} as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** DS, IS, SV and UV may be texts by the standard (PS3.18 table F.2.3-1). */
const NUMBERS: ReadonlySet<unknown> = new Set(['US', 'UL', 'SS', 'SL', 'FD', 'FL']);

/** Ways in which an element departs from the DICOM JSON Model (PS3.18 F.2). */
function oddity(element: unknown): string | undefined {
  if (!isRecord(element)) return 'bare values';
  const { vr, Value } = element;
  if (vr === undefined) return 'no VR';
  if (Value === undefined) return undefined;
  if (!Array.isArray(Value)) return 'values without a list';
  if (vr === 'PN' && Value.some((value) => typeof value === 'string')) return 'names as text';
  if (NUMBERS.has(vr) && Value.some((value) => typeof value === 'string')) return 'numbers as text';
  if (Value.length > 0 && Value.every((value) => value === null)) return 'lists of nothing';
  return undefined;
}

/** Whether answers are written otherwise than the standard says; they are read all the same. */
export function checkJson(datasets: readonly DicomJson[]): readonly Finding[] {
  const odd = new Set(datasets.flatMap((each) => Object.values(each).map(oddity)));
  odd.delete(undefined);
  return odd.size === 0 ? [] : [finding('jsonOdd', { how: [...odd].join(', ') })];
}

/** Marks in place of letters: a name in a script that the archive's character set lacks. */
const isDamaged = (group: string | undefined): boolean =>
  group !== undefined && (/[?\ufffd]/.test(group) || /^[\s^=]+$/.test(group));

const identityOf = (row: DicomJson) =>
  JSON.stringify([comparableId(text(row, '00100020')), comparableName(readName(row, '00100010')[0])]);

/** What the rows of a list hold, and what they lack. */
export function rowFindings(rows: readonly DicomJson[], raw: readonly DicomJson[]): readonly Finding[] {
  if (rows.length === 0) return [];
  const findings: Finding[] = [];
  const without = rows.filter((row) => toStudyUid(text(row, '0020000D')) === undefined).length;
  if (without > 0) findings.push(finding('uidMissing', { count: without }));
  const byStudy = new Map<string, DicomJson[]>();
  for (const row of rows) {
    const study = text(row, '0020000D');
    if (study !== undefined) byStudy.set(study, [...(byStudy.get(study) ?? []), row]);
  }
  const doubled = [...byStudy.values()].filter((each) => each.length > 1);
  const conflicts = doubled.filter((each) => new Set(each.map(identityOf)).size > 1).length;
  if (conflicts > 0) findings.push(finding('patientsConflict', { count: conflicts }));
  if (doubled.length > conflicts)
    findings.push(finding('rowsDoubled', { count: doubled.length - conflicts }));
  const missing = Object.entries(FIELDS).filter(([tag]) => rows.every((row) => text(row, tag) === undefined));
  if (missing.length > 0)
    findings.push(finding('fieldsMissing', { fields: missing.map(([, keyword]) => keyword).join(', ') }));
  const names = rows.map((row) => readName(row, '00100010'));
  if (names.every((groups) => groups.every((group) => group === undefined)))
    findings.push(finding('namesMissing'));
  const damaged = names.filter((groups) => groups.some(isDamaged)).length;
  if (damaged > 0) findings.push(finding('namesDamaged', { count: damaged }));
  findings.push(...checkJson(raw));
  return findings.length > 0 ? findings : [finding('rowsSound')];
}
