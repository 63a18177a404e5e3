/** German texts: PDF documents. Keys and {{values}} are those of English. */
export const pdfText = {
  'pdf.name': 'PDF-Dokument',
  'pdf.tools': 'Dokument',
  'pdf.loading': 'Das Dokument wird gelesen …',
  'pdf.failed': 'Das Dokument konnte nicht geholt werden',
  'pdf.failed.text':
    'Das Archiv gab es nicht heraus. Die Bilder sind nicht betroffen. Versuchen Sie es erneut.',
  'pdf.absent': 'Das angefragte Dokument ist nicht im Archiv',
  'pdf.absent.text':
    'Seine Serie enthält es nicht. An seiner Stelle wird kein anderes gezeigt; wählen Sie selbst eines.',
  'pdf.choose': 'Dokumente dieser Serie',
  'pdf.document': 'Dokument',
  'pdf.refused.empty': 'Das Dokument ist leer',
  'pdf.refused.empty.text': 'Das Objekt ist im Archiv, aber es ist nichts darin.',
  'pdf.refused.page': 'Dies ist kein PDF',
  'pdf.refused.page.text':
    'Es gibt sich als PDF aus, enthält aber eine Webseite oder anderes Markup. Es wird hier nicht geöffnet, denn es könnte in Ihrem Namen handeln.',
  'pdf.refused.other': 'Dies ist kein PDF',
  'pdf.refused.other.text':
    'Es gibt sich als PDF aus, aber sein Inhalt ist etwas anderes. Es wird hier nicht geöffnet.',
  'pdf.fault.password': 'Das Dokument ist mit einem Passwort geschützt',
  'pdf.fault.password.text':
    'Es kann hier nicht geöffnet werden. Das Leseprogramm Ihres Geräts fragt nach dem Passwort.',
  'pdf.fault.broken': 'Das Dokument ist beschädigt',
  'pdf.fault.broken.text': 'Es beginnt wie ein PDF, aber seine Seiten können nicht gelesen werden.',
  'pdf.fault.slow': 'Das Dokument braucht zu lange zum Öffnen',
  'pdf.fault.slow.text':
    'Das Lesen wurde nach 30 Sekunden angehalten. Das Dokument ist vielleicht beschädigt.',
  'pdf.fault.long': 'Das Dokument hat zu viele Seiten',
  'pdf.fault.long.text':
    'Hier werden bis zu 10.000 gezeigt. Das Leseprogramm Ihres Geräts zeigt es vielleicht.',
  'pdf.fault.code': 'Was PDFs liest, konnte nicht geladen werden oder brach ab',
  'pdf.fault.code.text': 'Das Dokument selbst ist vollständig. Versuchen Sie es erneut.',
  'pdf.cut': 'Das Ende dieses Dokuments fehlt: Es kann mehr Seiten haben, als gezeigt werden.',
  'pdf.page': 'Seite {{number}} von {{count}}',
  'pdf.pageBox': 'Seite, von {{count}}',
  'pdf.of': 'von {{count}}',
  'pdf.page.failed': 'Diese Seite konnte nicht gezeichnet werden. An ihrer Stelle wird nichts gezeigt.',
  'pdf.page.slow':
    'Diese Seite zu zeichnen dauert zu lange und wurde nach 20 Sekunden angehalten. Laden Sie das Dokument herunter, um sie im Leseprogramm Ihres Geräts zu sehen.',
  'pdf.page.heavy':
    'Diese Seite braucht mehr Speicher, als eine Seite darf. Laden Sie das Dokument herunter, um sie im Leseprogramm Ihres Geräts zu sehen.',
  'pdf.page.leftOut':
    'Ein Teil dieser Seite konnte nicht gezeichnet werden: Etwas darauf ist beschädigt oder zu groß. Laden Sie das Dokument herunter, um sie ganz zu sehen.',
  'pdf.page.loading': 'Seite {{number}} wird geladen',
  'pdf.previousPage': 'Vorherige Seite',
  'pdf.nextPage': 'Nächste Seite',
  'pdf.zoomIn': 'Größer',
  'pdf.zoomOut': 'Kleiner',
  'pdf.fitWidth': 'Breite einpassen',
  'pdf.fitPage': 'Seite einpassen',
  'pdf.rotate': 'Seiten drehen',
  'pdf.find': 'Im Dokument suchen',
  'pdf.find.box': 'Text suchen',
  'pdf.find.next': 'Nächster Treffer',
  'pdf.find.previous': 'Vorheriger Treffer',
  'pdf.find.close': 'Suche schließen',
  'pdf.find.count': '{{number}} von {{count}}',
  'pdf.find.many': '{{number}} von mehr als {{count}}',
  'pdf.find.none': 'Nicht gefunden',
  'pdf.find.noText': 'Kein Text: Diese Seiten sind Bilder',
  'pdf.find.busy': 'Suche läuft …',
  'pdf.print': 'Drucken',
  'pdf.print.busy': 'Seite {{number}} von {{count}} wird für den Druck vorbereitet',
  'pdf.print.stop': 'Anhalten',
  'pdf.print.failed':
    'Die Seiten konnten nicht für den Druck vorbereitet werden. Laden Sie das Dokument herunter und drucken Sie es von dort.',
  'pdf.print.leftOut': 'Teile dieser Seiten konnten nicht gezeichnet werden und fehlen im Druck: {{pages}}.',
  'pdf.print.many':
    'Mehr als {{most}} Seiten werden von hier nicht gedruckt. Laden Sie das Dokument herunter und drucken Sie es mit dem Leseprogramm Ihres Geräts.',
  'pdf.download': 'Herunterladen',
} as const;
