/** German texts: why there is no list. Keys and {{values}} are those of English. */
export const listFaults = {
  'fault.unreachable': 'Das Archiv antwortet nicht',
  'fault.unreachable.list':
    'Die Liste kann gerade nicht geladen werden. Sie wird alle {{seconds}} s erneut angefragt, auf Wunsch auch sofort.',
  'fault.unauthorised': 'Kein Zugriff auf das Archiv',
  'fault.unauthorised.list':
    'Melden Sie sich beim Archiv an und versuchen Sie es erneut. Ihre Suche bleibt erhalten.',
  'fault.not-found': 'Im Archiv nicht gefunden',
  'fault.not-found.list':
    'Unter der Adresse in den Einstellungen gibt es keinen DICOMweb-Dienst. Die Administration kann sie in config.json berichtigen.',
  'fault.refused': 'Das Archiv hat die Anfrage abgelehnt',
  'fault.refused.list':
    'Es antwortete {{status}}. Versuchen Sie es mit weniger Filtern oder fragen Sie, wer das Archiv betreibt.',
  'fault.tooMany.list':
    'Es fand mehr Studien, als es auflisten will. Filtern Sie nach Datum oder Name und versuchen Sie es erneut.',
  'fault.malformed.title.list': 'Die Antwort ist keine Liste von Studien',
  'fault.malformed.list':
    'Vielleicht steht eine Anmeldeseite oder ein Proxy dazwischen. Versuchen Sie es erneut oder öffnen Sie das Archiv in einem anderen Tab und melden Sie sich dort an.',
} as const;
