import { useId, useRef } from 'react';
import { useT } from '@/i18n/t';
import { TOOL_IDS, toolSpec, type ToolId } from '@/imaging/tools';
import styles from './moreTools.module.css';
import { ToolButton, ToolFace, ToolRow } from './ToolButton';
import { useTool } from './viewerContext';

const RARE: readonly ToolId[] = TOOL_IDS.filter((id) => toolSpec(id).rare === true);

/** The tools that a toolbar has no room for, by name; the one in use stands beside the button. */
export function MoreTools() {
  const t = useT();
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const tool = useTool();
  const inUse = tool !== undefined && RARE.includes(tool) ? tool : undefined;
  const open = () => {
    const box = place.current?.getBoundingClientRect();
    if (!box || !popup.current) return;
    popup.current.style.top = `${box.bottom + 6}px`;
    popup.current.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 280))}px`;
  };
  return (
    <>
      {inUse && <ToolButton tool={inUse} />}
      <div ref={place} className={styles['place']}>
        <ToolFace icon="more" label={t('viewer.moreTools')} popoverTarget={id} />
      </div>
      <div
        ref={popup}
        id={id}
        popover="auto"
        className={styles['popup']}
        role="group"
        aria-label={t('viewer.moreTools')}
        onBeforeToggle={open}
      >
        {RARE.map((one) => (
          <ToolRow key={one} tool={one} onChosen={() => popup.current?.hidePopover()} />
        ))}
      </div>
    </>
  );
}
