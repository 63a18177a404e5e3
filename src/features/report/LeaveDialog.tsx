import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import type { Desk } from './desk';
import styles from './report.module.css';

interface LeaveDialogProps {
  readonly desk: Desk;
  readonly onSave: () => void;
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Asks before a study with unsaved work is left. */
export function LeaveDialog({ desk, onSave, onLeave, onStay }: LeaveDialogProps) {
  const t = useT();
  const count = useStore(desk.saving, ({ unsaved }) => unsaved);
  const isFinal = useStore(desk.leaving, (state) => state.isFinal === true);
  const keepsDrafts = desk.place.getState().work?.drafts.store.getState().trouble === undefined;
  return (
    <Dialog
      title={t(isFinal ? 'leave.title.final' : 'leave.title')}
      closeLabel={t('common.close')}
      onClose={onStay}
    >
      <p>{t(isFinal ? 'leave.text.final' : keepsDrafts ? 'leave.text' : 'leave.text.noDraft', { count })}</p>
      <div className={styles['end']}>
        <Button onClick={onStay}>{t('leave.stay')}</Button>
        <Button onClick={onLeave}>{t(isFinal ? 'leave.signOut' : 'leave.leave')}</Button>
        {desk.reader?.mayStore !== false && (
          <Button kind="primary" onClick={onSave}>
            {t('leave.save')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
