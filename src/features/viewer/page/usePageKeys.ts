import { useEffect, useRef } from 'react';
import { listenToKeys } from '@/features/viewer/commands/keyboard';
import { offerInspection } from '@/features/viewer/context/inspect';
import type { Viewer } from '@/features/viewer/context/viewerContext';

/** What the page listens to beside its elements: keys, and tests where `inspect` offers it to them. */
export function usePageKeys(
  viewer: Viewer,
  inspect: boolean,
  savedIds: (() => ReadonlySet<string>) | undefined,
): void {
  const { views, early, tool, restingTool } = viewer;
  const now = useRef(viewer);
  now.current = viewer;
  useEffect(
    () =>
      listenToKeys(
        () => now.current,
        () => now.current.restingTool,
      ),
    [],
  );
  useEffect(
    () => (inspect ? offerInspection(views, early.facts, () => now.current.engine, savedIds) : undefined),
    [inspect, views, early, savedIds],
  );
  useEffect(() => tool.setState({ tool: restingTool, isKept: false }), [tool, restingTool]);
}
