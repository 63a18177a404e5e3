import { useRef, type PointerEvent, type ReactNode } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { TOOLS } from '@/imaging/pointer/tools';
import { IconButton } from '@/ui/Button';
import { actionSpec } from '@/features/viewer/commands/actions';
import { LayoutChooser } from '@/features/viewer/toolbar/LayoutButton';
import { offeredTools, possibleActions } from '@/features/viewer/commands/offered';
import { Presets } from '@/features/viewer/toolbar/PresetStrip';
import { SeriesPanel } from '@/features/viewer/series/SeriesPanel';
import { lowerSheet, type SheetPage } from '@/features/viewer/state/shell';
import { ActionButton, ToolButton } from '@/features/viewer/toolbar/ToolButton';
import styles from './touch.module.css';
import { useShell, useViewer } from '@/features/viewer/context/viewerContext';

const TABS: readonly { readonly page: SheetPage; readonly label: MessageKey }[] = [
  { page: 'series', label: 'sheet.series' },
  { page: 'results', label: 'sheet.results' },
  { page: 'more', label: 'sheet.more' },
];
/** Pages that are opened by a button of their own: their tab is there as long as they are. */
const OTHERS: Readonly<Partial<Record<SheetPage, MessageKey>>> = {
  measure: 'viewer.measure',
  layout: 'layout.choose',
};
const tabsOf = (page: SheetPage): typeof TABS => {
  const label = OTHERS[page];
  return label === undefined ? TABS : [{ page, label }, ...TABS];
};
/** How far a finger pulls the handle before the sheet goes to its next stop. */
const PULL_PX = 36;

/** The bottom sheet of touch screens: closed, about 35 %, about 90 % of the height. The picture stays in use. */
interface SheetProps {
  readonly results: ReactNode;
  readonly account?: ReactNode;
  /** Other studies of the patient, below the series. */
  readonly others: ReactNode;
}

/** The handle of the sheet: pulled up or down, or pressed. */
function usePull(isTall: boolean, onTall: (isTall: boolean) => void, onClose: () => void) {
  const pull = useRef<{ y: number; done: boolean } | undefined>(undefined);
  const onPull = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.type === 'pointerdown') {
      pull.current = { y: event.clientY, done: false };
      event.currentTarget.setPointerCapture(event.pointerId);
      return;
    }
    const pulled = pull.current;
    if (!pulled || pulled.done || event.buttons === 0) return;
    const down = event.clientY - pulled.y;
    if (Math.abs(down) < PULL_PX) return;
    pulled.done = true;
    if (down < 0) onTall(true);
    else if (isTall) onTall(false);
    else onClose();
  };
  const onClick = () => {
    if (!pull.current?.done) onTall(!isTall);
    pull.current = undefined;
  };
  return { onPointerDown: onPull, onPointerMove: onPull, onClick };
}

interface TabsProps {
  readonly page: SheetPage;
  onChosen(page: SheetPage): void;
}

function Tabs({ page, onChosen }: TabsProps) {
  const t = useT();
  return (
    <div role="group" aria-label={t('sheet.name')} className={styles['tabs']}>
      {tabsOf(page).map((tab) => (
        <button
          key={tab.page}
          type="button"
          aria-pressed={tab.page === page}
          onClick={() => onChosen(tab.page)}
        >
          {t(tab.label)}
        </button>
      ))}
    </div>
  );
}

export function Sheet({ results, account, others }: SheetProps) {
  const t = useT();
  const { shell } = useViewer();
  const page = useShell(({ sheet }) => sheet);
  const isTall = useShell(({ sheetTall }) => sheetTall);
  const close = () => shell.setState({ sheet: undefined });
  const handle = usePull(isTall, (sheetTall) => shell.setState({ sheetTall }), close);
  if (page === undefined) return null;

  return (
    <section className={styles['sheet']} data-tall={isTall || undefined} aria-label={t('sheet.name')}>
      <button
        type="button"
        className={styles['handle']}
        aria-label={t(isTall ? 'sheet.lower' : 'sheet.higher')}
        aria-expanded={isTall}
        {...handle}
      />
      <div className={styles['sheetHead']}>
        <Tabs page={page} onChosen={(sheet) => shell.setState({ sheet })} />
        <IconButton icon="close" label={t('common.close')} onClick={close} />
      </div>
      {/* Each page begins at its top. */}
      <div key={page} className={styles['sheetBody']}>
        {page === 'series' && <SeriesPanel as="list" />}
        {page === 'series' && others}
        {page === 'results' && results}
        {page === 'measure' && <Measure onChosen={close} />}
        {page === 'layout' && <LayoutChooser onChosen={close} />}
        {page === 'more' && <MoreTools />}
        {page === 'more' && account}
      </div>
    </section>
  );
}

function Measure({ onChosen }: { onChosen: () => void }) {
  const { may } = useViewer();
  return (
    <div className={styles['many']} onClick={onChosen} role="presentation">
      {offeredTools(may)
        .filter((id) => TOOLS[id].group === 'measure')
        .map((id) => (
          <ToolButton key={id} tool={id} named />
        ))}
    </div>
  );
}

function MoreTools() {
  const t = useT();
  const viewer = useViewer();
  const { may } = viewer;
  const offered = possibleActions(viewer);
  const groups = [...new Set(offered.map((id) => actionSpec(id).group))];
  return (
    <>
      <div role="group" aria-label={t('preset.group')} className={styles['wrap']}>
        <Presets keys={false} />
      </div>
      <div className={styles['many']}>
        {offeredTools(may)
          .filter((id) => TOOLS[id].group === 'navigate')
          .map((id) => (
            <ToolButton key={id} tool={id} named />
          ))}
        {groups.flatMap((group) =>
          offered
            .filter((id) => actionSpec(id).group === group && !ELSEWHERE.has(id))
            .map((id) => (
              <ActionButton key={id} action={id} named onDone={() => lowerSheet(viewer.shell, group)} />
            )),
        )}
      </div>
    </>
  );
}

/** Meant for keyboards or for panels that touch screens do not have. */
const ELSEWHERE = new Set<string>(['left', 'right', 'back']);
