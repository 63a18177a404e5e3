import type { ReactNode } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { toolSpec } from '@/imaging/tools';
import { useRoving } from '@/ui/useRoving';
import type { Right } from '@/view/rights';
import { actionSpec, type ActionSpec } from './actions';
import { LayoutButton } from './LayoutButton';
import { MoreTools } from './MoreTools';
import { offeredActions, offeredTools } from './offered';
import styles from './toolbar.module.css';
import { ActionButton, ToolButton } from './ToolButton';
import { useViewer } from './viewerContext';

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

const tools = (may: ReadonlySet<Right>, group: 'navigate' | 'measure') =>
  offeredTools(may)
    .filter((id) => toolSpec(id).group === group && toolSpec(id).rare !== true)
    .map((id) => <ToolButton key={id} tool={id} />);

const actions = (may: ReadonlySet<Right>, group: ActionSpec['group']) =>
  offeredActions(may)
    .filter((id) => actionSpec(id).group === group)
    .map((id) => (
      <span key={id} className={actionSpec(id).rare ? styles['rare'] : undefined}>
        <ActionButton action={id} />
      </span>
    ));

/** All tools and actions of the desk, in their groups. */
export function Toolbar() {
  const t = useT();
  const { may } = useViewer();
  const bar = useRoving<HTMLDivElement>();
  return (
    <div {...bar} role="toolbar" aria-label={t('viewer.tools')} className={styles['toolbar']}>
      <Group name="group.navigate">{tools(may, 'navigate')}</Group>
      {may.has('measure') && (
        <Group name="group.measure">
          {tools(may, 'measure')}
          <MoreTools />
        </Group>
      )}
      <Group name="group.image">{actions(may, 'image')}</Group>
      <Group name="group.layout">
        <LayoutButton />
        {actions(may, 'layout')}
      </Group>
      <Group name="group.play">{actions(may, 'play')}</Group>
    </div>
  );
}
