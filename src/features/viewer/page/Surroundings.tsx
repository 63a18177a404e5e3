import type { ReactNode } from 'react';
import { useT } from '@/i18n/t';
import { Dock, PhoneBar } from './Dock';
import { SeriesPanel } from '@/features/viewer/series/SeriesPanel';
import { Sheet } from './Sheet';
import styles from '@/features/viewer/styles/viewer.module.css';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';

interface SurroundingsProps {
  /** Else the room of the panels alone. */
  readonly isWhole: boolean;
  readonly results: ReactNode;
  readonly account?: ReactNode;
  /** Other studies of the patient, below the series. */
  readonly others: ReactNode;
}

/** What stands around the pictures on this screen: panels on a desk; strip, dock and sheet where fingers work. */
export function Surroundings({ isWhole, results, account, others }: SurroundingsProps) {
  const { screen } = useViewer();
  if (screen === 'desk') return <Panels isWhole={isWhole} results={results} others={others} />;
  return (
    <>
      {screen === 'tablet' && <TabletStrip />}
      {screen === 'tablet' ? <Dock /> : <PhoneBar />}
      <Sheet results={results} account={account} others={others} />
    </>
  );
}

function Panels({ isWhole, results, others }: Omit<SurroundingsProps, 'account'>) {
  const t = useT();
  const leftOpen = useShell((shell) => shell.leftOpen);
  const rightOpen = useShell((shell) => shell.rightOpen);
  return (
    <>
      {leftOpen && (
        <nav aria-label={t('series.study')} className={styles['left']}>
          {isWhole && <SeriesPanel as="list" />}
          {isWhole && others}
        </nav>
      )}
      {/* Its room is kept before there is anything in it: the picture does not move when it comes. */}
      {rightOpen && (
        <aside aria-label={t('sheet.results')} className={styles['right']}>
          {isWhole && results}
        </aside>
      )}
    </>
  );
}

/** Pictures of the series at the left, in landscape only: in portrait they are in the sheet. */
function TabletStrip() {
  const t = useT();
  return (
    <nav aria-label={t('series.study')} className={styles['column']}>
      <SeriesPanel as="column" />
    </nav>
  );
}
