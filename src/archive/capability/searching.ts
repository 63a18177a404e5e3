import { FILTER_TAGS } from '@/archive/search/studyParams';
import { text, texts, type DicomJson } from '@/dicom/dataset/dicomJson';
import { toStudyUid } from '@/dicom/dataset/uid';
import { ask, isOk, JSON_ACCEPT, type ProbeLine, type Probed } from './ask';
import type { CapabilityDraft } from '@/archive/contract/capabilities';
import { type Contact, finding, rowsOf, probePath } from './contact';
import type { Finding } from '@/archive/contract/findings';

const STUDY = '0020000D';
const NAME = '00100010';
const MODALITIES = '00080061';
/** A UID that no study has. */
const NOBODY = `2.25.${'9'.repeat(30)}`;

const uidOf = (row: DicomJson | undefined) => text(row, STUDY);

type Params = Readonly<Record<string, string>>;

/** A filtered search in the wording the archive accepts, once that is known. */
const query = (line: ProbeLine, draft: CapabilityDraft, filters: Params, limit: number): Promise<Probed> => {
  const keyed = Object.entries(filters).map(([key, value]) => [
    draft.keys === 'tag' ? (FILTER_TAGS[key] ?? key) : key,
    value,
  ]);
  const params = { ...(Object.fromEntries(keyed) as Params), limit: String(limit), offset: '0' };
  return ask(line, probePath(params), { accept: JSON_ACCEPT });
};

/** How the archive pages: whether it counts rows, skips rows, and cuts answers without a word. */
export async function checkPaging(
  line: ProbeLine,
  draft: CapabilityDraft,
  on: Contact,
): Promise<readonly Finding[]> {
  const rows = on.rows ?? [];
  const count = rows.length;
  if (count === 0) return [finding('empty')];
  if (count > on.limit) {
    draft.ignoresLimit = true;
    return [finding('limitIgnored', { count })];
  }
  const next = rowsOf(
    await ask(line, probePath({ limit: '1', offset: String(count) }), { accept: JSON_ACCEPT }),
  );
  if (next !== undefined && next.length > 1) {
    draft.ignoresLimit = true;
    return [finding('limitIgnored', { count: next.length })];
  }
  const [row] = next ?? [];
  const isSame = row !== undefined && uidOf(row) === uidOf(rows[0]) && count > 1;
  if (isSame) {
    draft.ignoresOffset = true;
    return [finding('offsetIgnored', { count })];
  }
  if (row !== undefined && count < on.limit) {
    draft.limitMax = count;
    return [finding('limitCut', { limit: count })];
  }
  if (row === undefined) draft.uncapped = count;
  return [row === undefined ? finding('listedAll', { count }) : finding('listed', { count })];
}

/** Whether the archive looks at filters, in which wording, and takes lists of UIDs. */
async function checkUids(
  line: ProbeLine,
  draft: CapabilityDraft,
  rows: readonly DicomJson[],
): Promise<readonly Finding[]> {
  const one = rows.map(uidOf).find((uid) => toStudyUid(uid) !== undefined);
  const isSound = (found: readonly DicomJson[]) => found.every((row) => uidOf(row) === one);
  if (one === undefined) return [];
  const findings: Finding[] = [];
  // Alone, it would be the only row whether filters are looked at or not.
  const single = rows.length < 2 ? NOBODY : one;
  const ask1 = () => query(line, draft, { StudyInstanceUID: single }, 2);
  const list = await query(line, draft, { StudyInstanceUID: `${one},${NOBODY}` }, 2);
  let found = rowsOf(list);
  if (found?.length === 1 && isSound(found) && rows.length > 1) {
    draft.uidLists = true;
    draft.ignoresFilters = false;
    draft.keys = 'keyword';
    return [];
  }
  let got = await ask1();
  if (!isOk(got) && got.outcome === 'answer') {
    draft.keys = 'tag';
    const refused = got.status;
    got = await ask1();
    if (!isOk(got)) {
      delete draft.keys;
      return [finding('filtersFail', { status: refused })];
    }
    findings.push(finding('keywordsRefused', { status: refused }));
    found = rowsOf(await query(line, draft, { StudyInstanceUID: `${one},${NOBODY}` }, 2));
  } else draft.keys = 'keyword';
  const alone = rowsOf(got);
  if (alone === undefined) return [...findings, finding('filtersFail', { status: got.status })];
  draft.ignoresFilters = single === NOBODY ? alone.length > 0 : alone.length === 0 || !isSound(alone);
  if (draft.ignoresFilters) return [...findings, finding('filtersIgnored')];
  draft.uidLists = found !== undefined && found.length > 0 && isSound(found);
  return draft.uidLists ? findings : [...findings, finding('uidListNone')];
}

