import type { ReactNode } from 'react';
import { useT } from '@/i18n/t';
import { Dock, PhoneBar } from './Dock';
import { SeriesPanel } from './SeriesPanel';
import { Sheet } from './Sheet';
import styles from './viewer.module.css';
import { useShell, useViewer } from './viewerContext';

/** What stands around the pictures on this screen: panels on a desk; strip, dock and sheet where fingers work. */
export function Surroundings({ results, account }: { results: ReactNode; account?: ReactNode }) {
  const { screen } = useViewer();
  if (screen === 'desk') return <Panels results={results} />;
  return (
    <>
      {screen === 'tablet' && <TabletStrip />}
      {screen === 'tablet' ? <Dock /> : <PhoneBar />}
      <Sheet results={results} account={account} />
    </>
  );
}

function Panels({ results }: { results: ReactNode }) {
  const t = useT();
  const leftOpen = useShell((shell) => shell.leftOpen);
  const rightOpen = useShell((shell) => shell.rightOpen);
  return (
    <>
      {leftOpen && (
        <nav aria-label={t('series.study')} className={styles['left']}>
          <SeriesPanel as="list" />
        </nav>
      )}
      {/* Its room is kept before there is anything in it: the picture does not move when it comes. */}
      {rightOpen && (
        <aside aria-label={t('sheet.results')} className={styles['right']}>
          {results}
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
