/** German texts of the second window of a reading. */
export const secondWindow = {
  'second.title': 'Zweiter Bildschirm',
  'second.joining': 'Es wird auf das erste Fenster gewartet.',
  'second.covered':
    'Das erste Fenster zeigt keine Studie, oder eine andere ist unterwegs. Was es öffnet, wird auch hier gezeigt.',
  'second.silent':
    'Das zweite Fenster antwortet nicht. Es kann noch die vorige Person zeigen: Schließen Sie es, oder befunden Sie dort nicht, bis dies weg ist.',
  'second.away':
    'Das erste Fenster wird neu geladen oder wurde geschlossen. Zeigt es wieder eine Studie, geht es hier weiter. Nichts ist verloren: Alles hier Gemessene bewahrt das erste Fenster auf.',
  'second.ended': 'Das erste Fenster braucht dieses nicht mehr. Es kann geschlossen werden.',
  'second.locked': 'Die Seite ist gesperrt. Melden Sie sich im ersten Fenster wieder an.',
  'second.over': 'Abgemeldet. Dieses Fenster kann geschlossen werden.',
  'second.refused':
    'Diese Befundung hat schon zwei Fenster, mehr gibt es nicht. Soll das zweite hier sein, schließen Sie das andere, und laden Sie diese Seite neu.',
  'second.unsupported':
    'Dieser Browser kann zwei Fenster nicht zusammenhalten: Das braucht eine Seite über https und einen neueren Browser.',
  'second.closedArchive': 'Das Archiv dieser Studie steht nicht in den Einstellungen dieser Seite.',
  'second.close': 'Dieses Fenster schließen',
  'second.closeByHand':
    'Der Browser lässt dieses Fenster von keiner Seite schließen. Schließen Sie es selbst.',
  'second.undone': 'Auf dem ersten Bildschirm rückgängig gemacht.',
  'second.redone': 'Auf dem ersten Bildschirm wiederhergestellt.',
  'second.offer': 'Zu dieser Ansicht gehört ein zweiter Bildschirm, der nicht gezeigt wird.',
  'second.offer.open': 'In einem zweiten Fenster öffnen',
  'second.offer.here': 'Stattdessen hier zeigen',
} as const;
