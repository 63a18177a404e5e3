import { useCallback, useRef, useState } from 'react';
import type { Engine } from '@/imaging/contract';
import { listenToGestures } from '@/imaging/gestures';
import { createPatientTarget } from '@/imaging/waitingHand';
import styles from './panes.module.css';
import { useViewer } from './viewerContext';

/**
 * Takes a pane's gestures before there is an engine, and the one that the engine's arrival falls into to its end: the hand
 * does not feel what arrives under it.
 */
export function EarlyHand({ pane }: { readonly pane: number }) {
  const { engine, hand, views, tool } = useViewer();
  const [held, setHeld] = useState(0);
  const now = useRef<Engine | undefined>(engine);
  now.current = engine;
  const attach = useCallback(
    (element: HTMLDivElement) => {
      const target = () => now.current?.gestures(pane);
      const unlisten = listenToGestures(element, createPatientTarget(pane, { hand, views, tool }, target));
      const life = new AbortController();
      const { signal } = life;
      const down = new Set<number>();
      const press = ({ pointerId }: PointerEvent) => setHeld(down.add(pointerId).size);
      const release = ({ pointerId }: PointerEvent) => down.delete(pointerId) && setHeld(down.size);
      element.addEventListener('pointerdown', press, { signal });
      for (const end of ['pointerup', 'pointercancel'] as const)
        window.addEventListener(end, release, { signal });
      return () => {
        life.abort();
        unlisten();
      };
    },
    [hand, views, tool, pane],
  );
  if (engine && held === 0) return null;
  return (
    <div className={styles['hole']}>
      <div ref={attach} className={styles['viewport']} data-early="" />
    </div>
  );
}