/** Whether several modalities may be asked for at once. */
async function checkModalities(
  line: ProbeLine,
  draft: CapabilityDraft,
  rows: readonly DicomJson[],
): Promise<readonly Finding[]> {
  const one = rows.flatMap((row) => texts(row, MODALITIES))[0]?.split('\\')[0];
  if (one === undefined) return [];
  const found = rowsOf(await query(line, draft, { ModalitiesInStudy: `${one},ZZ` }, 1));
  draft.modalityLists = found !== undefined && found.length > 0;
  return draft.modalityLists ? [] : [finding('modalityListNone')];
}

const nameOf = (row: DicomJson): string => {
  const value = row[NAME]?.Value?.[0];
  if (typeof value === 'string') return value.split('=')[0] ?? '';
  return typeof value === 'object' && value !== null && 'Alphabetic' in value ? String(value.Alphabetic) : '';
};

/** A capital that the name holds only as such: found by its small letter, case does not matter. */
const capitalOf = (name: string): string | undefined =>
  [...name].find((letter) => /[A-Z]/.test(letter) && !name.includes(letter.toLowerCase()));

/** Whether wildcards find names, and whatever their case. Of a name no more than one letter is sent. */
async function checkWildcards(
  line: ProbeLine,
  draft: CapabilityDraft,
  rows: readonly DicomJson[],
): Promise<readonly Finding[]> {
  const row = rows.find((each) => capitalOf(nameOf(each)) !== undefined && uidOf(each) !== undefined);
  if (row === undefined) return [];
  const capital = capitalOf(nameOf(row)) ?? '';
  const finds = async (letter: string) => {
    const filters = { StudyInstanceUID: uidOf(row) ?? '', PatientName: `*${letter}*` };
    const got = await query(line, draft, filters, 1);
    return (rowsOf(got)?.length ?? 0) > 0;
  };
  const small = await finds(capital.toLowerCase());
  const large = small || (await finds(capital));
  draft.wildcards = large;
  if (!large) return [finding('wildcardsNone')];
  draft.caseMatters = !small;
  return small ? [] : [finding('caseMatters')];
}

/** Whether fuzzy matching is accepted. Of a name its first three letters are sent, so it is looked at on demand only. */
export async function checkFuzzy(
  line: ProbeLine,
  draft: CapabilityDraft,
  rows: readonly DicomJson[],
): Promise<readonly Finding[]> {
  const row = rows.find((each) => /^\p{L}{3}/u.test(nameOf(each)));
  if (row === undefined || draft.ignoresFilters === true) return [];
  const filters = { StudyInstanceUID: uidOf(row) ?? '', PatientName: nameOf(row).slice(0, 3) };
  const got = await query(line, draft, { ...filters, fuzzymatching: 'true' }, 1);
  draft.fuzzy = (rowsOf(got)?.length ?? 0) > 0;
  return [finding(draft.fuzzy ? 'fuzzyWorks' : 'fuzzyNone')];
}

/** How the archive searches. Without a study there is nothing to search for. */
export async function checkFilters(
  line: ProbeLine,
  draft: CapabilityDraft,
  on: Contact,
): Promise<readonly Finding[]> {
  const rows = on.rows ?? [];
  if (rows.length === 0) return [];
  const findings = [...(await checkUids(line, draft, rows))];
  if (findings.some(({ id }) => id === 'filtersIgnored' || id === 'filtersFail')) return findings;
  findings.push(...(await checkModalities(line, draft, rows)));
  findings.push(...(await checkWildcards(line, draft, rows)));
  return findings.length > 0 ? findings : [finding('filtered')];
}
