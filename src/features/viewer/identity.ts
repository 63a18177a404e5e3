import { items, text, type DicomJson } from '@/dicom/dicomJson';

/** Who a picture is of, as its own instance says; every field may be missing. */
export interface Identity {
  readonly name: string;
  readonly id: string;
  /** e.g. '12 Mar 1958 · F · 68 y'. */
  readonly about: string;
}

/** First group of a person name (PN), e.g. 'EXAMPLE^Anna^^Dr' as 'EXAMPLE, Anna, Dr' (PS3.5 6.2.1). */
export function personName(dataset: DicomJson | undefined, tag: string): string {
  const value = dataset?.[tag]?.Value?.[0];
  const groups =
    typeof value === 'string'
      ? value.split('=')
      : items(dataset, tag).flatMap((item) => [read(item, 'Alphabetic'), read(item, 'Ideographic')]);
  return groups
    .map((group) => {
      const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
        .split('^')
        .map((part) => part.trim());
      const first = [prefix, given, middle].filter(Boolean).join(' ');
      return [family, first, suffix].filter(Boolean).join(', ');
    })
    .filter(Boolean)
    .slice(0, 2)
    .join(' · ');
}

/** A PN component group, when it is there. */
function read(name: object, group: 'Alphabetic' | 'Ideographic'): string {
  const value = (name as Readonly<Record<string, unknown>>)[group];
  return typeof value === 'string' ? value : '';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** DA as '14 Nov 2026'; text that is no date stays as it is: nothing is guessed on a picture. */
export function dateText(da: string | undefined): string {
  const parts = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})$/.exec(da ?? '');
  const month = MONTHS[Number(parts?.[2]) - 1];
  return parts && month ? `${Number(parts[3])} ${month} ${parts[1]}` : (da ?? '');
}

/** TM as '09:41'; empty when absent. */
export function timeText(tm: string | undefined): string {
  const parts = /^(\d{2}):?(\d{2})/.exec(tm ?? '');
  return parts ? `${parts[1]}:${parts[2]}` : '';
}

/** Age at the study: Patient's Age (0010,1010) as sent ('068Y' as '68 y'), else whole years from the dates. */
export function ageText(dataset: DicomJson): string {
  const sent = /^(\d{3})([DWMY])$/.exec(text(dataset, '00101010') ?? '');
  if (sent) return `${Number(sent[1])} ${sent[2]?.toLowerCase()}`;
  const birth = Number(text(dataset, '00100030'));
  const study = Number(text(dataset, '00080020'));
  const years = Math.floor((study - birth) / 10_000);
  return birth > 0 && study > birth && years < 130 ? `${years} y` : '';
}

/** Identity of the displayed instance (PS3.3 C.7.1.1). */
export function identityOf(dataset: DicomJson): Identity {
  return {
    name: personName(dataset, '00100010'),
    id: text(dataset, '00100020') ?? '',
    about: [dateText(text(dataset, '00100030')), text(dataset, '00100040'), ageText(dataset)]
      .filter(Boolean)
      .join(' · '),
  };
}

/** Tells patients apart: ID and its issuer, name, birth date. Never shown, never kept. */
export const patientKey = (dataset: DicomJson): string =>
  JSON.stringify([
    text(dataset, '00100020'),
    text(dataset, '00100021'),
    personName(dataset, '00100010').toLowerCase(),
    text(dataset, '00100030'),
  ]);
