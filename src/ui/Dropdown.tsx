import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import styles from './controls.module.css';

interface DropdownProps {
  /** What it hangs from. */
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A panel under a button, in the browser's top layer; closed by Escape, a press elsewhere, or a turned device. */
export function Dropdown({ anchor, label, children, onClose }: DropdownProps) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = panel.current;
    if (!element) return undefined;
    element.showPopover();
    element.querySelector<HTMLElement>('input, button, a')?.focus();
    const press = (event: PointerEvent) => {
      const at = event.target;
      if (at instanceof Node && !element.contains(at) && !anchor.contains(at)) onClose();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onClose();
      anchor.focus();
    };
    addEventListener('pointerdown', press, true);
    addEventListener('resize', onClose);
    element.addEventListener('keydown', key);
    return () => {
      removeEventListener('pointerdown', press, true);
      removeEventListener('resize', onClose);
      element.removeEventListener('keydown', key);
    };
  }, [anchor, onClose]);

  const { left, bottom, width } = anchor.getBoundingClientRect();
  const place: CSSProperties = {
    left: Math.max(8, Math.min(left, innerWidth - 288)),
    top: bottom + 4,
    minWidth: width,
  };
  return (
    <div
      ref={panel}
      popover="manual"
      role="dialog"
      aria-label={label}
      className={styles['dropdown']}
      style={place}
    >
      {children}
    </div>
  );
}
