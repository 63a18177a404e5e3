/** Stand der Studie auf dem Bildschirm. */
export const readingNotices = {
  'action.markRead': 'Studie als gelesen markieren',
  'action.readNext': 'Als gelesen markieren und nächste Studie öffnen',
  'action.markUnread': 'Studie als nicht gelesen markieren',
  'action.bookmarkStudy': 'Studie merken oder nicht mehr merken',
  'reading.isRead_one': '{{names}} liest gerade diese Studie.',
  'reading.isRead_other': '{{names}} lesen gerade diese Studie.',
  'reading.isSeen_one': '{{names}} sieht gerade diese Studie an.',
  'reading.isSeen_other': '{{names}} sehen gerade diese Studie an.',
  'reading.said.hereOnly': 'Nur in diesem Browser.',
  'reading.said.read': 'Als gelesen markiert.',
  'reading.said.readBefore': 'Die Studie davor wurde als gelesen markiert.',
  'reading.said.unread': 'Als nicht gelesen markiert.',
  'reading.said.bookmark': 'Gemerkt.',
  'reading.said.unbookmark': 'Nicht mehr gemerkt.',
  'reading.said.same': '{{name}} hat sie schon als gelesen markiert, {{when}}.',
  'reading.undo': 'Rückgängig',
} as const;
