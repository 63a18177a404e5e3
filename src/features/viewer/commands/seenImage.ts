import type { FactsStore } from '@/imaging/pane/paneStore';
import type { KeyImage } from '@/view/viewState';
import type { ViewStore } from '@/view/viewStore';

interface On {
  readonly views: ViewStore;
  readonly facts: FactsStore;
  readonly seen?: KeyImage | undefined;
}

/**
 * The image that something is done to which is about one image: that which was seen when it was asked for, else that which the active
 * pane has before the reader now; undefined where it names none. The one way to it for all that marks an image.
 */
export function seenImage({ views, facts, seen }: On): KeyImage | undefined {
  const image = seen ?? facts.getState().panes[views.getState().view.active]?.image;
  if (!image) return undefined;
  const { study, series, sop, frame } = image;
  return { study, series, sop, frame };
}
