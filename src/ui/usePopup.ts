import { useId, useRef } from 'react';

/**
 * A popover right below what opens it, within the screen: `anchor` and `popup` are the refs of the two, `popupProps` makes
 * the latter a popover. `widthPx` is what the popover needs.
 */
export function usePopup<Anchor extends HTMLElement>(widthPx: number) {
  const id = useId();
  const anchor = useRef<Anchor>(null);
  const popup = useRef<HTMLDivElement>(null);
  const place = () => {
    const box = anchor.current?.getBoundingClientRect();
    if (!box || !popup.current) return;
    popup.current.style.top = `${box.bottom + 6}px`;
    popup.current.style.left = `${Math.max(8, Math.min(box.left, innerWidth - widthPx))}px`;
  };
  return {
    id,
    anchor,
    popupProps: { id, ref: popup, popover: 'auto', role: 'group', onBeforeToggle: place } as const,
    close: () => popup.current?.hidePopover(),
  };
}
