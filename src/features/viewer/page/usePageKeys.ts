import { useEffect, useLayoutEffect, useRef } from 'react';
import { listenToKeys } from '@/features/viewer/commands/keyboard';
import { readRegistrations } from '@/features/viewer/commands/registrationActions';
import { offerInspection } from '@/features/viewer/context/inspect';
import type { Viewer } from '@/features/viewer/context/viewerContext';

/** What the page listens to beside its elements: keys, registrations that a view names, and tests where `inspect` offers it to them. */
export function usePageKeys(
  viewer: Viewer,
  inspect: boolean,
  savedIds: (() => ReadonlySet<string>) | undefined,
): void {
  const { views, early, tool, restingTool } = viewer;
  const now = useRef(viewer);
  now.current = viewer;
  // Before the page is painted, as is the tool below: what is pressed as it appears is neither lost nor taken back.
  useLayoutEffect(
    () =>
      listenToKeys(
        () => now.current,
        () => now.current.restingTool,
      ),
    [],
  );
  useLayoutEffect(
    () => (inspect ? offerInspection(views, early.facts, () => now.current.engine, savedIds) : undefined),
    [inspect, views, early, savedIds],
  );
  useEffect(() => {
    const read = () => void readRegistrations(now.current);
    read();
    return views.subscribe(({ view }, before) => {
      if (view.links?.registrations !== before.view.links?.registrations) read();
    });
  }, [views]);
  useLayoutEffect(() => tool.setState({ tool: restingTool, isKept: false }), [tool, restingTool]);
}
