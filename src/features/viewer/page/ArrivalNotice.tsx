import { useEffect, useState } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { samenessOf, type Sameness } from '@/dicom/patient/sameness';
import { Facts } from '@/ui/Facts';
import { Icon } from '@/ui/Icon';
import { ARRIVAL_STAYS_MS, type StudyArrival } from '@/features/viewer/state/steps';
import { useView } from '@/features/viewer/context/viewerContext';
import { identityOf } from '@/features/viewer/patient/identity';
import { usePaneOwner, useStudyPatient } from '@/features/viewer/patient/whose';
import { useIdentityHidden } from '@/view/hiddenIdentity';
import { onTouch } from './onTouch';
import styles from './arrival.module.css';

const WORDS: Record<Sameness, MessageKey> = {
  other: 'arrival.other',
  same: 'arrival.same',
  unsure: 'arrival.study',
};

/**
 * After a step to another study of the list: whose it is, and whether that is somebody else, across the top of the pictures, until the
 * hand does something or the time is up. Fingers and mouse reach the picture through it.
 */
export function ArrivalNotice({ arrival }: { readonly arrival: StudyArrival }) {
  const t = useT();
  const active = useView((view) => view.active);
  const isHidden = useIdentityHidden();
  const here = usePaneOwner(active);
  const before = useStudyPatient(arrival.from);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const ends = new AbortController();
    onTouch(() => setOver(true), ends.signal);
    return () => ends.abort();
  }, []);
  const isKnown = here !== undefined;
  useEffect(() => {
    const timer = isKnown ? setTimeout(() => setOver(true), ARRIVAL_STAYS_MS) : undefined;
    return () => clearTimeout(timer);
  }, [isKnown]);
  const { number, count, isCut } = arrival;
  const sameness = samenessOf(before, here);
  const who = here && !isHidden ? identityOf(here) : undefined;
  const about = who ? [who.birthDate, who.sexAge, who.id] : [];
  const place = t(isCut ? 'arrival.placeOfMore' : 'arrival.place', { number, count });
  // The region stands before its text comes, so that screen readers read it.
  return (
    <div role="status" className={styles['place']}>
      {here && !isOver && (
        <div className={styles['notice']} data-sameness={sameness} data-testid="arrival">
          <Icon name={sameness === 'other' ? 'twoPatients' : 'nextStudy'} size={22} />
          <div>
            <p>
              <Facts of={[t(WORDS[sameness]), place]} />
            </p>
            <strong dir="auto">{who ? who.name || t('identity.nameless') : t('identity.hidden')}</strong>
            <p>
              <Facts of={about} />
            </p>
          </div>
        </div>
      )}
    </div>
  );
}
