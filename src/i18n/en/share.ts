/** English texts of sharing. Keys start with the screen's name; {{name}} marks a value. */
export const share = {
  'share.failed':
    'Sharing could not be loaded. The view and its measurements stay. Reload the page and try again.',
  'share.togetherFailed':
    'Looking together could not be loaded. The study stays on the screen. Reload the page and try again.',
  'share.open': 'Share',
  'share.title': 'Share this view',
  'share.carries':
    'The link opens exactly what you see: layout, series, image, window, zoom and measurements.',
  'share.link': 'Link',
  'share.copy': 'Copy link',
  'share.copied': 'Copied',
  'share.copyFailed':
    'The browser did not allow copying. The link is selected: copy it with Ctrl C, or hold it.',
  'share.send': 'Send link',
  'share.sendFailed': 'Nothing was sent. Copy the link instead.',
  'share.qr': 'QR code of the link',
  'share.qr.text': 'Scan it with a tablet or phone on the same network.',
  'share.qr.tooLong': 'This link is too long for a QR code that phones can read. Copy it instead.',
  'share.leftOut_one':
    'One measurement is left out: all of them are too long for a link. The newest are in it.',
  'share.leftOut_other':
    '{{count}} measurements are left out: all of them are too long for a link. The newest are in it.',
  'share.private':
    'It holds no name, number or date of the patient, no names of measurements and no texts of arrows.',
  'share.access': 'Whoever opens it needs access to the same archive.',
  'share.noGuests': 'Links for guests without an account need a server with sign-in.',
  'share.notAllowed':
    'Your account may not make links for guests without one. An administrator can give the right.',
} as const;
