/** English texts of the second window of a reading. */
export const secondWindow = {
  'second.title': 'Second screen',
  'second.joining': 'Waiting for the first window.',
  'second.covered':
    'The first window shows no study, or another one is on its way. What it opens is shown here too.',
  'second.silent':
    'The second window does not answer. It may still show the previous patient: close it, or do not read there until this is gone.',
  'second.away':
    'The first window is being loaded again, or was closed. When it shows a study again, this window goes on. Nothing is lost: all that was measured here is kept by the first window.',
  'second.ended': 'The first window no longer needs this one. It can be closed.',
  'second.locked': 'The page is locked. Sign in again in the first window.',
  'second.over': 'Signed out. This window can be closed.',
  'second.refused':
    'This reading has two windows already, and there are no more. To have the second one here, close the other and load this page again.',
  'second.unsupported':
    'This browser cannot keep two windows together: that needs a page opened by https, and a newer browser.',
  'second.closedArchive': 'The archive of this study is not in the settings of this page.',
  'second.close': 'Close this window',
  'second.closeByHand': 'The browser lets no page close this window. Close it yourself.',
  'second.undone': 'Undone on the first screen.',
  'second.redone': 'Redone on the first screen.',
  'second.offer': 'This view has a second screen, which is not shown.',
  'second.offer.open': 'Open it in a second window',
  'second.offer.here': 'Show it here instead',
} as const;
