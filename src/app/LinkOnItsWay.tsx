import { createElement, type ComponentProps } from 'react';
import { Opening } from './Opening';
import { linkedStudy, loadViewer, type LinkedComponent } from './prefetchViewer';
import { useLatePart } from './useLatePart';

/** The study of a link, as soon as the code that decodes it is here. */
export function LinkOnItsWay(props: ComponentProps<LinkedComponent>) {
  const { Linked } = useLatePart(linkedStudy, ({ Linked }) => Linked !== undefined, loadViewer);
  return Linked ? createElement(Linked, props) : <Opening />;
}
