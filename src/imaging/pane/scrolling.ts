import { patchPane } from '@/view/actions';
import type { Pane } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { PaneStatus } from './paneStore';
import type { Stack } from '@/imaging/stack/stack';

/** Place of the image that settings of a series ask for, from 0; -1 where the series lacks it. */
export const stackIndexOf = (stack: Stack, { at }: Pane): number => (at ? (stack.indexOf(at) ?? -1) : 0);

/** Asks for the image at a place of a pane's series, clamped to it; `wanted`: the place that is asked for now. */
export function scrollTo(
  views: ViewStore,
  pane: number,
  frames: Stack['frames'],
  wanted: number,
  index: number,
): void {
  const frame = frames[Math.min(Math.max(index, 0), frames.length - 1)];
  if (!frame || frames[wanted] === frame) return;
  updateView(views, (view) => patchPane(view, pane, { at: { sop: frame.sop, frame: frame.frame } }));
}

/** Asks for one image pixel on one CSS pixel, where it is known how large they are. */
export function toOneToOne(views: ViewStore, pane: number, status: PaneStatus | undefined): void {
  if (!status || status.scale <= 0) return;
  updateView(views, (view) => patchPane(view, pane, { zoom: status.ownZoom / status.scale }));
}
