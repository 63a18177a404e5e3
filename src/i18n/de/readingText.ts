/** Stand der Studien: neu, offen, gelesen, gemerkt. */
export const readingText = {
  'worklist.column.state': 'Stand',
  'worklist.state.new': 'Neu',
  'worklist.state.newHere': 'Hier nicht als gelesen markiert.',
  'worklist.state.isNew': 'Neu: Niemand hat sie als gelesen markiert.',
  'worklist.state.read': 'Gelesen',
  'worklist.state.readBy': 'Gelesen von {{name}}, {{when}}.',
  'worklist.state.readHere': 'Hier als gelesen markiert, {{when}}.',
  'worklist.state.openBy': 'Gerade offen: {{names}}.',
  'worklist.state.bookmarked': 'Gemerkt',
  'worklist.state.bookmarkedByYou': 'Von Ihnen gemerkt.',
  'worklist.state.bookmarkedBy': 'Gemerkt von {{names}}.',
  'worklist.state.mine': 'Meine',
  'worklist.state.hereOnly': 'Nur in diesem Browser gespeichert: Niemand sonst sieht es.',
  'worklist.state.unsure':
    'Wer eine Studie gelesen, geöffnet oder gemerkt hat, ist im Moment nicht zu erfahren: Studien in jedem Stand sind aufgeführt.',
  'worklist.work.scheduled': 'Die Befundung steht in der Arbeitsliste von {{archive}}.',
  'worklist.work.open': 'Wird gerade befundet, sagt die Arbeitsliste von {{archive}}.',
  'worklist.work.openBy': '{{names}}: befundet gerade, sagt die Arbeitsliste von {{archive}}.',
  'worklist.work.openWord': 'Wird befundet',
  'worklist.work.read': 'Befundet, sagt die Arbeitsliste von {{archive}}.',
  'worklist.work.readBy': 'Befundet von {{names}}, sagt die Arbeitsliste von {{archive}}.',
  'worklist.work.canceled': 'Die Befundung wurde abgesagt, sagt die Arbeitsliste von {{archive}}.',
  'worklist.work.unasked':
    'Die Arbeitsliste von {{archive}} sagt nicht, wie weit die Befundung ist. Studien lassen sich trotzdem öffnen; in einer Minute wird wieder gefragt.',
  'reading.markRead': 'Als gelesen markieren',
  'reading.markUnread': 'Als nicht gelesen markieren',
  'reading.bookmark': 'Merken',
  'reading.unbookmark': 'Nicht mehr merken',
  'reading.not.role': 'Ihre Rolle markiert Studien nicht als gelesen. Es wurde nichts geändert.',
  'reading.not.pace':
    'Das war zu viel auf einmal. Es wurde nichts geändert. Warten Sie eine Minute und versuchen Sie es noch einmal.',
  'reading.not.disk': 'Der Server konnte das nicht speichern. Es wurde nichts geändert.',
  'reading.not.full':
    'Das ließ sich nicht speichern: Die Datei der gelesenen Studien ist voll. Sagen Sie es denen, die den Server betreuen.',
  'reading.not.archive':
    'Das Archiv antwortet nicht. Es wurde nichts geändert. Versuchen Sie es in einer Minute noch einmal.',
  'reading.not.study': 'Das Archiv hat diese Studie nicht mehr. Es wurde nichts geändert.',
  'reading.not.many': 'Mehr Studien lassen sich nicht merken. Nehmen Sie zuerst eine davon heraus.',
  'reading.not.other': 'Inzwischen hat jemand anderes sie als gelesen markiert. Es wurde nichts geändert.',
  'reading.not.offline':
    'Der Server antwortet nicht. Ob das gespeichert wurde, zeigt die Liste, sobald er antwortet.',
} as const;
