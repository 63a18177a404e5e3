import { useId, useState } from 'react';
import { useT } from '@/i18n/t';
import { Button } from '@/ui/Button';
import { Dialog, Unkept } from '@/ui/overlay/Dialog';
import styles from '@/features/viewer/styles/viewer.module.css';

interface AskTextDialogProps {
  readonly before: string;
  /** undefined = gave up. */
  onDone(text: string | undefined): void;
}

/** Asks for an arrow's text. */
export function AskTextDialog({ before, onDone }: AskTextDialogProps) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState(before);
  return (
    <Dialog title={t('arrow.title')} closeLabel={t('common.close')} onClose={() => onDone(undefined)}>
      {/* Without its text a new arrow is not kept either. */}
      <Unkept is={text !== before || before === ''} />
      <form
        className={styles['ask']}
        onSubmit={(event) => {
          event.preventDefault();
          onDone(text.trim());
        }}
      >
        <label htmlFor={id}>{t('arrow.label')}</label>
        <input
          id={id}
          autoComplete="off"
          maxLength={120}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p>{t('arrow.note')}</p>
        <div className={styles['askEnd']}>
          <Button onClick={() => onDone(undefined)}>{t('common.cancel')}</Button>
          <button type="submit" className={styles['submit']}>
            {t('arrow.done')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
