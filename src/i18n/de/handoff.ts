/** German texts of going on with a view on another device. Keys and {{values}} are those of English. */
export const handoff = {
  'handoff.open': 'Auf anderem Gerät öffnen',
  'handoff.title': 'Auf anderem Gerät öffnen',
  'handoff.text':
    'Scannen Sie den Code mit Ihrem eigenen Tablet oder Telefon: Diese Ansicht öffnet sich dort, mit Ihren Rechten und ohne Anmeldung. Er gilt einmal.',
  'handoff.qr': 'QR-Code, der diese Ansicht auf einem anderen Gerät öffnet',
  'handoff.making': 'Ein Code wird erstellt.',
  'handoff.left': 'Der Code öffnet die Ansicht noch {{seconds}} s lang.',
  'handoff.over': 'Dieser Code öffnet nichts mehr.',
  'handoff.again': 'Neuer Code',
  'handoff.end': 'Eine Abmeldung hier beendet es auch dort.',
  'handoff.trouble.away':
    'Der Server antwortet nicht, darum gibt es keinen Code. Versuchen Sie es gleich noch einmal.',
  'handoff.trouble.refused':
    'Eine Ansicht kann nur von dort weitergegeben werden, wo Sie sich angemeldet haben. Melden Sie sich stattdessen auf dem anderen Gerät an.',
  'handoff.trouble.signIn':
    'Ihre Anmeldung ist beendet. Melden Sie sich erneut an und erstellen Sie dann einen Code.',
  'handoff.land.title': 'Diese Ansicht hier öffnen?',
  'handoff.land.text':
    'Sie öffnet sich wie auf dem Bildschirm, der den Code zeigte, mit den Rechten der dort angemeldeten Person. Der Code gilt einmal.',
  'handoff.land.open': 'Öffnen',
  'handoff.land.opening': 'Wird geöffnet',
  'handoff.land.list': 'Stattdessen hier anmelden',
  'handoff.land.retry': 'Erneut versuchen',
  'handoff.closed.title': 'Dieser Code öffnet nichts',
  'handoff.closed.unknown':
    'Dieser Code ist hier nicht bekannt. Zeigen Sie auf dem ersten Bildschirm einen neuen an oder melden Sie sich hier an.',
  'handoff.closed.expired':
    'Dieser Code war zu alt: Er gilt eine Minute. Zeigen Sie auf dem ersten Bildschirm einen neuen an oder melden Sie sich hier an.',
  'handoff.closed.used':
    'Dieser Code wurde schon benutzt: Er gilt einmal. Zeigen Sie auf dem ersten Bildschirm einen neuen an oder melden Sie sich hier an.',
  'handoff.closed.ended':
    'Wer diese Ansicht weitergegeben hat, hat sich abgemeldet. Melden Sie sich hier an, um sie zu öffnen.',
  'handoff.closed.away':
    'Der Server antwortet nicht. Der Code ist nicht verbraucht: Versuchen Sie es gleich noch einmal.',
  'handoff.closed.none':
    'An diese Seite kann nichts weitergegeben werden. Melden Sie sich stattdessen hier an.',
  'handoff.closed.archive':
    'Die Ansicht liegt in einem Archiv, das diese Seite nicht kennt. Fragen Sie Ihre Administration danach.',
  'handoff.over.title': 'Die Studie ist hier geschlossen',
  'handoff.over.text':
    'Nichts davon ist auf diesem Gerät geblieben. Scannen Sie auf dem ersten Bildschirm einen neuen Code, um weiterzumachen, oder melden Sie sich hier an.',
} as const;
