import { ArchiveError } from '@/archive/contract/archiveError';
import type { DicomJson } from '@/dicom/dataset/dicomJson';

/** How a server of workitems differs from the standard's. */
export interface UpsHabits {
  /** Keys that it refuses (400). */
  readonly refuses?: readonly string[];
  /** Keys that it does not look at: it gives everything. */
  readonly ignores?: readonly string[];
  /** It has no workitems at all (404). */
  readonly isAbsent?: boolean;
}

/** All values at a path of tags, in every item of its sequences. */
function valuesAt(dataset: DicomJson, path: readonly string[]): readonly unknown[] {
  const [tag = '', ...rest] = path;
  const values: readonly unknown[] = dataset[tag]?.Value ?? [];
  return rest.length === 0 ? values : values.flatMap((item) => valuesAt(item as DicomJson, rest));
}

/** A search for workitems as PS3.18 11.9 and 8.3.4 have it: keys are paths of tags, values lists; all keys must match. Notes what it was asked. */
export function createUpsServer(workitems: readonly DicomJson[], habits: UpsHabits = {}) {
  const asked: Readonly<Record<string, string>>[] = [];
  const search = (params: Readonly<Record<string, string>>): Promise<readonly DicomJson[]> => {
    asked.push(params);
    const { limit = '100', offset = '0', includefield: _, ...keys } = params;
    const refused = Object.keys(keys).some((key) => habits.refuses?.includes(key));
    const status = habits.isAbsent ? 404 : refused ? 400 : 200;
    if (status !== 200)
      return Promise.reject(
        new ArchiveError(status === 404 ? 'not-found' : 'refused', `workitems: HTTP ${status}`, { status }),
      );
    const matches = (item: DicomJson) =>
      Object.entries(keys).every(
        ([key, list]) =>
          habits.ignores?.includes(key) === true ||
          valuesAt(item, key.split('.')).some((value) => list.split(',').includes(String(value))),
      );
    const from = Number(offset);
    return Promise.resolve(workitems.filter(matches).slice(from, from + Number(limit)));
  };
  return { asked, search };
}

interface MadeWorkitem {
  readonly uid: string;
  readonly state: string;
  readonly orderStudy?: string;
  readonly inputStudy?: string;
  readonly accession?: string;
  readonly patientId?: string;
  readonly code?: readonly [value: string, scheme: string];
  readonly performer?: string;
}

const sequence = (...items: DicomJson[]) => ({ vr: 'SQ', Value: items });
const of = (vr: string, value: string | undefined) => ({
  vr,
  ...(value === undefined ? {} : { Value: [value] }),
});

/** A workitem in the DICOM JSON Model, with the attributes of PS3.4 table CC.2.5-3 that tell what it is of. */
export const makeWorkitem = ({
  uid,
  state,
  orderStudy,
  inputStudy,
  accession,
  patientId = 'P1',
  code = ['110005', 'DCM'],
  performer,
}: MadeWorkitem): DicomJson => ({
  '00080016': of('UI', '1.2.840.10008.5.1.4.34.6.1'),
  '00080018': of('UI', uid),
  '00100020': of('LO', patientId),
  '00404018': sequence({
    '00080100': of('SH', code[0]),
    '00080102': of('SH', code[1]),
    '00080104': of('LO', 'Interpretation'),
  }),
  '00404021': inputStudy === undefined ? sequence() : sequence({ '0020000D': of('UI', inputStudy) }),
  '0040A370':
    orderStudy === undefined && accession === undefined
      ? sequence()
      : sequence({ '0020000D': of('UI', orderStudy), '00080050': of('SH', accession) }),
  '00741000': of('CS', state),
  '00741216':
    performer === undefined
      ? sequence()
      : sequence({
          '00404035': sequence({ '00404037': { vr: 'PN', Value: [{ Alphabetic: performer }] } }),
        }),
});
