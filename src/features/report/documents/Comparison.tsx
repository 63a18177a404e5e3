import { listText } from '@/i18n/numberText';
import { useT } from '@/i18n/t';
import { compareReports } from '@/measurement/report/compareReports';
import type { StudyDocument } from '@/view/reports/documents';
import type { SavedReading } from '@/measurement/report/findings';
import { formatIso } from '@/dicom/values/dateText';
import styles from './documents.module.css';
import { savedText } from '@/measurement/readingText';

const valuesOf = (readings: readonly SavedReading[] | undefined): string =>
  listText((readings ?? []).map(savedText)) || '–';

const saidOf = (words: readonly string[]): string => listText(words) || '–';

/** What changed between two versions of a report, finding by finding. */
export function Comparison({ before, after }: { before: StudyDocument; after: StudyDocument }) {
  const t = useT();
  if (before.kind !== 'report' || after.kind !== 'report') return null;
  const changes = compareReports(before.content, after.content);
  const author = before.author ?? t('documents.nobody');
  return (
    <div>
      <p className={styles['small']}>
        {t('documents.compared', { author, at: formatIso(before.at) ?? t('documents.noTime') })}
      </p>
      <ol className={styles['findings']}>
        {changes.map(({ change, label, before: old, after: now, areValuesOthers, words }, i) => (
          <li key={i} data-testid="change" data-change={change}>
            <span className={styles['name']}>
              {t('said.of', {
                name: t(`documents.change.${change}`),
                said: label || t('said.numbered', { name: t('documents.finding'), number: i + 1 }),
              })}
            </span>
            {words && (
              <p className={styles['small']}>
                {t('documents.change.words', { before: saidOf(words.before), after: saidOf(words.after) })}
              </p>
            )}
            <p className={styles['small']}>
              {areValuesOthers === true
                ? t('documents.change.values', { before: valuesOf(old), after: valuesOf(now) })
                : valuesOf(now ?? old)}
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}
