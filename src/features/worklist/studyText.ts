import type { StudySummary } from '@/archive/archive';
import { ageYears, formatDate, formatTime, isDate } from '@/dicom/dateTime';
import { formatPersonName } from '@/dicom/personName';
import type { Translate } from '@/i18n/t';

/** "12 Mar 1958 · F · EX-004217": who it is, without the name. */
export const identityText = (study: StudySummary, age?: string): string =>
  [formatDate(study.birthDate), study.sex, age, study.patientId].filter(Boolean).join(' · ');

/** "14 Nov 2026 09:41"; empty when the archive sends neither. */
export const whenText = ({ date, time }: StudySummary): string =>
  [formatDate(date), formatTime(time)].filter(Boolean).join(' ');

/** "EXAMPLE, Anna" and, where sent, the name in its own script; empty when the study has none. */
export const nameText = ({ patientName, patientNameOther = [] }: StudySummary): string =>
  [patientName, ...patientNameOther].map(formatPersonName).filter(Boolean).join(' · ');

/** Age on the day of the study: years, under two years months, under two months days. Empty when it cannot be told. */
export function ageText(birthDate: string | undefined, onDate: string | undefined, t: Translate): string {
  const years = ageYears(birthDate, onDate);
  if (years === undefined || !isDate(birthDate) || !isDate(onDate)) return '';
  if (years >= 2) return t('worklist.age.years', { count: years });
  const [bornYear, bornMonth, bornDay] = split(birthDate);
  const [year, month, day] = split(onDate);
  const months = (year - bornYear) * 12 + month - bornMonth - (day < bornDay ? 1 : 0);
  if (months >= 2) return t('worklist.age.months', { count: months });
  const days = (Date.UTC(year, month - 1, day) - Date.UTC(bornYear, bornMonth - 1, bornDay)) / 86_400_000;
  return t('worklist.age.days', { count: days });
}

const split = (da: string): readonly [year: number, month: number, day: number] => [
  Number(da.slice(0, 4)),
  Number(da.slice(4, 6)),
  Number(da.slice(6, 8)),
];
