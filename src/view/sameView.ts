import type { Pane, ViewState } from './viewState';

const isSameBut = (a: object, b: object, except: string): boolean => {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const isSame = (key: string) => key === except || (key in left && key in right && left[key] === right[key]);
  return Object.keys(left).every(isSame) && Object.keys(right).every(isSame);
};

const isSamePane = (a: Pane | null, b: Pane | null): boolean =>
  a === b || (a !== null && b !== null && isSameBut(a, b, 'at'));

/** Whether there is no more between two views than another image in a pane: seen by identity, without reading what both hold. */
export const isScroll = (before: ViewState, now: ViewState): boolean =>
  before === now ||
  (isSameBut(before, now, 'panes') &&
    before.panes.length === now.panes.length &&
    before.panes.every((pane, at) => isSamePane(pane, now.panes[at] ?? null)));
