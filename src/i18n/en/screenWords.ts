/** English texts of opening a second window, and of what is done on another screen. */
export const screenWords = {
  'action.secondScreen': 'Second screen: open a second window',
  'action.otherScreen': 'Show this series on the other screen',
  'screens.move': 'The second window is open. Move it to the other screen.',
  'screens.placed': 'The second window is open on the other screen.',
  'screens.front': 'The second window is open already. It was brought to the front.',
  'screens.blocked': 'The browser opened no second window. Allow this page to open windows, and try again.',
  'screens.unsupported':
    'This browser cannot keep two windows together: that needs a page opened by https, and a newer browser.',
  'screens.failed': 'The second window could not be tied to this one. Close it, and open it again.',
  'screens.closed': 'The second window was closed. There is one screen again.',
  'screens.saves': 'Saving is done in the first window.',
  'screens.undone': 'Undone on the other screen.',
  'screens.redone': 'Redone on the other screen.',
} as const;
