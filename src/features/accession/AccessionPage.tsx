import { useEffect, useState } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import { identityFacts, nameText, whenText } from '@/features/contract/studyText';
import { useT } from '@/i18n/t';
import { readAccession } from '@/protocol/accession';
import { Button, LinkButton, Tag } from '@/ui/Button';
import { Facts } from '@/ui/Facts';
import { Icon } from '@/ui/Icon';
import { Logo } from '@/ui/Logo';
import { Notice } from '@/ui/Notice';
import styles from './accession.module.css';
import {
  findAccession,
  onlyStudy,
  type AccessionArchive,
  type AccessionFound,
  type AccessionStudy,
} from './findAccession';

interface AccessionPageProps {
  /** As another system handed it over; undefined: it is no longer known. */
  readonly number: string | undefined;
  readonly archives: readonly AccessionArchive[];
  readonly listHref: string;
  readonly studyHref: (archive: string, study: StudyUid) => string;
  /** Opens a study; `only`: nobody chose, since there is no other. */
  readonly onOpen: (archive: string, study: StudyUid, how: 'only' | 'chosen') => void;
}

/** The studies of an accession number: the only one opens, several are a list, and why there is none is said. */
export default function AccessionPage(props: AccessionPageProps) {
  const { number } = props;
  const t = useT();
  const [turn, setTurn] = useState(0);
  const read = readAccession(number);
  if (read !== undefined)
    return <Looked key={turn} {...props} number={read} onAgain={() => setTurn(turn + 1)} />;
  return (
    <main className={styles['page']}>
      <Notice
        alert
        icon="warning"
        title={t(number === undefined ? 'accession.gone' : 'accession.unreadable')}
        text={t(number === undefined ? 'accession.gone.text' : 'accession.unreadable.text')}
        actions={<ToList href={props.listHref} />}
      />
    </main>
  );
}

function ToList({ href }: { readonly href: string }) {
  const t = useT();
  return (
    <LinkButton href={href} kind="quiet">
      {t('app.toWorklist')}
    </LinkButton>
  );
}

type LookedProps = AccessionPageProps & { readonly number: string; readonly onAgain: () => void };

/** Asks the archives once. */
function Looked(props: LookedProps) {
  const { number, archives, onOpen } = props;
  const t = useT();
  const [found, setFound] = useState<AccessionFound>();
  useEffect(() => {
    const stopper = new AbortController();
    findAccession(number, archives, stopper.signal).then(
      (all) => {
        if (stopper.signal.aborted) return;
        const only = onlyStudy(all);
        if (only) onOpen(only.archive, only.study, 'only');
        else setFound(all);
      },
      () => undefined, // Called off: who called it off asks again, or is gone.
    );
    return () => stopper.abort();
  }, [number, archives, onOpen]);
  if (!found)
    return (
      <main className="app-opening" role="status">
        <Logo size={28} />
        {t('accession.looking')}
      </main>
    );
  return (
    <main className={styles['page']} data-testid="accession-page">
      {found.studies.length === 0 ? (
        <NoneFound {...props} {...{ found }} />
      ) : (
        <Found {...props} {...{ found }} />
      )}
    </main>
  );
}

type FoundProps = LookedProps & { readonly found: AccessionFound };

function NoneFound({ found, archives, listHref, onAgain }: FoundProps) {
  const t = useT();
  const wasNoneAsked = archives.length > 0 && found.notAsked.length === archives.length;
  return (
    <div className={styles['none']}>
      <Notice
        alert
        icon={wasNoneAsked ? 'unreachable' : 'nothingFound'}
        title={t(wasNoneAsked ? 'accession.notLooked' : 'accession.none')}
        text={t(found.notAsked.length > 0 ? 'accession.none.partly' : 'accession.none.text')}
        actions={
          <>
            <Button kind="primary" onClick={onAgain}>
              {t('common.retry')}
            </Button>
            <ToList href={listHref} />
          </>
        }
      />
      <NotAskedLines found={found} />
    </div>
  );
}

function Found(props: FoundProps) {
  const { found, listHref, onAgain } = props;
  const { studies, notAsked } = found;
  const t = useT();
  return (
    <>
      <div className={styles['found']}>
        <h1>{t('accession.several', { count: studies.length })}</h1>
        <p>{t(studies.length === 1 ? 'accession.one.text' : 'accession.several.text')}</p>
        <ul>
          {studies.map((study) => (
            <Row key={`${study.archive} ${study.row.study}`} {...props} {...{ study }} />
          ))}
        </ul>
      </div>
      <NotAskedLines found={found} />
      <div className={styles['end']}>
        {notAsked.length > 0 && <Button onClick={onAgain}>{t('common.retry')}</Button>}
        <ToList href={listHref} />
      </div>
    </>
  );
}

function NotAskedLines({ found: { notAsked } }: { readonly found: AccessionFound }) {
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

function Row({
  study: { archive, archiveName, row, isUnchecked },
  archives,
  studyHref,
  onOpen,
}: AccessionPageProps & { readonly study: AccessionStudy }) {
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
        {isUnchecked && <span className={styles['soft']}>{t('accession.unchecked')}</span>}
        {row.conflicting === true && <span className={styles['soft']}>{t('worklist.conflicting')}</span>}
      </a>
    </li>
  );
}
