/** English texts of looking together. */
export const together = {
  'together.name': 'Look together',
  'together.insecure':
    'Looking together needs a page that came over https. You can still share a link of this view.',
  'together.starting': 'Opening a room',
  'together.guestOf': 'Guest of {{name}}',
  'together.guest': 'Guest',
  'together.you': '{{name}} (you)',
  'together.presents': 'Presents',
  'together.people': 'People ({{count}})',
  'together.invite': 'Invite',
  'together.leave': 'Leave',
  'together.hide': 'Hide this line: you stay in the room',
  'together.joining': 'Joining the room.',
  'together.alone': 'You present. Nobody else is here.',
  'together.presenting_one': 'You present to {{name}}.',
  'together.presenting_other': 'You present to {{count}} people.',
  'together.following': 'You follow {{name}}.',
  'together.wandering': 'You look around by yourself. {{name}} presents.',
  'together.away':
    '{{name}} lost the connection and may be back in a moment. What was shown last stays on the screen.',
  'together.free': 'Nobody presents now. You can look around by yourself, or show the others what you see.',
  'together.free.alone': 'Nobody else is here. You can go on by yourself.',
  'together.lost':
    'The connection to the others is lost. You can go on looking by yourself; it comes back by itself.',
  'together.over.ended':
    'You are no longer in the room: your access to it has ended. What is on the screen stays.',
  'together.over.full':
    'The room is full: twenty people are in it. You can go on looking by yourself, or try again later.',
  'together.over.crowded':
    'No more rooms can be opened now. You can go on looking by yourself, or try again later.',
  'together.over.left': 'You have left the room.',
  'together.dismiss': 'Close',
  'together.again': 'Try again',
  'together.follow': 'Follow {{name}}',
  'together.wander': 'Look around by myself',
  'together.take': 'Present',
  'together.hand': 'Hand over to {{name}}',
  'together.hand.short': 'Hand over',
  'together.leftOut_one': 'One measurement is not shown to the others: all of them are too much to send.',
  'together.leftOut_other':
    '{{count}} measurements are not shown to the others: all of them are too much to send.',
  'together.how':
    'Whoever opens this link sees what the presenter sees, as it changes: images, window, zoom, measurements and the pointer. They sign in first.',
  'together.link': 'Link to the room',
  'together.copy': 'Copy link',
  'together.copied': 'Copied',
  'together.copyFailed':
    'The browser did not allow copying. The link is selected: copy it with Ctrl C, or hold it.',
  'together.qr': 'QR code of the link to the room',
  'together.qr.text': 'Scan it with a tablet or phone.',
  'together.rights':
    'Everybody fetches the images with their own rights. Only who has the link can read what is sent.',
  'together.guests':
    'For somebody without an account, share the study with a guest while you are in the room.',
  'together.members': 'In the room',
  'together.pointer': '{{name}} points here',
  'together.wait.title': 'Looking together',
  'together.wait.joining': 'Joining the room.',
  'together.wait.lost': 'The room does not answer. It is tried again by itself.',
  'together.wait.nobody': 'Nobody shows anything here yet. As soon as somebody presents, it opens by itself.',
  'together.wait.archive':
    'What is presented comes from an archive that this page does not know. Ask your administrator for it.',
  'together.wait.list': 'Go to the studies',
} as const;
