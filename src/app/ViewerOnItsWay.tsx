import { createElement, Suspense, useEffect, useState, type ComponentProps } from 'react';
import { useStore } from 'zustand';
import { Opening } from './Opening';
import {
  loadViewer,
  viewerCode,
  type LinkedComponent,
  type ViewerCode,
  type ViewerComponent,
} from './prefetchViewer';

/** A part of the viewer's code; undefined until it is here. */
function useViewerCode<Part extends keyof ViewerCode>(part: Part): ViewerCode[Part] {
  const code = useStore(viewerCode, (code) => code[part]);
  const [fault, setFault] = useState<{ readonly error: unknown }>();
  useEffect(() => {
    if (!code) loadViewer().catch((error: unknown) => setFault({ error }));
  }, [code]);
  // Said by the error boundary of the page.
  if (fault && !code) throw fault.error;
  return code;
}

/**
 * The viewer, as soon as its code is here. Not by `lazy`: what one fallback held back React shows 300 ms after that fallback
 * at the earliest.
 */
export function ViewerOnItsWay(props: ComponentProps<ViewerComponent>) {
  const Viewer = useViewerCode('Viewer');
  if (!Viewer) return <Opening />;
  return <Suspense fallback={<Opening />}>{createElement(Viewer, props)}</Suspense>;
}

/** The study of a link, which is decoded by the same code. */
export function LinkOnItsWay(props: ComponentProps<LinkedComponent>) {
  const Linked = useViewerCode('Linked');
  return Linked ? createElement(Linked, props) : <Opening />;
}
