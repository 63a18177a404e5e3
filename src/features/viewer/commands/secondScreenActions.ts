import type { SeriesSummary } from '@/archive/contract/archive';
import type { ScreensAtHand } from '@/features/contract/screens';
import type { Shell } from '@/features/viewer/state/shell';
import type { ViewStore } from '@/view/viewStore';

interface On {
  readonly views: ViewStore;
  readonly shell: Shell;
  readonly screens?: ScreensAtHand | undefined;
  readonly studies?: readonly { readonly series: readonly SeriesSummary[] }[];
}

function send({ views, screens }: On): void {
  const { panes, active } = views.getState().view;
  const pane = panes[active];
  if (pane) screens?.send(pane, views);
}

/** Whether this is the second window of a reading: the first one opens it, and saves. */
export const isSecondScreen = (screens: ScreensAtHand | undefined): boolean =>
  screens !== undefined && screens.open === undefined;

/** Undo or redo: what it does on another screen is said. */
export const goInPast = (screens: ScreensAtHand | undefined, go: 'undo' | 'redo', act: () => void): void =>
  screens?.around ? screens.around(go, act) : act();

/** A second window for a second screen: rows of the table of actions. */
export const SECOND_SCREEN_ACTIONS = {
  secondScreen: {
    icon: 'secondScreen',
    label: 'action.secondScreen',
    key: '(',
    group: 'screen',
    run: ({ views, shell, screens, studies = [] }: On): void =>
      screens?.open?.({
        views,
        series: studies.flatMap(({ series }) => series),
        say: (what) => shell.setState({ end: `screens.${what}` }),
      }),
  },
  otherScreen: {
    icon: 'otherScreen',
    label: 'action.otherScreen',
    key: ')',
    group: 'layout',
    run: send,
  },
} as const;
