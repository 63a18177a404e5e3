import { useT } from '@/i18n/t';
import { Icon } from '@/ui/Icon';
import { identityOf } from './identity';
import styles from '@/features/viewer/styles/overlay.module.css';
import { usePanePatient, usePatientNumbers } from './whose';
import { useIdentityHidden } from '@/view/hiddenIdentity';

/** Which of several patients on screen a pane is of; undefined where all are one, or it is not known. */
function usePlace(pane: number): { readonly number: number; readonly count: number } | undefined {
  const numbers = usePatientNumbers();
  const number = numbers[pane];
  const count = Math.max(0, ...numbers.map((each) => each ?? 0));
  return number === undefined || count < 2 ? undefined : { number, count };
}

/** Number and spoken name of a pane's patient while several are on screen. */
export function usePatientFrame(pane: number): { number: number; label: string } | undefined {
  const t = useT();
  const place = usePlace(pane);
  const dataset = usePanePatient(pane);
  const isHidden = useIdentityHidden();
  if (!place) return undefined;
  const { number, count } = place;
  const name = dataset ? identityOf(dataset).name : '';
  const shown = isHidden ? t('identity.hidden') : name === '' ? t('identity.nameless') : name;
  return { number, label: t('pane.ofPatient', { number: pane + 1, patient: number, count, name: shown }) };
}

/** With several patients on screen, before the name: whose picture this is, by number and colour. */
export function PatientBadge({ pane }: { pane: number }) {
  const t = useT();
  const place = usePlace(pane);
  if (!place) return null;
  const { number, count } = place;
  return (
    <span className={styles['badge']} data-patient={number}>
      <Icon name="twoPatients" size={14} />
      <span aria-hidden="true">
        {number}/{count}
      </span>
      <span className={styles['heard']}>{t('pane.patient', place)} </span>
    </span>
  );
}
