import { useEffect, useRef, type ReactNode } from 'react';
import { IconButton } from './Button';
import styles from './controls.module.css';

interface DialogProps {
  readonly title: string;
  /** Name of the close button. */
  readonly closeLabel: string;
  /** For two columns or a picture beside a form; `extra`: for both at once. */
  readonly wide?: boolean | 'extra';
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/**
 * The browser's own modal dialog: focus stays inside, Escape and a press beside it close it, the page behind is inert. On a
 * phone it is a sheet at the bottom.
 */
export function Dialog({ title, closeLabel, wide = false, children, onClose }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      data-wide={wide || undefined}
      aria-label={title}
      // React tells of the end of a dialog inside this one too.
      onClose={(event) => event.target === event.currentTarget && onClose()}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div className={styles['dialogbody']}>
        <header>
          <h2>{title}</h2>
          <IconButton icon="close" label={closeLabel} onClick={() => dialog.current?.close()} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
