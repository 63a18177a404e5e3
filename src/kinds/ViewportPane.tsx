import { useCallback } from 'react';
import type { Engine } from '@/imaging/contract';

interface ViewportPaneProps {
  readonly engine: Engine;
  /** Index into the view's panes. */
  readonly pane: number;
  readonly className?: string | undefined;
}

/** A hole in the page that the engine fills. Knows no image; never renders on scroll, drag or load. */
export function ViewportPane({ engine, pane, className }: ViewportPaneProps) {
  const attach = useCallback((element: HTMLDivElement) => engine.mount(pane, element), [engine, pane]);
  return <div ref={attach} className={className} />;
}
