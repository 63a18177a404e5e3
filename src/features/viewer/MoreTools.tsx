import { useT } from '@/i18n/t';
import { TOOL_IDS, toolSpec, type ToolId } from '@/imaging/tools';
import { usePopup } from '@/ui/usePopup';
import styles from './moreTools.module.css';
import { ToolButton, ToolFace, ToolRow } from './ToolButton';
import { useTool } from './viewerContext';

const RARE: readonly ToolId[] = TOOL_IDS.filter((id) => toolSpec(id).rare === true);

/** The tools that a toolbar has no room for, by name; the one in use stands beside the button. */
export function MoreTools() {
  const t = useT();
  const { id, anchor, popupProps, close } = usePopup<HTMLDivElement>(280);
  const tool = useTool();
  const inUse = tool !== undefined && RARE.includes(tool) ? tool : undefined;
  return (
    <>
      {inUse && <ToolButton tool={inUse} />}
      <div ref={anchor} className={styles['place']}>
        <ToolFace icon="more" label={t('viewer.moreTools')} popoverTarget={id} />
      </div>
      <div {...popupProps} className={styles['popup']} aria-label={t('viewer.moreTools')}>
        {RARE.map((one) => (
          <ToolRow key={one} tool={one} onChosen={close} />
        ))}
      </div>
    </>
  );
}
