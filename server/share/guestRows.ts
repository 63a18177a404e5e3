import type { SearchLevel } from '../request/archiveRoute';
import { tagOf } from '../part10/dictionary';
import type { ShareScope } from '@/protocol/scope';

/** One answer of a search. */
export interface Row {
  readonly [tag: string]: { readonly vr?: unknown; readonly Value?: readonly unknown[] } | undefined;
}

/** What a viewer shows of a study (PS3.18 Table 10.6.3-3): who and when. */
const STUDY = [
  '00080005', // Specific Character Set
  '00080020', // Study Date
  '00080030', // Study Time
  '00080050', // Accession Number
  '00080056', // Instance Availability
  '00080090', // Referring Physician's Name
  '00080201', // Timezone Offset From UTC
  '00081030', // Study Description
  '00100010', // Patient's Name
  '00100020', // Patient ID
  '00100021', // Issuer of Patient ID
  '00100030', // Patient's Birth Date
  '00100040', // Patient's Sex
  '00101010', // Patient's Age
  '0020000D', // Study Instance UID
  '00200010', // Study ID
];
/** What it says of all its series together: of some of them only, that would be too much. */
const OF_WHOLE_STUDY = [
  '00080061', // Modalities in Study
  '00201206', // Number of Study Related Series
  '00201208', // Number of Study Related Instances
];
const SERIES = [
  '00080021', // Series Date
  '00080031', // Series Time
  '00080060', // Modality
  '0008103E', // Series Description
  '00180015', // Body Part Examined
  '0020000E', // Series Instance UID
  '00200011', // Series Number
  '00200060', // Laterality
  '00201209', // Number of Series Related Instances
  '00400244', // Performed Procedure Step Start Date
  '00400245', // Performed Procedure Step Start Time
];
const INSTANCE = [
  '00080016', // SOP Class UID
  '00080018', // SOP Instance UID
  '00200013', // Instance Number
  '00280008', // Number of Frames
  '00280010', // Rows
  '00280011', // Columns
  '00280100', // Bits Allocated
];

const STUDY_UID = '0020000D';
const SERIES_UID = '0020000E';

/**
 * The attributes that a guest reads at each level. Above the series of a row nothing is told that another series could have
 * brought: archives take what they say of a study from whichever object they like.
 */
function listOf(level: SearchLevel, scope: ShareScope): ReadonlySet<string> {
  return new Set([
    ...STUDY,
    ...(scope.series === undefined ? OF_WHOLE_STUDY : []),
    ...(level === 'study' ? [] : SERIES),
    ...(level === 'instance' ? INSTANCE : []),
  ]);
}

/**
 * The query that the archive is asked, of one that a guest may ask: only fields of the list are included. `all`, sequences,
 * private attributes and paths into sequences are none of it.
 */
export function guestQuery(level: SearchLevel, query: string, scope: ShareScope): string {
  const list = listOf(level, scope);
  const parts = query.split('&').flatMap((part) => {
    const [key = '', value = ''] = part.split('=', 2);
    if (key !== 'includefield') return part === '' ? [] : [part];
    const asked = value.replaceAll(/%2c/gi, ',').split(',');
    const tags = asked.includes('all') ? [...list] : asked.map((one) => tagOf(one) ?? '');
    const kept = [...new Set(tags)].filter((tag) => list.has(tag));
    return kept.length === 0 ? [] : [`includefield=${kept.join(',')}`];
  });
  return parts.join('&');
}

/** A value as a list has it: text, a number, or a person's name; no sequence, nothing to fetch. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
  if (typeof value !== 'object') return undefined;
  const groups = ['Alphabetic', 'Ideographic', 'Phonetic'].flatMap((name) => {
    const group: unknown = Reflect.get(value, name);
    return typeof group === 'string' ? [[name, group] as const] : [];
  });
  return groups.length === 0 ? undefined : Object.fromEntries(groups);
}

/** A row without all that is not in the list, whatever the archive said of its own accord. */
function cutRow(row: Row, list: ReadonlySet<string>): Row {
  const kept: Record<string, { vr: string; Value?: readonly unknown[] }> = {};
  for (const [tag, element] of Object.entries(row)) {
    if (!list.has(tag) || typeof element !== 'object' || element === null) continue;
    const { vr, Value } = element;
    if (typeof vr !== 'string' || !/^[A-Z]{2}$/.test(vr) || vr === 'SQ') continue;
    const values = Array.isArray(Value) ? Value.map(plainValue).filter((one) => one !== undefined) : [];
    kept[tag] = values.length === 0 ? { vr } : { vr, Value: values };
  }
  return kept;
}

const isAmong = (allowed: readonly string[] | undefined, uid: string): boolean =>
  allowed === undefined || allowed.includes(uid);

/** The one value of an attribute that names a thing; two are two things. */
const uidOf = (row: Row, tag: string): string | undefined => {
  const values = row[tag]?.Value;
  return values === undefined || values.length === 0 ? undefined : values.map(String).join('\\');
};

/** The rows of a search that lie in the scope, each cut to the list of its level; what is no list of rows gives none. */
export function cutRowsToScope(
  rows: unknown,
  { level, study: of, series: named }: { level: SearchLevel; study: string; series?: string },
  scope: ShareScope,
): Row[] {
  if (!Array.isArray(rows)) return [];
  const list = listOf(level, scope);
  const isInScope = (row: unknown): row is Row => {
    if (typeof row !== 'object' || row === null) return false;
    const study = uidOf(row as Row, STUDY_UID);
    const series = uidOf(row as Row, SERIES_UID);
    // Archives leave out the UID of the level above, which the address names.
    const isStudy = study === undefined ? level !== 'study' : study === of && scope.studies.includes(study);
    const isSeries =
      level === 'study' ||
      (series === undefined
        ? level === 'instance' && (named !== undefined || !scope.series)
        : (named === undefined || series === named) && isAmong(scope.series, series));
    return isStudy && isSeries;
  };
  return rows.filter(isInScope).map((row) => cutRow(row, list));
}
