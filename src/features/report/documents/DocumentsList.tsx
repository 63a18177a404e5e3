import { useState } from 'react';
import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import { ArchiveError } from '@/archive/contract/archiveError';
import { describeListError } from '@/kinds/describeListError';
import { arrangeDocuments } from '@/view/reports/documents';
import type { ViewStore } from '@/view/viewStore';
import { DocumentRow } from './DocumentRow';
import styles from './documents.module.css';
import type { DocumentReader } from './reader';

interface DocumentsListProps {
  readonly reader: DocumentReader;
  readonly views: ViewStore;
}

/** The documents of the studies on screen: who said what and when, and what can be done with each. */
export default function DocumentsList({ reader, views }: DocumentsListProps) {
  const t = useT();
  const { phase, documents: list, failed, reason, listing } = useStore(reader.store);
  const [open, setOpen] = useState<string>();
  const isUnlisted = listing === 'failed';
  const isNothing = phase === 'waiting' || (phase === 'here' && list.length === 0 && failed === 0);
  if (isNothing && !isUnlisted) return null;
  const why = reason instanceof ArchiveError ? describeListError(reason) : undefined;
  const { documents, superseded } = arrangeDocuments(list);
  const newest = documents.find(({ instance }) => !superseded.has(instance.sop));
  return (
    <section className={styles['documents']} aria-label={t('documents.title')} data-testid="documents">
      <div className={styles['head']}>
        <h2>
          {t('documents.title')} {list.length > 0 && <span>{list.length}</span>}
        </h2>
        <IconButton icon="reset" label={t('documents.refresh')} onClick={() => void reader.refresh()} />
      </div>
      {phase === 'loading' && <p className={styles['quiet']}>{t('documents.loading')}</p>}
      {(failed > 0 || isUnlisted) && (
        <div role="alert" className={styles['failed']}>
          <p>{failed > 0 ? t('documents.failed', { count: failed }) : t('documents.unlisted')}</p>
          {why && <p>{t(why.title, why.values)}</p>}
          <Button onClick={() => void reader.refresh()}>{t('common.retry')}</Button>
        </div>
      )}
      <ul>
        {documents.map((document) => {
          const { sop } = document.instance;
          return (
            <DocumentRow
              key={sop}
              document={document}
              all={documents}
              reader={reader}
              views={views}
              isNewest={document === newest && documents.length > 1}
              isSuperseded={superseded.has(sop)}
              isOpen={open === sop}
              onOpen={() => setOpen(open === sop ? undefined : sop)}
            />
          );
        })}
      </ul>
    </section>
  );
}
