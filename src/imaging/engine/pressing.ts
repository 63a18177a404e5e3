import type { WorkHistory } from './history';

/** What a hand that holds something down tells the history: all that it does until it lets go is one step of undo. */
export function pressingOn(past: () => Pick<WorkHistory, 'hold' | 'seal'>, settle: () => void) {
  let letGo = (): void => undefined;
  return {
    onBegin: () => {
      settle();
      past().seal();
    },
    onPress: () => {
      // What the hold before this one did last is its own.
      settle();
      letGo = past().hold();
    },
    // Its last change is written a frame later.
    onRelease: () => {
      const release = letGo;
      requestAnimationFrame(() => {
        settle();
        release();
      });
    },
  };
}
