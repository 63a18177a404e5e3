import { useRef, useState } from 'react';
import { useT } from '@/i18n/t';
import { Menu } from '@/ui/overlay/Menu';
import { actionSections } from '@/features/viewer/commands/actionSections';
import { useActionItems } from './actionState';
import { possibleActions } from '@/features/viewer/commands/offered';
import styles from './moreTools.module.css';
import type { BarId } from './toolbarFit';
import { ToolFace } from './ToolButton';
import { useViewer } from '@/features/viewer/context/viewerContext';

/** Everything that has no button of its own on the desk, by name. */
export function MoreActions({ shown }: { shown: ReadonlySet<BarId> }) {
  const t = useT();
  const anchor = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <div ref={anchor} className={styles['place']}>
      <ToolFace
        icon="more"
        label={t('viewer.more')}
        hasMenu
        expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      {isOpen && anchor.current && (
        <ActionMenu at={anchor.current} shown={shown} onClose={() => setOpen(false)} />
      )}
    </div>
  );
}

function ActionMenu({ at, shown, onClose }: { at: Element; shown: ReadonlySet<BarId>; onClose: () => void }) {
  const t = useT();
  const viewer = useViewer();
  const item = useActionItems();
  const rest = possibleActions(viewer).filter((id) => !shown.has(id) && !IN_HEADER.has(id));
  return (
    <Menu
      label={t('viewer.more')}
      at={at.querySelector('button') ?? at}
      sections={actionSections(rest, item, t)}
      onClose={onClose}
    />
  );
}

/** Beside the toolbar. */
const IN_HEADER = new Set<string>(['undo', 'redo', 'identity', 'tags', 'commands', 'help', 'back', 'save']);
