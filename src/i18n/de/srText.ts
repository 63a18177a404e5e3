/** German texts: structured reports as text. Keys and {{values}} are those of English. */
export const srText = {
  'sr.name': 'Strukturierter Bericht',
  'sr.loading': 'Der Bericht wird gelesen …',
  'sr.failed': 'Der Bericht konnte nicht gelesen werden',
  'sr.failed.text':
    'Das Archiv gab ihn nicht heraus. Die Bilder sind nicht betroffen. Versuchen Sie es erneut.',
  'sr.newer': 'Von diesem Befund gibt es eine neuere Fassung: {{by}}.',
  'sr.newer.open': 'Öffnen',
  'sr.codes': 'Codes zeigen',
  'sr.image': 'Zum Bild',
  'sr.imageFrame': 'Zum Bild, Frame {{frame}}',
  'sr.moreFrames': 'und Frames {{frames}}',
  'sr.channels': 'Gruppe und Kanal: {{channels}}',
  'sr.object': 'Öffnen',
  'sr.unread': 'Dieser Wert kann hier nicht gelesen werden. Er steht bei allen Attributen.',
  'sr.lost':
    'Der Bericht geht hier weiter und kann nicht gelesen werden: Er ist zu tief verschachtelt, oder seine Datei ist beschädigt. Was darüber steht, ist vielleicht nicht alles; fragen Sie das Archiv oder den Verfasser nach dem ganzen Bericht.',
  'sr.cut':
    'Der Befund geht hier weiter: Er ist größer, als gezeigt werden kann. Alles steht bei allen Attributen.',
  'sr.seeking': 'Das Archiv wird gefragt, wo es ist …',
  'sr.gone': 'Dieses Bild ist nicht im Archiv. An seiner Stelle wird kein anderes gezeigt.',
  'sr.noFrame':
    'Er nennt den Frame eines Bildes auf eine nicht lesbare Weise. An seiner Stelle wird kein Bild gezeigt.',
  'sr.unknown': 'Das Archiv konnte nicht gefragt werden, wo dieses Bild ist. Versuchen Sie es erneut.',
  'sr.other': 'Dieses Bild gehört nicht zu dieser Studie, sondern zu:',
  'sr.other.asking': 'Dieses Bild gehört zu einer anderen Studie. Das Archiv wird gefragt, zu wessen …',
  'sr.other.gone':
    'Dieses Bild gehört zu einer anderen Studie, die das Archiv nicht hat oder Ihnen nicht zeigt.',
  'sr.other.unknown':
    'Dieses Bild gehört zu einer anderen Studie. Das Archiv konnte nicht gefragt werden, zu wessen.',
  'sr.other.open': 'Diese Studie in einem anderen Tab öffnen',
  'sr.nameless': 'kein Name',
  'sr.patientId': 'ID {{id}}',
  'sr.born': 'geb. {{date}}',
  'sr.studyOf': 'Studie vom {{date}}',
  'sr.absent': 'Das angefragte Dokument ist nicht im Archiv',
  'sr.absent.text':
    'Seine Serie enthält es nicht. An seiner Stelle wird kein anderes gezeigt; wählen Sie selbst eines.',
  'sr.document': 'Dokument',
  'sr.verified': 'Verifiziert',
  'sr.unverified': 'Nicht verifiziert',
  'sr.by': '{{author}} · {{at}}',
  'sr.nobody': 'Verfasser nicht genannt',
  'sr.noTime': 'Zeit nicht genannt',
  'sr.choose': 'Dokumente dieser Serie',
  'sr.empty': 'Der Bericht ist leer.',
} as const;
