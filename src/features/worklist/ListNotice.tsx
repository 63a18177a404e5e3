import { useT } from '@/i18n/t';
import { describeListError } from '@/kinds/describeListError';
import { Button, LinkButton } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import { EmptyNotice } from './EmptyNotice';
import type { Filters } from './filters';
import { ListTail } from './ListTail';
import type { Studies } from './useStudies';

interface ListNoticeProps {
  readonly studies: Studies;
  readonly archiveName: string;
  readonly filters: Filters;
  readonly diagnoseHref: string;
  onFilters(next: Filters): void;
}

/** In place of rows: waiting, failed, or nothing found. */
export function ListNotice({ studies, archiveName, filters, onFilters, diagnoseHref }: ListNoticeProps) {
  const t = useT();
  if (studies.error !== undefined) {
    const sentence = describeListError(studies.error);
    if (!sentence) return null;
    return (
      <Notice
        alert
        icon="unreachable"
        title={t(sentence.title)}
        text={t(sentence.text, sentence.values)}
        actions={
          <>
            <Button kind="primary" onClick={studies.retry}>
              {t('common.retry')}
            </Button>
            <LinkButton href={diagnoseHref}>{t('worklist.diagnose')}</LinkButton>
          </>
        }
      />
    );
  }
  if (studies.isLoading || studies.isSearching) {
    return (
      <div className="wl-tail">
        <span className="wl-spinner" aria-hidden="true" />
        {t('worklist.loading', { archive: archiveName })}
      </div>
    );
  }
  if (studies.more) return <ListTail studies={studies} />;
  return <EmptyNotice archiveName={archiveName} filters={filters} onFilters={onFilters} />;
}
