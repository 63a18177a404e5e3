import type { Pane, ViewState } from '@/view/viewState';

/** One piece of work on one pane. */
export type Step =
  | { readonly do: 'clear'; readonly pane: number }
  /** Another series: everything about the pane is new. */
  | { readonly do: 'place'; readonly pane: number; readonly to: Pane }
  /** Another image of the same series, perhaps with other settings. */
  | { readonly do: 'image'; readonly pane: number; readonly to: Pane }
  /** The same image, other settings. */
  | { readonly do: 'settings'; readonly pane: number; readonly to: Pane };

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

function stepFor(pane: number, shown: Pane | null, next: Pane | null): Step | undefined {
  if (shown === next) return undefined;
  if (!next) return { do: 'clear', pane };
  if (!shown || shown.series !== next.series || shown.study !== next.study)
    return { do: 'place', pane, to: next };
  if (differs(shown.at, next.at)) return { do: 'image', pane, to: next };
  return differs(shown, next) ? { do: 'settings', pane, to: next } : undefined;
}

/**
 * The least work that turns what is on screen into `next`. Pure: the whole sync logic, testable without WebGL.
 * `shown` undefined = nothing yet. The active pane comes first: what it asks of the archive is before what the others ask.
 */
export function plan(shown: ViewState | undefined, next: ViewState): readonly Step[] {
  const count = Math.max(shown?.panes.length ?? 0, next.panes.length);
  const isActive = ({ pane }: Step): boolean => pane === next.active;
  return Array.from({ length: count }, (_, pane) =>
    stepFor(pane, shown?.panes[pane] ?? null, next.panes[pane] ?? null),
  )
    .filter((step) => step !== undefined)
    .sort((a, b) => Number(isActive(b)) - Number(isActive(a)));
}
