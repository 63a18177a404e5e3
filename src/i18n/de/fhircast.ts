/** German texts of the dictation beside the viewer. Keys and {{values}} are those of English. */
export const fhircast = {
  'fhircast.differs.study': 'Das Diktat zeigt eine andere Studie.',
  'fhircast.differs.absent':
    'Das Diktat zeigt eine Studie, die in keinem dieser Archive liegt; sie wurde hier nicht geöffnet.',
  'fhircast.differs.several':
    'Das Diktat nennt eine Accession-Nummer, die mehrere Studien haben; hier wurde keine geöffnet.',
  'fhircast.differs.archive':
    'Das Diktat zeigt eine andere Studie. Ein Archiv hat nicht geantwortet; sie wurde hier nicht geöffnet.',
  'fhircast.differs.patient':
    'Das Diktat nennt für seine Studie einen anderen Patienten als das Archiv. Sehen Sie nach, wessen Befund es ist, bevor Sie diktieren.',
  'fhircast.differs.room':
    'Das Diktat zeigt eine andere Studie. Solange Sie diese gemeinsam ansehen, wird ihm nicht gefolgt.',
  'fhircast.differs.unfollowed':
    'Ein Programm neben dem Viewer ist nicht gefolgt: Das Diktat zeigt vielleicht eine andere Studie.',
  'fhircast.differs.unfollowedBy': '{{name}} ist nicht gefolgt und zeigt vielleicht eine andere Studie.',
  'fhircast.differs.untold':
    'Dem Diktat konnte diese Studie nicht mitgeteilt werden: Es zeigt vielleicht eine andere.',
  'fhircast.openHere': 'Hier öffnen',
  'fhircast.tellAgain': 'Diese Studie dort zeigen',
  'fhircast.lost':
    'Die Verbindung zum Diktat ist abgerissen: Es zeigt vielleicht eine andere Studie. Alles andere geht weiter wie bisher; die Verbindung wird neu versucht.',
  'fhircast.refused.role':
    'Das Diktat ist nicht verbunden, weil Ihre Rolle es nicht erlaubt. Alles andere geht weiter wie bisher.',
  'fhircast.refused.hub':
    'Das Diktat ist nicht verbunden: Was es verbinden soll, antwortet nicht wie erwartet. Alles andere geht weiter wie bisher; fragen Sie Ihre Administration.',
} as const;
