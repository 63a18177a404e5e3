import type { ReactNode } from 'react';
import { useT } from '@/i18n/t';
import { IconButton } from '@/ui/Button';
import { identityOf, patientKey } from './identity';
import { LayoutButton } from './LayoutButton';
import { toggleSheet } from './shell';
import styles from './header.module.css';
import { Toolbar } from './Toolbar';
import toolStyles from './toolbar.module.css';
import { ActionButton } from './ToolButton';
import { usePanes, useShell, useView, useViewer } from './viewerContext';

/** Whose pictures these are: of the active pane, or of all panes when they agree. */
function WhoseStudy() {
  const t = useT();
  const active = useView((view) => view.active);
  const isHidden = useShell(({ identityHidden }) => identityHidden);
  const dataset = usePanes((panes) => {
    const own = panes[active]?.instance?.dataset;
    const all = panes.flatMap(({ instance }) => (instance ? [instance.dataset] : []));
    const areOne = new Set(all.map(patientKey)).size === 1;
    return own ?? (areOne ? all[0] : undefined);
  });
  if (isHidden) return <div className={styles['who']}>{t('identity.hidden')}</div>;
  if (!dataset) return <div className={styles['who']} />;
  const { name, id, about } = identityOf(dataset);
  return (
    <div className={styles['who']}>
      <h1>{name === '' ? t('identity.nameless') : name}</h1>
      <p>{[about, id].filter(Boolean).join(' · ')}</p>
    </div>
  );
}

/** The bar above the pictures: back, whose study, tools (desk), and Share at its end. */
export function Header({ share }: { share: ReactNode }) {
  const t = useT();
  const { screen, back, shell } = useViewer();
  const sheet = useShell(({ sheet }) => sheet);
  return (
    <header className={styles['header']} data-screen={screen}>
      <IconButton icon="back" label={t('action.back')} onClick={back} />
      <WhoseStudy />
      {screen === 'desk' && <Toolbar />}
      <div className={`${styles['end']} ${toolStyles['edge']}`}>
        {screen !== 'phone' && <ActionButton action="undo" />}
        {screen === 'desk' && <ActionButton action="redo" />}
        {screen !== 'phone' && <ActionButton action="identity" />}
        {screen === 'desk' && <ActionButton action="commands" />}
        {screen === 'desk' && <ActionButton action="help" />}
        {screen === 'tablet' && <LayoutButton />}
        {screen === 'phone' && (
          <IconButton
            icon="layout"
            label={t('layout.choose')}
            aria-expanded={sheet === 'layout'}
            onClick={() => toggleSheet(shell, 'layout')}
          />
        )}
        {share}
      </div>
    </header>
  );
}
