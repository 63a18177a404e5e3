import { createElement, Suspense, type ComponentProps } from 'react';
import { Opening } from './Opening';
import { useLatePart } from './useLatePart';
import { loadViewerScreen, viewerScreen, type ViewerComponent } from './viewerScreen';

/**
 * The viewer, as soon as its code is here. Not by `lazy`: what one fallback held back React shows 300 ms after that fallback
 * at the earliest.
 */
export function ViewerOnItsWay(props: ComponentProps<ViewerComponent>) {
  const { Viewer } = useLatePart(viewerScreen, ({ Viewer }) => Viewer !== undefined, loadViewerScreen);
  if (!Viewer) return <Opening />;
  return <Suspense fallback={<Opening />}>{createElement(Viewer, props)}</Suspense>;
}
