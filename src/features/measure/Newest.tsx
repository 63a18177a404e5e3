import { useEffect, useRef } from 'react';
import { useT, type Translate } from '@/i18n/t';
import { basisText, isPlain, refusalText } from '@/imaging/contract/basisText';
import type { Measurement } from '@/measurement/measurement';
import { mainReading } from './formatReading';
import styles from './measure.module.css';

/** The measurement that came last, however the list is ordered. */
function useNewest(list: readonly Measurement[]): Measurement | undefined {
  const known = useRef<ReadonlySet<string>>(new Set());
  const newest = useRef<string>(undefined);
  const added = list.findLast(({ id }) => !known.current.has(id));
  known.current = new Set(list.map(({ id }) => id));
  if (added) newest.current = added.id;
  return list.find(({ id }) => id === newest.current);
}

/** The newest result in words: never a number whose millimetres are not plain without saying so. */
function heardText(newest: Measurement, t: Translate): string {
  const { basis, refusal } = newest;
  return [
    mainReading(newest),
    basis && !isPlain(basis) && basisText(basis, t),
    refusal && refusalText(refusal, t),
  ]
    .filter(Boolean)
    .join(', ');
}

/** At most one announcement in this time. */
const PAUSE_MS = 1000;

/** Says the newest result to screen readers once it has settled. */
export function Newest({ list }: { readonly list: readonly Measurement[] }) {
  const t = useT();
  const newest = useNewest(list);
  const text = newest ? heardText(newest, t) : '';
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (place.current) place.current.textContent = text;
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return <div ref={place} aria-live="polite" className={styles['heard']} />;
}
