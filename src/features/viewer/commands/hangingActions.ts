import type { WaitingHand } from '@/imaging/contract';
import type { HangingsAtHand } from '@/features/viewer/state/hangingState';
import type { Shell } from '@/features/viewer/state/shell';

/** What an action reaches of the viewer. */
interface On {
  readonly shell: Shell;
  readonly hand: WaitingHand;
  readonly hangings?: HangingsAtHand | undefined;
}

/** Rows of the table of actions: arrangements for like studies. */
export const HANGING_ACTIONS = {
  nextHanging: {
    icon: 'hanging',
    label: 'action.nextHanging',
    key: ';',
    more: ['shift+a'],
    group: 'layout',
    run: ({ hangings, hand }: On) => {
      hand.begin();
      void hangings?.cycle();
    },
  },
  keepHanging: {
    icon: 'keepHanging',
    label: 'action.keepHanging',
    group: 'layout',
    asks: 'picture',
    run: ({ hangings }: On) => void hangings?.keep(),
  },
  hangings: {
    icon: 'whyHung',
    label: 'action.hangings',
    key: '_',
    more: ['shift+y'],
    group: 'layout',
    run: ({ shell }: On) => shell.setState({ dialog: 'hangings' }),
  },
} as const;
