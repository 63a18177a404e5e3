import type { Engine, WaitingHand } from '@/imaging/contract';
import type { FactsStore } from '@/imaging/pane/paneStore';
import { changedSpeed, patchCine, setMode } from '@/view/cine';
import type { CineMode, KeyImage } from '@/view/viewState';
import { updateView, type ViewStore } from '@/view/viewStore';
import type { Shell } from '@/features/viewer/state/shell';
import { changeRate } from './blinkActions';
import { seenImage } from './seenImage';

/** What an action reaches of the viewer. */
interface On {
  readonly views: ViewStore;
  readonly engine: Engine | undefined;
  readonly facts: FactsStore;
  readonly hand: WaitingHand;
  readonly shell: Shell;
  readonly seen?: KeyImage | undefined;
}

const activePane = ({ views }: On): number => views.getState().view.active;
const statusOf = (on: On) => on.facts.getState().panes[activePane(on)];
const cineOf = (on: On) => on.views.getState().view.panes[activePane(on)]?.cine;

/** A step faster or slower than the pane is played now, by the person's word or the file's; two in one place: than they change. */
export const changeSpeed =
  (way: 1 | -1) =>
  (on: On): void => {
    if (changeRate(on, way)) return;
    const fps = cineOf(on)?.fps ?? statusOf(on)?.fps;
    if (fps === undefined) return;
    updateView(on.views, (view) => patchCine(view, view.active, { fps: changedSpeed(fps, way) }));
  };

/** To and fro or once, or back to round and round. */
export const toggleMode =
  (mode: Exclude<CineMode, 'loop'>) =>
  (on: On): void =>
    updateView(on.views, (view) =>
      setMode(view, view.active, view.panes[view.active]?.cine?.mode === mode ? 'loop' : mode),
    );

/** The image that was seen becomes the first or the last that is played. */
export const setEnd =
  (end: 'from' | 'to') =>
  (on: On): void => {
    const { sop, frame } = seenImage(on) ?? {};
    if (sop === undefined || frame === undefined) return;
    updateView(on.views, (view) => patchCine(view, view.active, { [end]: { sop, frame } }));
  };

/** All images, at the file's own speed, round and round. */
export const resetCine = (on: On): void =>
  updateView(on.views, (view) =>
    patchCine(view, view.active, { fps: undefined, mode: undefined, from: undefined, to: undefined }),
  );

/** One image on or back; what is being played stops for it. */
export const stepImage =
  (by: 1 | -1) =>
  (on: On): void => {
    const pane = activePane(on);
    if (statusOf(on)?.playing) on.engine?.play(pane, false);
    on.hand.servePicture(pane, (pictures) => pictures.scrollBy(pane, by), 'series');
  };
