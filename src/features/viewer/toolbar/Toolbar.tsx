import { useLayoutEffect, useState, type ReactNode } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { toolSpec } from '@/imaging/pointer/tools';
import { useRoving } from '@/ui/useRoving';
import { actionSpec, type ActionSpec } from '@/features/viewer/commands/actions';
import { LayoutButton } from './LayoutButton';
import { MoreActions } from './MoreActions';
import { MoreTools } from './MoreTools';
import { offeredTools, possibleActions } from '@/features/viewer/commands/offered';
import styles from './toolbar.module.css';
import { fitting } from './toolbarFit';
import { ActionButton, ToolButton } from './ToolButton';
import { useViewer } from '@/features/viewer/context/viewerContext';

function Group({ name, children }: { name: MessageKey; children: ReactNode }) {
  const t = useT();
  return (
    <div role="group" aria-label={t(name)} className={styles['group']}>
      <div className={styles['tools']}>{children}</div>
      <span aria-hidden="true" className={styles['groupName']}>
        {t(name)}
      </span>
    </div>
  );
}

/** How many CSS pixels an element is wide, before it is painted and after each change. */
function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!element) return undefined;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [element]);
  return width;
}

/** The tools and actions of the desk in their groups, as many as there is room for; the others are behind More. */
export function Toolbar() {
  const t = useT();
  const viewer = useViewer();
  const bar = useRoving<HTMLDivElement>();
  const [place, setPlace] = useState<HTMLDivElement | null>(null);
  const room = useWidth(place);
  const tools = offeredTools(viewer.may);
  const actions = possibleActions(viewer);
  const canMeasure = viewer.may.has('measure');
  const shown = fitting(room, new Set([...tools, ...actions]), canMeasure);
  const toolsOf = (group: 'navigate' | 'measure') =>
    tools
      .filter((id) => toolSpec(id).group === group && shown.has(id))
      .map((id) => <ToolButton key={id} tool={id} />);
  const actionsOf = (group: ActionSpec['group']) =>
    actions
      .filter((id) => actionSpec(id).group === group && shown.has(id))
      .map((id) => <ActionButton key={id} action={id} />);
  return (
    <div ref={setPlace} className={styles['room']}>
      <div {...bar} role="toolbar" aria-label={t('viewer.tools')} className={styles['toolbar']}>
        <Group name="group.navigate">{toolsOf('navigate')}</Group>
        {canMeasure && (
          <Group name="group.measure">
            {toolsOf('measure')}
            <MoreTools shown={shown} />
          </Group>
        )}
        <Group name="group.image">{actionsOf('image')}</Group>
        <Group name="group.layout">
          <LayoutButton />
          {actionsOf('layout')}
        </Group>
        <Group name="group.play">
          {actionsOf('play')}
          <MoreActions shown={shown} />
        </Group>
      </div>
    </div>
  );
}
