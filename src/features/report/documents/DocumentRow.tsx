import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { formatIso } from '@/dicom/values/dateText';
import { useT, type Translate } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { addKeyImages, patchPane, place } from '@/view/actions';
import { versionBefore, type StudyDocument } from '@/view/reports/documents';
import { present } from '@/view/presentation/presentation';
import { updateView, type ViewStore } from '@/view/viewStore';
import { Comparison } from './Comparison';
import styles from './documents.module.css';
import { Findings } from './Findings';
import type { DocumentReader } from './reader';

interface DocumentRowProps {
  readonly document: StudyDocument;
  readonly all: readonly StudyDocument[];
  readonly reader: DocumentReader;
  readonly views: ViewStore;
  readonly isNewest: boolean;
  readonly isSuperseded: boolean;
  readonly isOpen: boolean;
  onOpen(): void;
}

export const authorLine = ({ author, at }: Pick<StudyDocument, 'author' | 'at'>, t: Translate): string =>
  t('documents.by', {
    author: author ?? t('documents.nobody'),
    at: formatIso(at) ?? t('documents.noTime'),
  });

function useSigns({ document, isNewest, isSuperseded }: DocumentRowProps): string[] {
  const t = useT();
  const { kind } = document;
  return [
    ...(isNewest ? [t('documents.newest')] : []),
    ...(isSuperseded ? [t('documents.superseded')] : []),
    ...(kind === 'report'
      ? [t(document.content.isVerified ? 'documents.verified' : 'documents.unverified')]
      : []),
    ...(kind === 'report'
      ? [
          document.content.findings.length > 0
            ? t('documents.findings', { count: document.content.findings.length })
            : t('documents.textOnly'),
        ]
      : []),
    ...(kind === 'presentation'
      ? []
      : kind === 'keyImages'
        ? [
            t('documents.images', { count: document.content.images.length }),
            ...(document.content.unmet > 0 ? [t('documents.unmet', { count: document.content.unmet })] : []),
          ]
        : []),
  ];
}

/** One document: what, who, when; opened, what can be done with it. */
export function DocumentRow(props: DocumentRowProps) {
  const { document, isOpen, onOpen } = props;
  const t = useT();
  const body = useId();
  const signs = useSigns(props);
  return (
    <li
      className={styles['row']}
      data-testid="document"
      data-kind={document.kind}
      data-sop={document.instance.sop}
    >
      <button
        type="button"
        className={styles['face']}
        aria-expanded={isOpen}
        aria-controls={body}
        onClick={onOpen}
      >
        <Icon
          name={document.kind === 'keyImages' ? 'star' : document.kind === 'report' ? 'document' : 'picture'}
          size={16}
        />
        <span className={styles['words']}>
          <span className={styles['name']}>
            {t(`documents.kind.${document.kind}`)}
            {document.title !== '' && `: ${document.title}`}
          </span>
          {document.description !== undefined && (
            <span className={styles['small']}>{document.description}</span>
          )}
          <span className={styles['small']}>{authorLine(document, t)}</span>
          <span className={styles['small']}>{signs.join(' · ')}</span>
        </span>
        <Icon name="down" size={16} />
      </button>
      <div id={body} hidden={!isOpen}>
        {isOpen && <Body {...props} />}
      </div>
    </li>
  );
}

function Body({ document, all, reader, views }: DocumentRowProps) {
  const t = useT();
  const [isCompared, setCompared] = useState(false);
  const { sop, study, series } = document.instance;
  const shown = useStore(reader.store, ({ shown }) => shown.get(sop));
  const isBusy = useStore(reader.store, ({ busy }) => busy === sop);
  const before = document.kind === 'report' ? versionBefore(document, all) : undefined;
  const read = () =>
    updateView(views, (view) =>
      patchPane(place(view, view.active, study, series), view.active, { at: { sop, frame: 1 } }),
    );
  return (
    <div className={styles['body']}>
      <div className={styles['actions']}>
        {document.kind === 'report' && document.content.findings.length > 0 && (
          <Button onClick={() => void reader.show(document)} disabled={isBusy}>
            {t('documents.show')}
          </Button>
        )}
        {document.kind !== 'presentation' && <Button onClick={read}>{t('documents.read')}</Button>}
        {before && (
          <Button
            aria-pressed={isCompared}
            aria-label={t('documents.compare')}
            onClick={() => setCompared(!isCompared)}
          >
            {t('documents.compareShort')}
          </Button>
        )}
        {document.kind === 'keyImages' && (
          <Button onClick={() => updateView(views, (view) => addKeyImages(view, document.content.images))}>
            {t('documents.stars')}
          </Button>
        )}
        {document.kind === 'presentation' && (
          <Button onClick={() => updateView(views, (view) => present(view, view.active, document.content))}>
            {t('documents.apply')}
          </Button>
        )}
      </div>
      {isBusy && <p role="status">{t('documents.showing')}</p>}
      {shown && !isBusy && (
        <p role="status">
          {shown.drawn === 0 ? t('documents.drawn_zero') : t('documents.drawn', { count: shown.drawn })}{' '}
          {shown.drawn > 0 && t('documents.continue')}
        </p>
      )}
      {isCompared && before && <Comparison before={before} after={document} />}
      {document.kind === 'report' && !isCompared && (
        <Findings document={document} reader={reader} shown={shown} views={views} />
      )}
    </div>
  );
}
