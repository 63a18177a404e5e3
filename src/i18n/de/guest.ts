/** German texts of what a guest meets. Keys and {{values}} are those of English. */
export const guest = {
  'guest.looking': 'Der Link wird gelesen …',
  'guest.title': '{{by}} hat eine Studie mit Ihnen geteilt',
  'guest.title.nameless': 'Eine Studie wurde mit Ihnen geteilt',
  'guest.about_one': '{{modalities}}, 1 Serie',
  'guest.about_other': '{{modalities}}, {{count}} Serien',
  'guest.about.nothing': 'Bilder einer Person',
  'guest.details': 'Angaben zur Person erscheinen nach dem Zugangscode',
  'guest.details.open': 'Angaben zur Person erscheinen nach dem Öffnen',
  'guest.until': 'Offen bis {{moment}}',
  'guest.may.look': 'Nur ansehen. Kein Messen, kein Herunterladen.',
  'guest.may.measure': 'Ansehen und messen. Kein Herunterladen.',
  'guest.may.download': 'Ansehen und herunterladen. Kein Messen.',
  'guest.may.all': 'Ansehen, messen und herunterladen.',
  'guest.passcode': 'Zugangscode von {{by}}',
  'guest.passcode.nameless': 'Zugangscode der absendenden Person',
  'guest.tries_one': 'Noch ein Versuch',
  'guest.tries_other': 'Noch {{count}} Versuche',
  'guest.wrong_one':
    'Das ist nicht der Zugangscode. Es bleibt ein Versuch, dann wird der Link gesperrt. Fragen Sie im Zweifel nach: {{by}}.',
  'guest.wrong_other':
    'Das ist nicht der Zugangscode. Es bleiben {{count}} Versuche. Fragen Sie im Zweifel nach: {{by}}.',
  'guest.short': 'Der Zugangscode hat sechs Ziffern. Geben Sie alle ein und öffnen Sie dann die Studie.',
  'guest.open': 'Studie öffnen',
  'guest.opening': 'Wird geöffnet …',
  'guest.kept': 'Auf diesem Gerät wird nichts installiert oder behalten.',
  'guest.sender': 'die absendende Person',
  'guest.away':
    'Der Server, der diese Freigabe führt, antwortet nicht. Der Link gilt weiterhin. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  'guest.busy':
    'Zu viele Versuche in kurzer Zeit. Der Link gilt weiterhin. Warten Sie eine Minute und versuchen Sie es erneut.',
  'guest.unknown': 'Dieser Link öffnet nichts',
  'guest.unknown.text':
    'Er wurde unterwegs vielleicht abgeschnitten oder verändert. Kopieren Sie den ganzen Link in die Adresszeile oder bitten Sie um einen neuen.',
  'guest.notHere': 'Dieser Server hat keine Gastlinks',
  'guest.notHere.text':
    'Der Link gehört vielleicht zu einer anderen Adresse. Öffnen Sie ihn so, wie er Ihnen geschickt wurde, oder bitten Sie um einen neuen.',
  'guest.noArchive': 'Die Studie liegt in einem Archiv, das hier nicht in den Einstellungen steht',
  'guest.noArchive.text': 'Es wurde nichts gezeigt. Einen neuen Link gibt Ihnen: {{by}}.',
  'guest.over.revoked': 'Diese Freigabe ist beendet',
  'guest.over.revoked.text':
    'Beendet durch: {{by}}. Bitten Sie dort um einen neuen Link, wenn Sie die Bilder noch brauchen.',
  'guest.over.expired': 'Diese Freigabe endete {{moment}}',
  'guest.over.expired.bare': 'Diese Freigabe ist beendet',
  'guest.over.expired.text':
    'Ihre Zeit ist abgelaufen. Einen neuen Link, wenn Sie die Bilder noch brauchen, gibt Ihnen: {{by}}.',
  'guest.over.used': 'Dieser Link ist aufgebraucht',
  'guest.over.used.text': 'Er ließ sich nur begrenzt oft öffnen. Einen neuen Link gibt Ihnen: {{by}}.',
  'guest.over.locked': 'Dieser Link ist gesperrt',
  'guest.over.locked.text':
    'Fünfmal wurde ein falscher Zugangscode eingegeben. Einen neuen Link gibt Ihnen: {{by}}.',
  'guest.over.unknown': 'Diese Freigabe gibt es nicht mehr',
  'guest.over.unknown.text':
    'Die Bilder wurden vom Bildschirm genommen. Einen neuen Link gibt Ihnen: {{by}}.',
  'guest.over.unconfirmed': 'Niemand konnte sagen, ob diese Freigabe noch gilt',
  'guest.over.unconfirmed.text':
    'Der Server hat zehn Minuten lang nicht geantwortet, darum wurden die Bilder vom Bildschirm genommen. Prüfen Sie die Verbindung und öffnen Sie den Link erneut.',
  'guest.over.gone': 'Die Bilder sind vom Bildschirm verschwunden, und nichts davon wurde behalten.',
  'guest.again': 'Link erneut öffnen',
  'guest.closed': 'Die Studie ist geschlossen',
  'guest.closed.text':
    'Nichts davon wurde auf diesem Gerät behalten. Um sie wieder zu sehen, öffnen Sie den Link, der Ihnen geschickt wurde.',
  'guest.banner': 'Geteilt von {{by}}.',
  'guest.banner.for': 'Geteilt von {{by}} für {{to}}.',
  'guest.banner.nameless': 'Mit Ihnen geteilt.',
  'guest.banner.look': 'Sie können ansehen.',
  'guest.banner.measure': 'Sie können ansehen und messen; was Sie messen, wird nicht behalten.',
  'guest.banner.download': 'Sie können ansehen und herunterladen.',
  'guest.banner.all': 'Sie können ansehen, messen und herunterladen; was Sie messen, wird nicht behalten.',
  'guest.banner.until': 'Bis {{moment}}',
  'guest.close': 'Studie schließen',
  'guest.note': 'Nachricht von {{by}}: {{note}}',
  'guest.note.close': 'Nachricht schließen',
} as const;
