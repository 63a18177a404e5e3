import { useCallback } from 'react';
import { EMPTY_PANE, type PaneStatus } from '@/imaging/pane/paneStore';
import { useViewer } from './viewerContext';

/**
 * Follows a pane's picture in an element, without rendering: `write` is called when the element comes, and with every
 * picture, in the very task that paints it. It must stay the same; what it writes is no child of React's.
 */
export function useWritten<E extends HTMLElement>(
  pane: number,
  write: (element: E, status: PaneStatus) => void,
): (element: E) => () => void {
  const { facts } = useViewer();
  return useCallback(
    (element: E) => {
      let told: PaneStatus | undefined;
      const follow = () => {
        const status = facts.getState().panes[pane] ?? EMPTY_PANE;
        if (status !== told) write(element, status);
        told = status;
      };
      follow();
      return facts.subscribe(follow);
    },
    [facts, pane, write],
  );
}

/** Likewise for an element that holds one text. */
export function useWrittenText(pane: number, text: (status: PaneStatus) => string) {
  const write = useCallback(
    (element: HTMLElement, status: PaneStatus) => {
      const next = text(status);
      if (element.textContent !== next) element.textContent = next;
    },
    [text],
  );
  return useWritten(pane, write);
}
