import type { StudyUid } from '@/dicom/dataset/uid';
import { identityFacts, nameText, whenText } from '@/features/contract/studyText';
import { useT } from '@/i18n/t';
import { LinkButton, Tag } from '@/ui/Button';
import { Facts } from '@/ui/Facts';
import { Icon } from '@/ui/Icon';
import styles from './accession.module.css';
import type { AccessionStudy, NotAsked } from './findAccession';

/** The way to the list of studies. */
export function ToList({ href }: { readonly href: string }) {
  const t = useT();
  return (
    <LinkButton href={href} kind="quiet">
      {t('app.toWorklist')}
    </LinkButton>
  );
}

/** Archives that were not looked through, each with why. */
export function NotAskedLines({ notAsked }: { readonly notAsked: readonly NotAsked[] }) {
  const t = useT();
  if (notAsked.length === 0) return null;
  return (
    <ul className={styles['missing']} role="alert">
      {notAsked.map(({ name, why }) => (
        <li key={name}>
          <Icon name="warning" size={18} />
          {t(`accession.left.${why}`, { archive: name })}
        </li>
      ))}
    </ul>
  );
}

interface FoundStudyProps {
  readonly study: AccessionStudy;
  readonly archives: readonly unknown[];
  readonly studyHref: (archive: string, study: StudyUid) => string;
  readonly onOpen: (archive: string, study: StudyUid, how: 'chosen') => void;
  /** What is to be minded of it. */
  readonly note?: string | undefined;
}

/** A study that another system means, to be chosen. */
export function FoundStudyRow({
  study: { archive, archiveName, row, isUnchecked },
  note,
  archives,
  studyHref,
  onOpen,
}: FoundStudyProps) {
  const t = useT();
  return (
    <li>
      <a
        className={styles['row']}
        data-testid="accession-study"
        href={studyHref(archive, row.study)}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          onOpen(archive, row.study, 'chosen');
        }}
      >
        <span className={styles['name']}>
          <b dir="auto">{nameText(row) || t('worklist.unnamed')}</b>
          {row.modalities.slice(0, 3).map((code) => (
            <Tag key={code}>{code}</Tag>
          ))}
        </span>
        <Facts of={identityFacts(row)} />
        <span dir="auto">{row.description ?? t('worklist.noDescription')}</span>
        <Facts
          className={styles['soft']}
          of={[whenText(row) || t('worklist.noDate'), archives.length > 1 ? archiveName : undefined]}
        />
        {note !== undefined && <span className={styles['soft']}>{note}</span>}
        {isUnchecked && <span className={styles['soft']}>{t('accession.unchecked')}</span>}
        {row.conflicting === true && <span className={styles['soft']}>{t('worklist.conflicting')}</span>}
      </a>
    </li>
  );
}
