/** German texts of signing in and out. Keys and {{values}} are those of English. */
export const session = {
  'signIn.title': 'Anmelden bei {{house}}',
  'signIn.text': 'Die Studien dieses Archivs sind für Personen mit einem Konto.',
  'signIn.link': 'Ihnen wurde eine Ansicht geschickt. Melden Sie sich an, um sie zu öffnen.',
  'signIn.endedElsewhere':
    'In einem anderen Tab wurden Sie abgemeldet. Melden Sie sich an, um weiterzumachen.',
  'signIn.goOn': 'Melden Sie sich erneut an, um dort weiterzumachen, wo Sie waren.',
  'signIn.locked':
    'Diese Seite wurde gesperrt. Melden Sie sich erneut an, um dort weiterzumachen, wo Sie waren.',
  'signIn.do': 'Anmelden',
  'signIn.busy': 'Weiter zu {{house}} …',
  'signIn.denied': 'Niemand wurde angemeldet',
  'signIn.denied.text':
    '{{house}} hat diese Anmeldung nicht durchgelassen. Versuchen Sie es mit einem anderen Konto oder bitten Sie die Administration um Zugang.',
  'signIn.unreachable': '{{house}} antwortet nicht',
  'signIn.unreachable.text':
    'Gerade kann sich niemand anmelden. Die Adresse dieser Seite bleibt erhalten, Ihre Arbeit auch. Versuchen Sie es gleich noch einmal.',
  'signIn.refused': '{{house}} hat diese Seite nicht angenommen',
  'signIn.refused.text':
    'Die Anmeldung wurde angehalten, und niemand ist angemeldet. Versuchen Sie es erneut. Bleibt es so, kann die Administration die Einstellungen der Anmeldung berichtigen.',
  'signIn.insecure': 'Unter dieser Adresse kann sich niemand anmelden',
  'signIn.insecure.text':
    'Die Anmeldung braucht eine Adresse, die mit https beginnt, oder den eigenen Namen dieses Rechners, localhost. Fragen Sie die Administration nach dieser Adresse.',
  'signIn.out': 'Sie sind abgemeldet',
  'account.open': 'Angemeldet als {{name}}',
  'account.house': 'bei {{house}}',
  'account.lock': 'Jetzt sperren',
  'account.signOut': 'Abmelden',
  'account.limits.read': 'Sie dürfen hier ansehen, aber nicht messen, sichern, teilen oder Daten mitnehmen.',
  'account.limits.some': 'Mit diesem Konto nicht erlaubt: {{rights}}.',
  'account.right.measure': 'messen',
  'account.right.store': 'im Archiv sichern',
  'account.right.share': 'teilen',
  'account.right.export': 'Daten mitnehmen',
  'session.lapsed': 'Sie wurden um {{time}} Uhr abgemeldet. Was auf dem Bildschirm steht, bleibt.',
  'session.lapsed.why': '{{said}} {{why}}.',
  'session.lapsed.kept_one':
    'Sie wurden um {{time}} Uhr abgemeldet. Eine Änderung bleibt auf diesem Gerät erhalten.',
  'session.lapsed.kept_other':
    'Sie wurden um {{time}} Uhr abgemeldet. {{count}} Änderungen bleiben auf diesem Gerät erhalten.',
  'session.away':
    '{{house}} antwortet nicht, darum kann nichts Neues geholt oder gesichert werden. Was auf dem Bildschirm steht, bleibt, und es wird von selbst erneut versucht.',
  'session.warn': 'Sind Sie noch da?',
  'session.warn.text':
    'Seit einer Weile hat niemand diese Seite berührt. Sie wird in {{seconds}} s gesperrt. Ihre Arbeit bleibt erhalten.',
  'session.stays': 'Sie bleiben angemeldet.',
  'session.stay': 'Angemeldet bleiben',
  'session.locked': 'Isocenter ist gesperrt',
  'session.locked.text':
    'Ihre Ansicht und Ihre Arbeit bleiben auf diesem Gerät, bis Sie sich wieder anmelden.',
  'session.unlock': 'Anmelden',
  'session.failed':
    'Die Anmeldung konnte nicht geladen werden. Es wurde nichts verändert. Prüfen Sie die Verbindung und laden Sie die Seite neu.',
} as const;
