import type { StudySummary } from '@/archive/archive';
import type { Translate } from '@/i18n/t';
import { isDa } from './dates';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A DICOM date (DA, PS3.5 6.2) in words, "12 Mar 1958"; what is no date is shown as sent, so nothing is hidden. */
export function dayText(da: string | undefined): string {
  if (da === undefined) return '';
  const digits = da.replaceAll('.', '');
  if (!isDa(digits)) return da;
  return `${Number(digits.slice(6, 8))} ${MONTHS[Number(digits.slice(4, 6)) - 1]} ${digits.slice(0, 4)}`;
}

/** Hours and minutes of a DICOM time (TM), "09:41"; empty when there are none. */
export function clockText(tm: string | undefined): string {
  const match = /^([01]\d|2[0-3]):?([0-5]\d)/.exec(tm ?? '');
  return match ? `${match[1]}:${match[2]}` : '';
}

/** "12 Mar 1958 · F · EX-004217": who it is, without the name. */
export const identityText = (study: StudySummary, age?: string): string =>
  [dayText(study.birthDate), study.sex, age, study.patientId].filter(Boolean).join(' · ');

/** Age on the day of the study: years, under two years months, under two months days. Empty when it cannot be told. */
export function ageText(birthDate: string | undefined, onDate: string | undefined, t: Translate): string {
  if (birthDate === undefined || onDate === undefined || !isDa(birthDate) || !isDa(onDate)) return '';
  if (onDate < birthDate) return '';
  const part = (da: string) =>
    [da.slice(0, 4), da.slice(4, 6), da.slice(6, 8)].map(Number) as [number, number, number];
  const [bornYear, bornMonth, bornDay] = part(birthDate);
  const [year, month, day] = part(onDate);
  const months = (year - bornYear) * 12 + month - bornMonth - (day < bornDay ? 1 : 0);
  if (months >= 24) return t('worklist.age.years', { count: Math.floor(months / 12) });
  if (months >= 2) return t('worklist.age.months', { count: months });
  const days = (Date.UTC(year, month - 1, day) - Date.UTC(bornYear, bornMonth - 1, bornDay)) / 86_400_000;
  return t('worklist.age.days', { count: days });
}

/** "EXAMPLE, Anna" and, where sent, the name in its own script; empty when the study has none. */
export const nameText = ({ patientName, patientNameOther = [] }: StudySummary): string =>
  [patientName, ...patientNameOther].map(personText).filter(Boolean).join(' · ');

/** A person's name without its carets. */
export const personText = (pn: string | undefined): string => (pn === undefined ? '' : formatName(pn));

/** "EXAMPLE, Anna" from EXAMPLE^Anna (PN, PS3.5 6.2.1). */
function formatName(pn: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = pn
    .split('^')
    .map((part) => part.trim());
  const first = [prefix, given, middle].filter(Boolean).join(' ');
  return [family, first, suffix].filter(Boolean).join(', ');
}
