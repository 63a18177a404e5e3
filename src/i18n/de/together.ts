/** German texts of looking together. Keys and {{values}} are those of English. */
export const together = {
  'together.name': 'Gemeinsam ansehen',
  'together.insecure':
    'Gemeinsames Ansehen braucht eine Seite, die über https kam. Einen Link zu dieser Ansicht können Sie trotzdem teilen.',
  'together.starting': 'Ein Raum wird geöffnet',
  'together.guestOf': 'Gast von {{name}}',
  'together.guest': 'Gast',
  'together.you': '{{name}} (Sie)',
  'together.presents': 'Führt vor',
  'together.people': 'Personen ({{count}})',
  'together.invite': 'Einladen',
  'together.leave': 'Verlassen',
  'together.hide': 'Zeile ausblenden: Sie bleiben im Raum',
  'together.joining': 'Sie treten dem Raum bei.',
  'together.alone': 'Sie führen vor. Sonst ist niemand hier.',
  'together.presenting_one': 'Sie führen vor: {{name}} sieht zu.',
  'together.presenting_other': 'Sie führen {{count}} Personen vor.',
  'together.following': 'Sie folgen {{name}}.',
  'together.wandering': 'Sie sehen sich frei um. {{name}} führt vor.',
  'together.away':
    '{{name}} hat die Verbindung verloren und ist vielleicht gleich zurück. Was zuletzt gezeigt wurde, bleibt auf dem Bildschirm.',
  'together.free':
    'Gerade führt niemand vor. Sie können sich frei umsehen oder den anderen zeigen, was Sie sehen.',
  'together.free.alone': 'Sonst ist niemand hier. Sie können allein weitermachen.',
  'together.lost':
    'Die Verbindung zu den anderen ist unterbrochen. Sie können allein weiter ansehen; sie kommt von selbst zurück.',
  'together.over.ended':
    'Sie sind nicht mehr im Raum: Ihr Zugang dazu ist beendet. Was auf dem Bildschirm steht, bleibt.',
  'together.over.full':
    'Der Raum ist voll: Zwanzig Personen sind darin. Sie können allein weiter ansehen oder es später erneut versuchen.',
  'together.over.crowded':
    'Gerade können keine weiteren Räume geöffnet werden. Sie können allein weiter ansehen oder es später erneut versuchen.',
  'together.over.left': 'Sie haben den Raum verlassen.',
  'together.dismiss': 'Schließen',
  'together.again': 'Erneut versuchen',
  'together.follow': '{{name}} folgen',
  'together.wander': 'Frei umsehen',
  'together.take': 'Vorführen',
  'together.hand': 'An {{name}} übergeben',
  'together.hand.short': 'Übergeben',
  'together.leftOut_one':
    'Eine Messung wird den anderen nicht gezeigt: Alle zusammen sind zu viel zum Senden.',
  'together.leftOut_other':
    '{{count}} Messungen werden den anderen nicht gezeigt: Alle zusammen sind zu viel zum Senden.',
  'together.how':
    'Wer diesen Link öffnet, sieht laufend, was die vorführende Person sieht: Bilder, Fensterung, Zoom, Messungen und den Zeiger. Zuvor ist eine Anmeldung nötig.',
  'together.link': 'Link zum Raum',
  'together.copy': 'Link kopieren',
  'together.copied': 'Kopiert',
  'together.copyFailed':
    'Der Browser hat das Kopieren nicht erlaubt. Der Link ist markiert: Kopieren Sie ihn mit Strg C oder halten Sie ihn gedrückt.',
  'together.qr': 'QR-Code des Links zum Raum',
  'together.qr.text': 'Scannen Sie ihn mit einem Tablet oder Telefon.',
  'together.rights':
    'Alle holen die Bilder mit ihren eigenen Rechten. Nur wer den Link hat, kann lesen, was gesendet wird.',
  'together.guests':
    'Für jemanden ohne Konto teilen Sie die Studie mit einem Gast, während Sie im Raum sind.',
  'together.members': 'Im Raum',
  'together.pointer': '{{name}} zeigt hierhin',
  'together.wait.title': 'Gemeinsames Ansehen',
  'together.wait.joining': 'Sie treten dem Raum bei.',
  'together.wait.lost': 'Der Raum antwortet nicht. Es wird von selbst erneut versucht.',
  'together.wait.nobody': 'Hier zeigt noch niemand etwas. Sobald jemand vorführt, öffnet es sich von selbst.',
  'together.wait.archive':
    'Was vorgeführt wird, kommt aus einem Archiv, das diese Seite nicht kennt. Fragen Sie Ihre Administration danach.',
  'together.wait.list': 'Zu den Studien',
} as const;
