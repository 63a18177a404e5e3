/** English texts of signing in and out, loaded with it. Keys start with the screen's name; {{name}} marks a value. */
export const session = {
  'signIn.title': 'Sign in to {{house}}',
  'signIn.text': 'The studies of this archive are for people with an account.',
  'signIn.link': 'A colleague sent you a view. Sign in to open it.',
  'signIn.endedElsewhere': 'You were signed out in another tab. Sign in to go on.',
  'signIn.goOn': 'Sign in again to go on where you were.',
  'signIn.locked': 'This page was locked. Sign in again to go on where you were.',
  'signIn.do': 'Sign in',
  'signIn.busy': 'Going to {{house}}…',
  'signIn.denied': 'Nobody was signed in',
  'signIn.denied.text':
    '{{house}} did not let this sign-in through. Try again with another account, or ask an administrator for access.',
  'signIn.unreachable': '{{house}} does not answer',
  'signIn.unreachable.text':
    'Nobody can sign in just now. The address of this page is kept, and so is your work. Try again in a moment.',
  'signIn.refused': '{{house}} did not accept this page',
  'signIn.refused.text':
    'The sign-in was stopped, and nobody is signed in. Try again. If it stays so, an administrator can correct the settings of the sign-in.',
  'signIn.insecure': 'Nobody can sign in at this address',
  'signIn.insecure.text':
    'Signing in needs an address that begins with https, or this machine’s own name, localhost. Ask an administrator for that address.',
  'signIn.out': 'You are signed out',
  'account.open': 'Signed in as {{name}}',
  'account.house': 'at {{house}}',
  'account.lock': 'Lock now',
  'account.signOut': 'Sign out',
  'account.limits.read': 'You may look here, but not measure, save, share or take data away.',
  'account.limits.some': 'Not allowed with this account: {{rights}}.',
  'account.right.measure': 'measuring',
  'account.right.store': 'saving to the archive',
  'account.right.share': 'sharing',
  'account.right.export': 'taking data away',
  'session.lapsed': 'You were signed out at {{time}}. What is on the screen stays.',
  'session.lapsed.why': '{{said}} {{why}}.',
  'session.lapsed.kept_one': 'You were signed out at {{time}}. One change is kept on this device.',
  'session.lapsed.kept_other': 'You were signed out at {{time}}. {{count}} changes are kept on this device.',
  'session.away':
    '{{house}} does not answer, so nothing new can be fetched or saved. What is on the screen stays, and it is tried again by itself.',
  'session.warn': 'Are you still there?',
  'session.warn.text':
    'Nobody has touched this page for a while. It locks in {{seconds}} s. Your work is kept.',
  'session.stays': 'You stay signed in.',
  'session.stay': 'Stay signed in',
  'session.locked': 'Isocenter is locked',
  'session.locked.text': 'Your view and your work are kept on this device for when you sign in again.',
  'session.unlock': 'Sign in',
  'session.failed':
    'Signing in could not be loaded. Nothing was changed. Check the connection, then reload the page.',
} as const;
