import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useT } from '@/i18n/t';
import { IconButton } from '@/ui/Button';
import { Facts } from '@/ui/Facts';
import { Logo } from '@/ui/Logo';
import { useRoving } from '@/ui/useRoving';
import { identityOf } from '@/features/viewer/patient/identity';
import { LayoutButton } from '@/features/viewer/toolbar/LayoutButton';
import { toggleSheet } from '@/features/viewer/state/shell';
import styles from './header.module.css';
import { Toolbar } from '@/features/viewer/toolbar/Toolbar';
import toolStyles from '@/features/viewer/toolbar/toolbar.module.css';
import { ActionButton } from '@/features/viewer/toolbar/ToolButton';
import { usePaneOwner } from '@/features/viewer/patient/whose';
import { useShell, useView, useViewer } from '@/features/viewer/context/viewerContext';
import { useIdentityHidden } from '@/view/hiddenIdentity';

/** Whose study this is, whatever the panes show of it: of the active pane, or of all panes when they agree. */
function WhoseStudy() {
  const t = useT();
  const active = useView((view) => view.active);
  const isHidden = useIdentityHidden();
  const dataset = usePaneOwner(active);
  if (isHidden) return <div className={styles['who']}>{t('identity.hidden')}</div>;
  if (!dataset) return <div className={styles['who']} />;
  const { name, id, birthDate, sexAge } = identityOf(dataset);
  const about = [birthDate, sexAge, id].filter((part) => part !== '');
  return (
    <Who
      key={[name, ...about].join(' · ')}
      name={name === '' ? t('identity.nameless') : name}
      about={about}
    />
  );
}

/** In a room of one height, so that the pictures below never move: long names and IDs are written smaller, then higher. */
function Who({ name, about }: { name: string; about: readonly string[] }) {
  const room = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = room.current;
    const words = element?.firstElementChild;
    if (!element || !(words instanceof HTMLElement)) return undefined;
    const fit = () => {
      element.dataset['fit'] = 'plain';
      for (const next of ['dense', 'high'])
        if (words.offsetHeight > element.clientHeight) element.dataset['fit'] = next;
    };
    fit();
    const watcher = new ResizeObserver(fit);
    watcher.observe(element.parentElement ?? element);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={room} className={styles['who']}>
      <div>
        <h1 dir="auto">{name}</h1>
        <p>
          <Facts of={about} />
        </p>
      </div>
    </div>
  );
}

interface HeaderProps {
  /** Else its room alone, with the way back. */
  readonly isWhole: boolean;
  readonly save: ReactNode;
  /** What comes when it is ready: its place is kept until then. */
  readonly together: { readonly button: ReactNode } | undefined;
  readonly share: ReactNode;
  readonly account: ReactNode;
}

/** The bar above the pictures: back, whose study, tools (desk), Save, Share and the account at its end. */
export function Header({ isWhole, save, together, share, account }: HeaderProps) {
  const t = useT();
  const { screen, back } = useViewer();
  const bar = useRoving<HTMLDivElement>();
  return (
    <header className={styles['header']} data-screen={screen}>
      {back ? <IconButton icon="back" label={t('action.back')} onClick={back} /> : <Logo size={24} />}
      {isWhole ? <WhoseStudy /> : <div className={styles['who']} />}
      {isWhole && screen === 'desk' && <Toolbar />}
      <div
        {...bar}
        role="toolbar"
        aria-label={t('viewer.screenTools')}
        className={`${styles['end']} ${toolStyles['edge']}`}
      >
        {isWhole && (
          <>
            {screen !== 'phone' && <ActionButton action="undo" />}
            {screen === 'desk' && <ActionButton action="redo" />}
            {screen !== 'phone' && <ActionButton action="identity" />}
            {screen === 'desk' && <ActionButton action="tags" />}
            {screen === 'desk' && <ActionButton action="commands" />}
            {screen === 'desk' && <ActionButton action="help" />}
            {screen === 'tablet' && <LayoutButton />}
            {screen === 'phone' && <PhoneLayout />}
            {save}
            {together && <span className={styles['kept']}>{together.button}</span>}
            {share}
            {account !== undefined && <span className={styles['kept']}>{account}</span>}
          </>
        )}
      </div>
    </header>
  );
}

/** Opens the layout page of the sheet; says which of several panes is on the screen. */
function PhoneLayout() {
  const t = useT();
  const { shell } = useViewer();
  const isOpen = useShell(({ sheet }) => sheet === 'layout');
  const active = useView((view) => view.active);
  const count = useView(({ panes }) => panes.length);
  const place = count > 1 ? `${active + 1}/${count}` : undefined;
  return (
    <span className={styles['layout']}>
      <IconButton
        icon="layout"
        label={
          place === undefined
            ? t('layout.choose')
            : t('said.numbered', { name: t('layout.choose'), number: place })
        }
        aria-expanded={isOpen}
        onClick={() => toggleSheet(shell, 'layout')}
      />
      {place !== undefined && (
        <span aria-hidden="true" className={styles['badge']}>
          {place}
        </span>
      )}
    </span>
  );
}
