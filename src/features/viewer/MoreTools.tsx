import { useT } from '@/i18n/t';
import { toolSpec } from '@/imaging/tools';
import { usePopup } from '@/ui/usePopup';
import styles from './moreTools.module.css';
import { offeredTools } from './offered';
import type { BarId } from './toolbarFit';
import { ToolButton, ToolFace, ToolRow } from './ToolButton';
import { useTool, useViewer } from './viewerContext';

/** The measuring tools that the toolbar has no room for, by name; the one in use stands beside the button, in a place kept for it. */
export function MoreTools({ shown }: { shown: ReadonlySet<BarId> }) {
  const t = useT();
  const { may } = useViewer();
  const { id, anchor, popupProps, close } = usePopup<HTMLDivElement>(280);
  const tool = useTool();
  const rest = offeredTools(may).filter((one) => toolSpec(one).group === 'measure' && !shown.has(one));
  const inUse = tool !== undefined && rest.includes(tool) ? tool : undefined;
  return (
    <>
      <span className={styles['kept']}>{inUse && <ToolButton tool={inUse} />}</span>
      <div ref={anchor} className={styles['place']}>
        <ToolFace icon="more" label={t('viewer.moreTools')} popoverTarget={id} />
      </div>
      <div {...popupProps} className={styles['popup']} aria-label={t('viewer.moreTools')}>
        {rest.map((one) => (
          <ToolRow key={one} tool={one} onChosen={close} />
        ))}
      </div>
    </>
  );
}
