/** The state of studies: new, open, read, bookmarked. */
export const readingText = {
  'worklist.column.state': 'State',
  'worklist.state.new': 'New',
  'worklist.state.newHere': 'Not marked as read here.',
  'worklist.state.isNew': 'New: nobody has marked it as read.',
  'worklist.state.read': 'Read',
  'worklist.state.readBy': 'Read by {{name}}, {{when}}.',
  'worklist.state.readHere': 'Marked as read here, {{when}}.',
  'worklist.state.openBy': 'Open now: {{names}}.',
  'worklist.state.bookmarked': 'Bookmarked',
  'worklist.state.bookmarkedByYou': 'Bookmarked by you.',
  'worklist.state.bookmarkedBy': 'Bookmarked by {{names}}.',
  'worklist.state.mine': 'Mine',
  'worklist.state.hereOnly': 'Kept in this browser only: nobody else sees it.',
  'worklist.state.unsure':
    'Who has read, opened or bookmarked a study cannot be told at the moment: studies of any state are listed.',
  'reading.markRead': 'Mark as read',
  'reading.markUnread': 'Mark as not read',
  'reading.bookmark': 'Bookmark',
  'reading.unbookmark': 'Take bookmark off',
  'reading.not.role': 'Your role does not mark studies as read, so nothing was changed.',
  'reading.not.pace': 'That was too much at once, so nothing was changed. Wait a minute, then try again.',
  'reading.not.disk': 'The server could not keep this on its disk, so nothing was changed.',
  'reading.not.full':
    'This could not be kept: the file of what is read is full. Tell who looks after the server.',
  'reading.not.archive': 'The archive does not answer, so nothing was changed. Try again in a minute.',
  'reading.not.study': 'The archive does not hold this study any more, so nothing was changed.',
  'reading.not.many': 'There are as many bookmarks as there can be. Take one off first.',
  'reading.not.other': 'Somebody else has marked it as read since, so nothing was changed.',
  'reading.not.offline':
    'The server does not answer. Whether this was kept shows in the list as soon as it does.',
} as const;
