import { useT } from '@/i18n/t';
import { Key } from '@/ui/Button';
import { Icon } from '@/ui/Icon';
import { actionSpec } from '@/features/viewer/commands/actions';
import { possibleActions } from '@/features/viewer/commands/offered';
import { useActionItems } from './actionState';
import styles from './layoutButton.module.css';
import { useView, useViewer } from '@/features/viewer/context/viewerContext';

/** What several panes do together, by name: below the layouts, where there are several. */
export function LinkSwitches() {
  const t = useT();
  const viewer = useViewer();
  const item = useActionItems();
  const hasMany = useView(({ panes }) => panes.filter((pane) => pane !== null).length > 1);
  if (!hasMany) return null;
  const switches = possibleActions(viewer).filter((id) => actionSpec(id).group === 'link');
  return (
    <div role="group" aria-label={t('group.link')} className={styles['links']}>
      {switches.map(item).map(({ id, label, icon, keyHint, isChecked, isDisabled, run }) => (
        <button key={id} type="button" aria-pressed={isChecked} disabled={isDisabled} onClick={run}>
          {icon && <Icon name={icon} size={16} />}
          <span>{label}</span>
          {keyHint !== undefined && viewer.screen === 'desk' && <Key>{keyHint}</Key>}
        </button>
      ))}
    </div>
  );
}
