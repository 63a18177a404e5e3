/** German texts: documents of a study. Keys and {{values}} are those of English. */
export const documents = {
  'documents.title': 'Dokumente',
  'documents.loading': 'Die Dokumente dieser Studie werden gelesen …',
  'documents.failed_one':
    '{{count}} Liste von Dokumenten konnte nicht gelesen werden. Die Bilder sind nicht betroffen. Versuchen Sie es erneut.',
  'documents.failed_other':
    '{{count}} Listen von Dokumenten konnten nicht gelesen werden. Die Bilder sind nicht betroffen. Versuchen Sie es erneut.',
  'documents.unlisted':
    'Das Archiv konnte nicht gefragt werden, welche Dokumente diese Studie hat. Es wird von selbst noch einmal gefragt.',
  'documents.refresh': 'Nach neuen Dokumenten sehen',
  'documents.kind.report': 'Bericht',
  'documents.kind.keyImages': 'Schlüsselbilder',
  'documents.kind.presentation': 'Presentation State',
  'documents.by': '{{author}} · {{at}}',
  'documents.nobody': 'Verfasser nicht genannt',
  'documents.noTime': 'Zeit nicht genannt',
  'documents.newest': 'Neuestes',
  'documents.verified': 'Verifiziert',
  'documents.unverified': 'Nicht verifiziert',
  'documents.superseded': 'Frühere Fassung',
  'documents.show': 'Auf Bildern zeigen',
  'documents.showing': 'Seine Bilder werden gesucht …',
  'documents.apply': 'Auf das Bild anwenden',
  'documents.stars': 'Diese Bilder markieren',
  'documents.read': 'Als Text lesen',
  'documents.compare': 'Mit der Fassung davor vergleichen',
  'documents.compareShort': 'Vergleichen',
  'documents.details': 'Befunde',
  'documents.drawn_one': '{{count}} Befund ist gezeichnet.',
  'documents.drawn_other': '{{count}} Befunde sind gezeichnet.',
  'documents.drawn_zero': 'Nichts davon ist gezeichnet.',
  'documents.continue': 'Ändern und sichern Sie ihn: Ihre Fassung folgt auf diese, die bleibt, wie sie ist.',
  'documents.images_one': '{{count}} Bild',
  'documents.images_other': '{{count}} Bilder',
  'documents.unmet_one': '{{count}} weiteres ist genannt, ohne zu sagen, wo es ist',
  'documents.unmet_other': '{{count}} weitere sind genannt, ohne zu sagen, wo sie sind',
  'documents.findings_one': '{{count}} Befund',
  'documents.findings_other': '{{count}} Befunde',
  'documents.textOnly': 'Nur Text',
  'documents.image': 'Zu seinem Bild',
  'documents.finding': 'Befund',
  'documents.undrawn.noImage':
    'Nicht gezeichnet: Sein Bild ist nicht in der Liste dieser Studie. Die Werte unten sind die gesicherten.',
  'documents.undrawn.noPlace':
    'Nicht gezeichnet: Der Bericht nennt keinen Ort auf einem Bild. Die Werte sind die gesicherten.',
  'documents.undrawn.noPlane':
    'Nicht gezeichnet: Kein Bild dieser Studie liegt an seinem Ort im Körper. Die Werte sind die gesicherten.',
  'documents.undrawn.shape':
    'Nicht gezeichnet: Die Form kann hier nicht gezeichnet werden. Die Werte sind die gesicherten; lesen Sie den Bericht als Text.',
  'documents.undrawn.severalImages':
    'Nicht gezeichnet: Seine Teile liegen auf mehreren Bildern. Die Werte sind die gesicherten; lesen Sie den Bericht als Text.',
  'documents.undrawn.beside':
    'Nicht gezeichnet: Alles davon liegt neben dem Bild, das er nennt. Die Werte sind die gesicherten.',
  'documents.compared': 'Verglichen mit {{author}}, {{at}}',
  'documents.change.same': 'Gleich',
  'documents.change.changed': 'Geändert',
  'documents.change.new': 'Neu',
  'documents.change.gone': 'Entfallen',
  'documents.change.words': 'Dazu steht: {{before}} → {{after}}',
  'documents.change.values': '{{before}} → {{after}}',
  'documents.lost.noImage':
    'Das Archiv sagt nicht, wo sein Bild ist. An seiner Stelle wird kein anderes gezeigt.',
  'documents.lost.otherStudy':
    'Sein Bild gehört zu einer anderen Studie. Lesen Sie den Bericht, um zu sehen, zu wessen.',
} as const;
