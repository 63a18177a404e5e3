import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useT } from '@/i18n/t';
import { Button, IconButton } from '@/ui/Button';
import type { DialogProps, Unkept } from '@/ui/Dialog';
import styles from './dialog.module.css';
import { focusFirst, mainAction } from './firstFocus';
import { layersOf, OWNS_KEYS } from './keys';
import { LibraryParts } from './LibraryParts';

/** An open dialog in react-aria-components. */
export default function DialogFrame({
  title,
  closeLabel,
  wide = false,
  unkept,
  children,
  onClose,
}: DialogProps & { readonly unkept: Unkept }) {
  const [isAsking, setAsking] = useState(false);
  const leave = () => (unkept.size > 0 ? setAsking(true) : onClose());
  return (
    <LibraryParts>
      <Frame label={title} wide={wide} onLeave={leave}>
        <header>
          <h2>{title}</h2>
          <IconButton icon="close" label={closeLabel} onClick={leave} />
        </header>
        <Content>{children}</Content>
        {isAsking && <Question onStay={() => setAsking(false)} onLeave={onClose} />}
      </Frame>
    </LibraryParts>
  );
}

interface FrameProps {
  readonly label: string;
  readonly role?: 'alertdialog';
  readonly wide?: boolean | 'extra';
  readonly children: ReactNode;
  onLeave(): void;
}

/** The box over the darkened page. Keys of what is in it rise to its end, and no further. */
function Frame({ label, role, wide = false, children, onLeave }: FrameProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation();
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onLeave();
    else if (event.key !== 'Enter' || !enter(event)) return;
    event.preventDefault();
  };
  return (
    <ModalOverlay
      isOpen
      UNSTABLE_portalContainer={layersOf()}
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
            <div className={styles['body']}>{children}</div>
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

/** Gives the focus to the first field or the main action, also where these arrive a little later. */
function Content({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current) focusFirst(place.current, true);
  }, []);
  useEffect(() => {
    const root = place.current;
    // Once more: a dialog below takes the focus back until the library knows of this one.
    if (!root || focusFirst(root, true)) return undefined;
    const late = new MutationObserver(() => {
      // Whoever has moved on meanwhile is not called back.
      const isWaiting = document.activeElement?.contains(root) === true;
      if (!isWaiting || focusFirst(root, true)) late.disconnect();
    });
    late.observe(root, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => late.disconnect();
  }, []);
  return (
    <div ref={place} className={styles['content']}>
      {children}
    </div>
  );
}

/** Asks before something typed or drawn is lost. Enter and Escape go on where one was. */
function Question({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useT();
  return (
    <Frame label={t('layer.unkept')} role="alertdialog" onLeave={onStay}>
      <Content>
        <h2>{t('layer.unkept')}</h2>
        <p>{t('layer.unkept.text')}</p>
        <div className={styles['end']}>
          <Button onClick={onLeave}>{t('layer.unkept.leave')}</Button>
          <Button kind="primary" onClick={onStay}>
            {t('layer.unkept.stay')}
          </Button>
        </div>
      </Content>
    </Frame>
  );
}
