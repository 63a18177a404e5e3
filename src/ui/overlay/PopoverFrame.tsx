import { useLayoutEffect, useRef } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import type { PopoverProps } from './popoverProps';
import { focusFirst } from './firstFocus';
import { layerHost, OWNS_KEYS } from './keys';
import { LibraryParts } from './LibraryParts';
import styles from './overlay.module.css';

/** An open popover in react-aria-components. */
export default function PopoverFrame({ anchor, label, isAsWide = false, children, onClose }: PopoverProps) {
  const trigger = useRef<Element | null>(null);
  trigger.current = anchor;
  return (
    <LibraryParts>
      <Popover
        isOpen
        isKeyboardDismissDisabled
        UNSTABLE_portalContainer={layerHost()}
        onOpenChange={(isOpen) => !isOpen && onClose()}
        triggerRef={trigger}
        placement="bottom start"
        offset={4}
        className={styles['panel'] ?? ''}
        {...{ [OWNS_KEYS]: '' }}
      >
        <Dialog aria-label={label} className={styles[isAsWide ? 'asWide' : 'popover'] ?? ''}>
          <Content>{children}</Content>
        </Dialog>
      </Popover>
    </LibraryParts>
  );
}

function Content({ children }: { children: PopoverProps['children'] }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (place.current) focusFirst(place.current);
  }, []);
  return <div ref={place}>{children}</div>;
}
