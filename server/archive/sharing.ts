import type { DicomElement, DicomJson } from '@/dicom/dataset/dicomJson';
import type { InstanceRow } from './readInstance';

const isPlain = (value: unknown): boolean => typeof value !== 'object';

/** Whether two elements of plain values say the same. */
function isSame(one: DicomElement, other: DicomElement): boolean {
  const [mine, theirs] = [one.Value ?? [], other.Value ?? []];
  return (
    one.vr === other.vr &&
    one.BulkDataURI === undefined &&
    one.InlineBinary === undefined &&
    mine.length === theirs.length &&
    mine.every((value, at) => isPlain(value) && value === theirs[at])
  );
}

function sharedAttributes(own: DicomJson, like: DicomJson): DicomJson {
  const entries = Object.entries(own).map(([tag, element]) => {
    const other = like[tag];
    return [tag, other !== undefined && isSame(element, other) ? other : element] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * The row of an object, with what it says just as another of its series does in that one's memory: of a hundred thousand objects
 * each has its own UID, number and place, and little else.
 */
export function sharing(row: InstanceRow, like: InstanceRow): InstanceRow {
  const text = <T extends string>(own: T, other: T): T => (own === other ? other : own);
  return {
    ...row,
    study: text(row.study, like.study),
    series: text(row.series, like.series),
    sopClass: text(row.sopClass, like.sopClass),
    transferSyntax: text(row.transferSyntax, like.transferSyntax),
    attributes: sharedAttributes(row.attributes, like.attributes),
  };
}
