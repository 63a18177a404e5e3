import { useRef, useState } from 'react';
import { useT } from '@/i18n/t';
import { toolSpec, type ToolId } from '@/imaging/pointer/tools';
import { Menu } from '@/ui/overlay/Menu';
import { useToolItems } from './menuSections';
import styles from './moreTools.module.css';
import { offeredTools } from '@/features/viewer/commands/offered';
import type { BarId } from './toolbarFit';
import { ToolButton, ToolFace } from './ToolButton';
import { useTool, useViewer } from '@/features/viewer/context/viewerContext';

/** The measuring tools that the toolbar has no room for, by name; one stands beside the button: the one in use, else the last that was, else the first. */
export function MoreTools({ shown }: { shown: ReadonlySet<BarId> }) {
  const t = useT();
  const { may } = useViewer();
  const anchor = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<Element>();
  const item = useToolItems();
  const tool = useTool();
  const hidden = offeredTools(may).filter((one) => !shown.has(one));
  const rest = hidden.filter((one) => toolSpec(one).group === 'measure');
  const inUse = tool !== undefined && rest.includes(tool) ? tool : undefined;
  const [last, setLast] = useState<ToolId>();
  if (inUse && inUse !== last) setLast(inUse);
  const beside = [inUse, last, ...rest].find((one) => one !== undefined && rest.includes(one));
  return (
    <>
      {beside && <ToolButton tool={beside} />}
      <div ref={anchor} className={styles['place']}>
        <ToolFace
          icon="more"
          label={t('viewer.moreTools')}
          hasMenu
          expanded={at !== undefined}
          onClick={() => setAt(anchor.current?.querySelector('button') ?? undefined)}
        />
      </div>
      {at && (
        <Menu
          label={t('viewer.moreTools')}
          at={at}
          sections={[{ id: 'tools', items: hidden.map(item) }]}
          onClose={() => setAt(undefined)}
        />
      )}
    </>
  );
}
