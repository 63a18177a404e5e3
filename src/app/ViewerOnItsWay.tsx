import { createElement, Suspense, useEffect, useState, type ComponentProps } from 'react';
import { useStore } from 'zustand';
import { Opening } from './Opening';
import { loadViewer, viewerCode, type ViewerComponent } from './prefetchViewer';

/**
 * The viewer, as soon as its code is here. Not by `lazy`: what one fallback held back React shows 300 ms after that fallback
 * at the earliest.
 */
export function ViewerOnItsWay(props: ComponentProps<ViewerComponent>) {
  const Viewer = useStore(viewerCode, (code) => code.Viewer);
  const [fault, setFault] = useState<{ readonly error: unknown }>();
  useEffect(() => {
    if (!Viewer) loadViewer().catch((error: unknown) => setFault({ error }));
  }, [Viewer]);
  // Said by the error boundary of the page.
  if (fault && !Viewer) throw fault.error;
  if (!Viewer) return <Opening />;
  return <Suspense fallback={<Opening />}>{createElement(Viewer, props)}</Suspense>;
}
