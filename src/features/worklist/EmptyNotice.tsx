import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import { countFilters, withoutFilters, type Filters } from './filters';

interface EmptyNoticeProps {
  readonly archiveName: string;
  readonly filters: Filters;
  readonly onFilters: (filters: Filters) => void;
}

/** Nothing found: what was asked for, and the shortest ways to find it after all. */
export function EmptyNotice({ archiveName, filters, onFilters }: EmptyNoticeProps) {
  const t = useT();
  const hasFilters = countFilters(filters) > 0;
  const typed = filters.anything.trim() || filters.patientName.trim();
  const isDated = filters.date !== 'any';
  const shorter = typed.split(/[\s,^]+/)[0]?.slice(0, 4) ?? '';
  const title = !hasFilters
    ? t('worklist.empty.archive', { archive: archiveName })
    : typed !== ''
      ? t(isDated ? 'worklist.empty.searchDate' : 'worklist.empty.search', { text: typed })
      : t(isDated && countFilters(filters) === 1 ? 'worklist.empty.dates' : 'worklist.empty.filters');
  const shorten = () =>
    onFilters(
      filters.anything.trim() === ''
        ? { ...filters, patientName: shorter }
        : { ...filters, anything: shorter },
    );
  return (
    <Notice
      icon="nothingFound"
      title={title}
      text={t(hasFilters ? 'worklist.empty.text' : 'worklist.empty.archive.text', { archive: archiveName })}
      actions={
        hasFilters && (
          <>
            {isDated && (
              <Button kind="primary" onClick={() => onFilters({ ...filters, date: 'any' })}>
                {t('worklist.empty.anyDate')}
              </Button>
            )}
            {shorter.length >= 3 && shorter.length < typed.length && (
              <Button onClick={shorten}>{t('worklist.empty.shorter', { text: shorter })}</Button>
            )}
            <Button kind={isDated ? 'plain' : 'primary'} onClick={() => onFilters(withoutFilters(filters))}>
              {t('worklist.clear.all')}
            </Button>
          </>
        )
      }
    />
  );
}
