import { useStore } from 'zustand';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/overlay/Dialog';
import type { SaveSession } from './saveSession';
import styles from './report.module.css';

interface LeaveDialogProps {
  readonly saveSession: SaveSession;
  readonly onSave: () => void;
  readonly onLeave: () => void;
  readonly onStay: () => void;
}

/** Asks before a study with unsaved work is left. */
export function LeaveDialog({ saveSession, onSave, onLeave, onStay }: LeaveDialogProps) {
  const t = useT();
  const unsaved = useStore(saveSession.saving, ({ unsaved }) => unsaved);
  const isFinal = useStore(saveSession.leaving, (state) => state.isFinal === true);
  const work = useStore(saveSession.place, (state) => state.work);
  const begun = work?.engine.measuring.unfinished();
  const count = unsaved + (begun === 'whole' ? 1 : 0);
  const keepsDrafts = work !== undefined && work.drafts.store.getState().trouble === undefined;
  return (
    <Dialog
      title={t(isFinal ? 'leave.title.final' : 'leave.title')}
      closeLabel={t('common.close')}
      onClose={onStay}
    >
      {begun && <p>{t(begun === 'whole' ? 'leave.drawing.ends' : 'leave.drawing.goes')}</p>}
      {count > 0 && (
        <p>
          {t(isFinal ? 'leave.text.final' : keepsDrafts ? 'leave.text' : 'leave.text.noDraft', { count })}
        </p>
      )}
      <div className={styles['end']}>
        <Button onClick={onStay}>{t('leave.stay')}</Button>
        <Button onClick={onLeave}>{t(isFinal ? 'leave.signOut' : 'leave.leave')}</Button>
        {count > 0 && saveSession.reader?.mayStore !== false && (
          <Button kind="primary" onClick={onSave}>
            {t('leave.save')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
