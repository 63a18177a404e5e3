import { useEffect, useState } from 'react';
import type { StudySummary } from '@/archive/contract/archive';
import { formatDate } from '@/dicom/values/dateText';
import { formatPersonName } from '@/dicom/patient/personName';
import type { ReportLine } from '@/dicom/sr/lines';
import type { ReportedPlace } from '@/dicom/sr/places';
import type { StudyUid } from '@/dicom/dataset/uid';
import { countText, listText } from '@/i18n/numberText';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { useIdentityHidden } from '@/view/hiddenIdentity';
import { encodeLink } from '@/view/link/codec';
import type { KeyImage } from '@/view/viewState';
import type { LookedUp, LookUp } from './lookUp';
import styles from './sr.module.css';

interface SrReferenceProps {
  readonly archiveId: string;
  readonly lookUp: LookUp;
  /** Of the document. */
  readonly study: StudyUid;
  readonly reference: NonNullable<ReportLine['reference']>;
  /** Where the document says that it stands; undefined: it does not say. */
  readonly place: ReportedPlace | undefined;
  onImage(image: KeyImage): void;
}

/** Frames with a button each; the others are told. */
const MOST_WAYS = 12;

/** The way to an image that a document names. One of another study is never shown in this one: it is said whose it is. */
export function SrReference({ archiveId, lookUp, study, reference, place, onImage }: SrReferenceProps) {
  const t = useT();
  const [found, setFound] = useState<LookedUp<ReportedPlace> | 'asking'>();
  const { sop, frame: named, frames, channels, isImage } = reference;
  const frame = named === 'unreadable' ? undefined : named;
  const seek = async (wanted: number | undefined) => {
    const go = (at: ReportedPlace) => onImage({ ...at, sop, frame: wanted ?? 1 });
    if (place) return go(place);
    setFound('asking');
    const answer = await lookUp.object(sop, study);
    setFound(answer);
    if (answer.state === 'here' && answer.what.study === study) go(answer.what);
  };
  if (named === 'unreadable') return <p className={styles['quiet']}>{t('sr.noFrame')}</p>;
  const known = place ?? (typeof found === 'object' && found.state === 'here' ? found.what : undefined);
  if (known && known.study !== study)
    return <OtherStudy archiveId={archiveId} lookUp={lookUp} image={{ ...known, sop, frame: frame ?? 1 }} />;
  return (
    <>
      {(frames ?? [frame]).slice(0, MOST_WAYS).map((one) => (
        <Button key={one} kind="quiet" onClick={() => void seek(one)}>
          {one !== undefined ? t('sr.imageFrame', { frame: one }) : t(isImage ? 'sr.image' : 'sr.object')}
        </Button>
      ))}
      {frames && frames.length > MOST_WAYS && (
        <p className={styles['quiet']}>
          {t('sr.moreFrames', { frames: listText(frames.slice(MOST_WAYS).map(countText)) })}
        </p>
      )}
      {channels && <p className={styles['quiet']}>{t('sr.channels', { channels: listText(channels) })}</p>}
      {found === 'asking' && (
        <p role="status" className={styles['quiet']}>
          {t('sr.seeking')}
        </p>
      )}
      {typeof found === 'object' && found.state !== 'here' && (
        <p role="alert" className={styles['quiet']}>
          {t(found.state === 'gone' ? 'sr.gone' : 'sr.unknown')}
        </p>
      )}
    </>
  );
}

/** 'Doe, Jane · ID 12 · born 1 Jan 1960 · study of 3 Feb 2024', as far as it is known and not hidden. */
function useWords(): (study: StudySummary) => string {
  const t = useT();
  const isHidden = useIdentityHidden();
  return ({ patientName, patientId, birthDate, date, description }) =>
    [
      ...(isHidden
        ? [t('identity.hidden')]
        : [
            formatPersonName(patientName) || t('sr.nameless'),
            patientId && t('sr.patientId', { id: patientId }),
            birthDate && t('sr.born', { date: formatDate(birthDate) }),
          ]),
      date && t('sr.studyOf', { date: formatDate(date) }),
      description,
    ]
      .filter(Boolean)
      .join(' · ');
}

interface OtherStudyProps {
  readonly archiveId: string;
  readonly lookUp: LookUp;
  readonly image: KeyImage;
}

/** An image outside of the document's study: that it is, whose it is, and the way to open it in its own right. */
function OtherStudy({ archiveId, lookUp, image }: OtherStudyProps) {
  const t = useT();
  const words = useWords();
  const [found, setFound] = useState<LookedUp<StudySummary>>();
  const { study, series, sop, frame } = image;
  useEffect(() => {
    let isWanted = true;
    void lookUp.study(study).then((answer) => isWanted && setFound(answer));
    return () => {
      isWanted = false;
    };
  }, [lookUp, study]);
  if (found?.state !== 'here')
    return (
      <p className={styles['quiet']} data-testid="other-study">
        {t(`sr.other.${found?.state ?? 'asking'}`)}
      </p>
    );
  const view = {
    studies: [study],
    grid: { rows: 1, columns: 1 },
    panes: [{ study, series, at: { sop, frame } }],
    active: 0,
  } as const;
  return (
    <div data-testid="other-study">
      <p>
        {t('sr.other')} <strong className={styles['whose']}>{words(found.what)}</strong>
      </p>
      <a
        className={styles['way']}
        href={`#${encodeLink({ archive: archiveId, view, marks: [] })}`}
        target="_blank"
        rel="noopener"
      >
        {t('sr.other.open')}
      </a>
    </div>
  );
}
