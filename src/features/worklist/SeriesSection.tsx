import type { ReactNode } from 'react';
import type { StudySummary } from '@/archive/contract/archive';
import { useT } from '@/i18n/t';
import { studyCountText } from '@/features/contract/studyText';

interface SeriesSectionProps {
  readonly study: StudySummary;
  /** How many series it has, as far as is known. */
  readonly count: number;
  readonly children: ReactNode;
}

/** The series of the chosen study, under how many they are. */
export function SeriesSection({ study, count, children }: SeriesSectionProps) {
  const t = useT();
  return (
    <section>
      <h3 className="wl-section">
        <span>{t('worklist.series', { count })}</span>
        <span className="wl-dim">{studyCountText(study, t)}</span>
      </h3>
      {children}
    </section>
  );
}
