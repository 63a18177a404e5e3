import type { ReactNode } from 'react';
import type { MessageKey } from '@/i18n/en';
import { useT } from '@/i18n/t';
import { TOOL_IDS, toolSpec } from '@/imaging/tools';
import { ACTION_IDS, actionSpec, type ActionSpec } from './actions';
import { LayoutButton } from './LayoutButton';
import { MoreTools } from './MoreTools';
import styles from './toolbar.module.css';
import { ActionButton, ToolButton } from './ToolButton';

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

const tools = (group: 'navigate' | 'measure') =>
  TOOL_IDS.filter((id) => toolSpec(id).group === group && toolSpec(id).rare !== true).map((id) => (
    <ToolButton key={id} tool={id} />
  ));

const actions = (group: ActionSpec['group']) =>
  ACTION_IDS.filter((id) => actionSpec(id).group === group).map((id) => (
    <span key={id} className={actionSpec(id).rare ? styles['rare'] : undefined}>
      <ActionButton action={id} />
    </span>
  ));

/** All tools and actions of the desk, in their groups. */
export function Toolbar() {
  const t = useT();
  return (
    <div role="toolbar" aria-label={t('viewer.tools')} className={styles['toolbar']}>
      <Group name="group.navigate">{tools('navigate')}</Group>
      <Group name="group.measure">
        {tools('measure')}
        <MoreTools />
      </Group>
      <Group name="group.image">{actions('image')}</Group>
      <Group name="group.layout">
        <LayoutButton />
        {actions('layout')}
      </Group>
      <Group name="group.play">{actions('play')}</Group>
    </div>
  );
}
