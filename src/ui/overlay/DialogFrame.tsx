import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useT } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import type { DialogProps, UnkeptMarks } from './dialogProps';
import styles from './dialog.module.css';
import { focusFirst, mainAction } from './firstFocus';
import { isLibraryKey, layerHost, OWNS_KEYS } from './keys';
import { LibraryParts } from './LibraryParts';

/** An open dialog in react-aria-components. */
export default function DialogFrame({
  title,
  closeLabel,
  wide = false,
  unkept,
  children,
  onClose,
}: DialogProps & { readonly unkept: UnkeptMarks }) {
  const [isAsking, setAsking] = useState(false);
  const before = useRef<Element>(null);
  const leave = () => {
    if (unkept.size === 0) return onClose();
    // A second Escape, or a press beside it, that is faster than the question finds the focus in it already.
    if (!isAsking) before.current = document.activeElement;
    setAsking(true);
  };
  useEffect(() => {
    // At once, not with the library in the next frame: the next letter belongs to the field.
    if (!isAsking && before.current instanceof HTMLElement) before.current.focus();
  }, [isAsking]);
  return (
    <LibraryParts>
      <Frame
        label={title}
        wide={wide}
        head={
          <header>
            <h2>{title}</h2>
            <IconButton icon="close" label={closeLabel} onClick={leave} />
          </header>
        }
        above={isAsking && <Question onStay={() => setAsking(false)} onLeave={onClose} />}
        onLeave={leave}
      >
        {children}
      </Frame>
    </LibraryParts>
  );
}

interface FrameProps {
  readonly label: string;
  readonly role?: 'alertdialog';
  readonly wide?: boolean | 'extra';
  /** Stands above the content; the focus does not begin there. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
  /** Another layer, over this one. */
  readonly above?: ReactNode;
  onLeave(): void;
}

/** The box over the darkened page. Keys of what is in it rise to its end, and no further. */
function Frame({ label, role, wide = false, head, children, above, onLeave }: FrameProps) {
  const content = useFirstFocus();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!isLibraryKey(event)) event.stopPropagation();
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onLeave();
    else if (event.key !== 'Enter' || !enter(event)) return;
    event.preventDefault();
  };
  return (
    <ModalOverlay
      isOpen
      UNSTABLE_portalContainer={layerHost()}
      isDismissable
      isKeyboardDismissDisabled
      onOpenChange={(isOpen) => !isOpen && onLeave()}
      className={styles['backdrop'] ?? ''}
      {...{ [OWNS_KEYS]: '' }}
    >
      <Modal className={styles['dialog'] ?? ''} data-wide={wide || undefined}>
        {/* Around the box: it has the focus itself where there is nothing in it to begin with. */}
        <div onKeyDown={onKeyDown}>
          <Dialog aria-label={label} {...(role && { role })} className={styles['box'] ?? ''}>
            <div className={styles['body']}>
              {head}
              <div ref={content} className={styles['content']}>
                {children}
              </div>
              {above}
            </div>
          </Dialog>
        </div>
      </Modal>
    </ModalOverlay>
  );
}

/** What Enter itself presses, opens or breaks a line in. */
const ENTERED = 'button, a, summary, textarea, [role="option"], [role="treeitem"], [role="tree"]';

/** Does a dialog's main action; false where Enter means something else. */
function enter(event: KeyboardEvent<HTMLElement>): boolean {
  const { target, currentTarget } = event;
  const isFirm = event.ctrlKey || event.metaKey;
  if (!(target instanceof Element) || (!isFirm && target.closest(ENTERED))) return false;
  // A form's own field sends its form.
  if (!isFirm && target.closest('form')) return false;
  const main = mainAction(currentTarget);
  main?.click();
  return main !== undefined;
}

/**
 * Gives the focus to the first field or the main action of what the result is put on, also where these arrive a little later.
 *
 * Not before the library's own layout effects, which are those of parts further in: until it knows of this dialog, the one
 * below takes the focus back, to its first button where nothing in it had the focus since, and once more in the next frame.
 * A dialog that was closed within that frame left the focus there: on Close instead of where it was.
 */
function useFirstFocus(): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const root = place.current;
    if (!root || focusFirst(root, true)) return undefined;
    const late = new MutationObserver(() => {
      // Whoever has moved on meanwhile is not called back.
      const isWaiting = document.activeElement?.contains(root) === true;
      if (!isWaiting || focusFirst(root, true)) late.disconnect();
    });
    late.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => late.disconnect();
  }, []);
  return place;
}

/** Asks before something typed or drawn is lost. Enter and Escape go on where one was. */
function Question({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useT();
  return (
    <Frame label={t('layer.unkept')} role="alertdialog" onLeave={onStay}>
      <h2>{t('layer.unkept')}</h2>
      <p>{t('layer.unkept.text')}</p>
      <div className={styles['end']}>
        <Button onClick={onLeave}>{t('layer.unkept.leave')}</Button>
        <Button kind="primary" onClick={onStay}>
          {t('layer.unkept.stay')}
        </Button>
      </div>
    </Frame>
  );
}
