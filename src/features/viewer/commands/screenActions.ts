import type { Engine } from '@/imaging/contract';
import { toggleIdentity } from '@/view/hiddenIdentity';
import type { ViewStore } from '@/view/viewStore';
import type { Shell } from '@/features/viewer/state/shell';
import { openMenuOf } from './openMenu';

/** What an action reaches of the viewer. */
interface On {
  readonly views: ViewStore;
  readonly shell: Shell;
  readonly engine: Engine | undefined;
}

/** What is open around the pictures: rows of the table of actions. */
export const SCREEN_ACTIONS = {
  identity: {
    icon: 'hide',
    label: 'action.identity',
    key: 't',
    group: 'screen',
    run: toggleIdentity,
  },
  tags: {
    icon: 'tags',
    label: 'action.tags',
    key: 'd',
    group: 'screen',
    run: ({ shell }: On) => shell.setState({ dialog: 'tags' }),
  },
  left: {
    icon: 'left',
    label: 'action.left',
    key: '[',
    more: ['shift+l'],
    group: 'screen',
    run: ({ shell }: On) => shell.setState(({ leftOpen }) => ({ leftOpen: !leftOpen })),
  },
  right: {
    icon: 'right',
    label: 'action.right',
    key: ']',
    more: ['shift+r'],
    group: 'screen',
    run: ({ shell }: On) => shell.setState(({ rightOpen }) => ({ rightOpen: !rightOpen })),
  },
  commands: {
    icon: 'commands',
    label: 'action.commands',
    key: 'mod+k',
    group: 'screen',
    run: ({ shell }: On) => shell.setState({ dialog: 'commands' }),
  },
  menu: {
    icon: 'more',
    label: 'action.menu',
    key: 'contextmenu',
    group: 'screen',
    run: (on: On) => openMenuOf(on, on.views.getState().view.active),
  },
  help: {
    icon: 'keyboard',
    label: 'action.help',
    key: '?',
    group: 'screen',
    run: ({ shell }: On) => shell.setState({ dialog: 'help' }),
  },
  hands: {
    icon: 'hands',
    label: 'action.hands',
    key: 'shift+k',
    group: 'screen',
    run: ({ shell }: On) => shell.setState({ dialog: 'hands' }),
  },
} as const;
