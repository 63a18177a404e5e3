import { useCallback } from 'react';
import { join } from '@/ui/Button';
import styles from '@/features/viewer/styles/panes.module.css';
import { useViewer } from '@/features/viewer/context/viewerContext';

/** The place of a pane's early picture: above where the engine paints, below what is written beside it. Empty most of its life. */
export function EarlyPicture({ pane }: { readonly pane: number }) {
  const { early } = useViewer();
  const attach = useCallback((element: HTMLDivElement) => early.mount(pane, element), [early, pane]);
  return <div ref={attach} className={join(styles['picture'], styles['early'])} />;
}
