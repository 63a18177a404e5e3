/** English texts of going on with a view on another device. */
export const handoff = {
  'handoff.open': 'Open on another device',
  'handoff.title': 'Open on another device',
  'handoff.text':
    'Scan the code with your own tablet or phone: this view opens there, with your rights and without signing in. It works once.',
  'handoff.qr': 'QR code that opens this view on another device',
  'handoff.making': 'Making a code.',
  'handoff.left': 'The code opens the view for {{seconds}} s.',
  'handoff.over': 'This code opens nothing any more.',
  'handoff.again': 'New code',
  'handoff.end': 'Signing out here also ends it there.',
  'handoff.trouble.away': 'The server does not answer, so there is no code. Try again in a moment.',
  'handoff.trouble.refused':
    'A view can be passed on only from where you signed in. Sign in on the other device instead.',
  'handoff.trouble.signIn': 'Your sign-in has ended. Sign in again, then make a code.',
  'handoff.land.title': 'Open this view here?',
  'handoff.land.text':
    'It opens as on the screen that showed the code, with the rights of the person who signed in there. The code works once.',
  'handoff.land.open': 'Open',
  'handoff.land.opening': 'Opening',
  'handoff.land.list': 'Sign in here instead',
  'handoff.land.retry': 'Try again',
  'handoff.closed.title': 'This code opens nothing',
  'handoff.closed.unknown':
    'This code is not known here. Show a new one on the first screen, or sign in here.',
  'handoff.closed.expired':
    'This code was too old: it works for a minute. Show a new one on the first screen, or sign in here.',
  'handoff.closed.used':
    'This code was used already: it works once. Show a new one on the first screen, or sign in here.',
  'handoff.closed.ended': 'Whoever passed this view on has signed out. Sign in here to open it.',
  'handoff.closed.away': 'The server does not answer. The code is not used up: try again in a moment.',
  'handoff.closed.none': 'Nothing can be passed on to this page. Sign in here instead.',
  'handoff.closed.archive':
    'The view is in an archive that this page does not know. Ask your administrator for it.',
  'handoff.over.title': 'The study is closed here',
  'handoff.over.text':
    'Nothing of it is left on this device. Scan a new code on the first screen to go on, or sign in here.',
} as const;
