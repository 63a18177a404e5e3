import type { WaitingHand } from '@/imaging/contract';
import type { BreastsAtHand } from '@/features/viewer/state/breasts';

/** What an action reaches of the viewer. */
interface On {
  readonly hand: WaitingHand;
  readonly breasts?: BreastsAtHand | undefined;
}

const step =
  (by: 1 | -1) =>
  ({ breasts, hand }: On): void => {
    hand.begin();
    breasts?.step(by);
  };

/** Rows of the table of actions: steps of looking at mammograms. */
export const BREAST_ACTIONS = {
  nextBreastStep: {
    icon: 'next',
    label: 'action.nextBreastStep',
    key: "'",
    more: ['shift+j'],
    group: 'layout',
    run: step(1),
  },
  previousBreastStep: {
    icon: 'previous',
    label: 'action.previousBreastStep',
    key: '"',
    more: ['shift+u'],
    group: 'layout',
    run: step(-1),
  },
} as const;
