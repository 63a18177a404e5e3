/** The state of the study on the screen. */
export const readingNotices = {
  'action.markRead': 'Mark the study as read',
  'action.readNext': 'Mark as read, and open the next study',
  'action.markUnread': 'Mark the study as not read',
  'action.bookmarkStudy': 'Bookmark the study, or take the bookmark off',
  'reading.isRead_one': '{{names}} is reading this study.',
  'reading.isRead_other': '{{names}} are reading this study.',
  'reading.isSeen_one': '{{names}} is looking at this study.',
  'reading.isSeen_other': '{{names}} are looking at this study.',
  'reading.said.hereOnly': 'In this browser only.',
  'reading.said.read': 'Marked as read.',
  'reading.said.readBefore': 'The study before was marked as read.',
  'reading.said.unread': 'Marked as not read.',
  'reading.said.bookmark': 'Bookmarked.',
  'reading.said.unbookmark': 'The bookmark was taken off.',
  'reading.said.same': '{{name}} has marked it as read already, {{when}}.',
  'reading.undo': 'Undo',
} as const;
