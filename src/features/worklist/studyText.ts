import type { StudySummary } from '@/archive/archive';
import { ageYears, formatDate, formatTime } from '@/dicom/dateTime';
import { formatPersonName } from '@/dicom/personName';
import { midnightUtc, readDay } from '@/dicom/values/day';
import { valueOf } from '@/dicom/values/reading';
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
  const [born, on] = [valueOf(readDay(birthDate)), valueOf(readDay(onDate))];
  if (years === undefined || !born || !on) return '';
  if (years >= 2) return t('worklist.age.years', { count: years });
  const months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day ? 1 : 0);
  if (months >= 2) return t('worklist.age.months', { count: months });
  const days = (midnightUtc(on).getTime() - midnightUtc(born).getTime()) / 86_400_000;
  return t('worklist.age.days', { count: days });
}
