import { useEffect, useState } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import { readAccession } from '@/protocol/accession';
import { Button } from '@/ui/Button';
import { Logo } from '@/ui/Logo';
import { Notice } from '@/ui/Notice';
import styles from './accession.module.css';
import { findAccession, onlyStudy, type AccessionArchive, type AccessionFound } from './findAccession';
import { FoundStudyRow, NotAskedLines, ToList } from './FoundStudies';

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
      <NotAskedLines notAsked={found.notAsked} />
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
            <FoundStudyRow key={`${study.archive} ${study.row.study}`} {...props} {...{ study }} />
          ))}
        </ul>
      </div>
      <NotAskedLines notAsked={found.notAsked} />
      <div className={styles['end']}>
        {notAsked.length > 0 && <Button onClick={onAgain}>{t('common.retry')}</Button>}
        <ToList href={listHref} />
      </div>
    </>
  );
}
