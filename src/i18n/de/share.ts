/** German texts of sharing. Keys and {{values}} are those of English. */
export const share = {
  'share.failed':
    'Das Teilen konnte nicht geladen werden. Die Ansicht und ihre Messungen bleiben. Laden Sie die Seite neu und versuchen Sie es erneut.',
  'share.togetherFailed':
    'Das gemeinsame Ansehen konnte nicht geladen werden. Die Studie bleibt auf dem Bildschirm. Laden Sie die Seite neu und versuchen Sie es erneut.',
  'share.open': 'Teilen',
  'share.title': 'Diese Ansicht teilen',
  'share.carries':
    'Der Link öffnet genau das, was Sie sehen: Aufteilung, Serie, Bild, Fensterung, Zoom und Messungen.',
  'share.link': 'Link',
  'share.copy': 'Link kopieren',
  'share.copied': 'Kopiert',
  'share.copyFailed':
    'Der Browser hat das Kopieren nicht erlaubt. Der Link ist markiert: Kopieren Sie ihn mit Strg C oder halten Sie ihn gedrückt.',
  'share.send': 'Link senden',
  'share.sendFailed': 'Es wurde nichts gesendet. Kopieren Sie stattdessen den Link.',
  'share.qr': 'QR-Code des Links',
  'share.qr.text': 'Scannen Sie ihn mit einem Tablet oder Telefon im selben Netzwerk.',
  'share.qr.tooLong':
    'Dieser Link ist zu lang für einen QR-Code, den Telefone lesen können. Kopieren Sie ihn stattdessen.',
  'share.leftOut_one':
    'Eine Messung ist weggelassen: Alle zusammen sind zu lang für einen Link. Die neuesten sind darin.',
  'share.leftOut_other':
    '{{count}} Messungen sind weggelassen: Alle zusammen sind zu lang für einen Link. Die neuesten sind darin.',
  'share.private':
    'Er enthält weder Namen noch Nummer noch Daten der Person, keine Namen von Messungen und keine Texte von Pfeilen.',
  'share.access': 'Wer ihn öffnet, braucht Zugang zum selben Archiv.',
  'share.noGuests': 'Links für Gäste ohne Konto brauchen einen Server mit Anmeldung.',
  'share.notAllowed':
    'Ihr Konto darf keine Links für Gäste ohne Konto erstellen. Die Administration kann das Recht erteilen.',
} as const;
