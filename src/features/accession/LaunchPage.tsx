import { useEffect, useState } from 'react';
import type { StudyUid } from '@/dicom/dataset/uid';
import { useT } from '@/i18n/t';
import type { CastSubject } from '@/protocol/fhircastContext';
import { Button } from '@/ui/Button';
import { Logo } from '@/ui/Logo';
import { Notice } from '@/ui/Notice';
import styles from './accession.module.css';
import type { AccessionArchive } from './findAccession';
import { findLaunched, onlyLaunched, type LaunchFound } from './findLaunched';
import { FoundStudyRow, NotAskedLines, ToList } from './FoundStudies';

interface LaunchPageProps {
  /** What the EHR has open, and what people call the EHR. */
  readonly subject: CastSubject;
  readonly ehr: string;
  readonly archives: readonly AccessionArchive[];
  readonly listHref: string;
  readonly studyHref: (archive: string, study: StudyUid) => string;
  /** Opens a study; `only`: nobody chose, since there is no other. */
  readonly onOpen: (archive: string, study: StudyUid, how: 'only' | 'chosen') => void;
}

/** The studies that an EHR has open: the only one opens, several are a list, and why there is none is said. */
export default function LaunchPage(props: LaunchPageProps) {
  const [turn, setTurn] = useState(0);
  return <Looked key={turn} {...props} onAgain={() => setTurn(turn + 1)} />;
}

type LookedProps = LaunchPageProps & { readonly onAgain: () => void };

/** Asks the archives once. */
function Looked(props: LookedProps) {
  const { subject, archives, onOpen } = props;
  const t = useT();
  const [found, setFound] = useState<LaunchFound>();
  useEffect(() => {
    const stopper = new AbortController();
    findLaunched(subject, archives, stopper.signal).then(
      (all) => {
        if (stopper.signal.aborted) return;
        const only = onlyLaunched(subject, all);
        if (only) onOpen(only.archive, only.study, 'only');
        else setFound(all);
      },
      () => undefined, // Called off: who called it off asks again, or is gone.
    );
    return () => stopper.abort();
  }, [subject, archives, onOpen]);
  if (!found)
    return (
      <main className="app-opening" role="status">
        <Logo size={28} />
        {t('accession.looking')}
      </main>
    );
  return (
    <main className={styles['page']} data-testid="launch-page">
      {found.studies.length === 0 ? (
        <NoneFound {...props} {...{ found }} />
      ) : (
        <Found {...props} {...{ found }} />
      )}
    </main>
  );
}

type FoundProps = LookedProps & { readonly found: LaunchFound };

function NoneFound({ found: { notAsked, others }, ehr, listHref, onAgain }: FoundProps) {
  const t = useT();
  const why = others > 0 ? 'other' : notAsked.length > 0 ? 'partly' : 'none';
  return (
    <div className={styles['none']}>
      <Notice
        alert
        icon={why === 'other' ? 'warning' : 'nothingFound'}
        title={t(`launch.find.${why}`, { ehr })}
        text={t(`launch.find.${why}.text`, { ehr })}
        actions={
          <>
            <Button kind="primary" onClick={onAgain}>
              {t('common.retry')}
            </Button>
            <ToList href={listHref} />
          </>
        }
      />
      <NotAskedLines {...{ notAsked }} />
    </div>
  );
}

function Found(props: FoundProps) {
  const { found, ehr, listHref, onAgain } = props;
  const { studies, notAsked, others } = found;
  const t = useT();
  const isDoubtful = studies.some(({ isSure }) => !isSure);
  return (
    <>
      <div className={styles['found']}>
        <h1>{t('launch.several', { count: studies.length, ehr })}</h1>
        <p>{t(isDoubtful ? 'launch.compare' : 'accession.several.text', { ehr })}</p>
        {others > 0 && <p role="alert">{t('launch.others', { count: others, ehr })}</p>}
        <ul>
          {studies.map((study) => (
            <FoundStudyRow
              key={`${study.archive} ${study.row.study}`}
              {...props}
              {...{ study }}
              note={study.isSure ? undefined : t('launch.unsure')}
            />
          ))}
        </ul>
      </div>
      <NotAskedLines {...{ notAsked }} />
      <div className={styles['end']}>
        {notAsked.length > 0 && <Button onClick={onAgain}>{t('common.retry')}</Button>}
        <ToList href={listHref} />
      </div>
    </>
  );
}
