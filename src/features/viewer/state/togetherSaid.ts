/** What panes do together, as far as it is said when it changes. */
export interface PanesTogether {
  readonly linkScroll: boolean;
  readonly linkWindow: boolean;
  readonly linkZoom: boolean;
  readonly linkPan: boolean;
  readonly linkRegistered: boolean;
  readonly referenceLines: boolean;
  readonly spacePoint: boolean;
  readonly blink: boolean;
  readonly blinkRun: boolean;
  /** The pane that is seen of two in one place. */
  readonly seen: number | undefined;
}

type Switch = Exclude<keyof PanesTogether, 'seen'>;

const SWITCHES = [
  ...(['linkScroll', 'linkWindow', 'linkZoom', 'linkPan', 'linkRegistered'] as const),
  ...(['referenceLines', 'spacePoint', 'blink', 'blinkRun'] as const),
] as const satisfies readonly Switch[];

/** What is said of a change: switches that are on or off now; `isFlip`: the other of two pictures was asked for. */
export interface TogetherChange {
  readonly switched: readonly { readonly action: Switch; readonly isOn: boolean }[];
  readonly isFlip: boolean;
}

/** What changed; undefined: nothing that is said. Pictures that change by themselves are not told one by one. */
export function togetherChange(was: PanesTogether, now: PanesTogether): TogetherChange | undefined {
  const isEnded = was.blink && !now.blink;
  const switched = SWITCHES.filter(
    // That it no longer blinks by itself goes without saying where it has ended.
    (action) => was[action] !== now[action] && !(isEnded && action === 'blinkRun'),
  ).map((action) => ({ action, isOn: now[action] }));
  const isFlip = now.blink && !now.blinkRun && was.seen !== now.seen;
  return switched.length > 0 || isFlip ? { switched, isFlip } : undefined;
}
