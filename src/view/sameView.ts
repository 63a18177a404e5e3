import type { Pane, ScreenView, ViewState } from './viewState';

const isSameBut = (a: object, b: object, ...except: readonly string[]): boolean => {
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const isSame = (key: string) =>
    except.includes(key) || (key in left && key in right && left[key] === right[key]);
  return Object.keys(left).every(isSame) && Object.keys(right).every(isSame);
};

const isSamePane = (a: Pane | null, b: Pane | null): boolean =>
  a === b || (a !== null && b !== null && isSameBut(a, b, 'at'));

const haveSamePanes = (a: readonly (Pane | null)[], b: readonly (Pane | null)[]): boolean =>
  a === b || (a.length === b.length && a.every((pane, at) => isSamePane(pane, b[at] ?? null)));

const NO_SCREENS: readonly ScreenView[] = [];

/** Of another screen the chosen pane is no more than what is scrolled there. */
const haveSameScreens = (a = NO_SCREENS, b = NO_SCREENS): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return (
        other !== undefined &&
        isSameBut(one, other, 'panes', 'active', 'grid') &&
        one.grid.rows === other.grid.rows &&
        one.grid.columns === other.grid.columns &&
        haveSamePanes(one.panes, other.panes)
      );
    }));

/** Whether there is no more between two views than another image in a pane, of any screen, or another place of its planes: seen by identity, without reading what both hold. */
export const isScroll = (before: ViewState, now: ViewState): boolean =>
  before === now ||
  (isSameBut(before, now, 'panes', 'screens', 'crosses') &&
    haveSamePanes(before.panes, now.panes) &&
    haveSameScreens(before.screens, now.screens));
