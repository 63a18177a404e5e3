/** German texts: faults. Keys and {{values}} are those of English. */
export const faults = {
  'fault.unreachable.pane':
    'Was hier ist, bleibt benutzbar. Es geht von selbst weiter, sobald das Archiv wieder da ist.',
  'fault.unauthorised.pane':
    'Es verlangt eine Anmeldung, oder Ihr Zugang reicht dafür nicht aus. Melden Sie sich dort an und versuchen Sie es erneut.',
  'fault.not-found.pane': 'Es wurde vielleicht verschoben oder gelöscht. Andere Serien sind nicht betroffen.',
  'fault.refused.pane':
    'Es antwortete {{status}}. Andere Serien sind nicht betroffen. Versuchen Sie es erneut oder fragen Sie, wer das Archiv betreibt.',
  'fault.malformed': 'Dieses Bild konnte nicht geprüft werden',
  'fault.malformed.pane':
    'Was das Archiv sandte, ist beschädigt oder abgeschnitten. Ein zweifelhaftes Bild wird nicht gezeigt.',
  'fault.malformed.expected':
    'Das Archiv sandte {{received}}, erwartet war {{expected}}. Ein zweifelhaftes Bild wird nicht gezeigt.',
  'fault.wrong-object': 'Das Archiv sandte ein anderes Bild',
  'fault.wrong-object.pane':
    'Es ist nicht das angefragte, darum wird es nicht gezeigt. Andere Bilder sind nicht betroffen.',
  'fault.page': 'Das Archiv sandte eine Webseite statt Daten',
  'fault.page.pane':
    'Vielleicht steht eine Anmeldeseite oder ein Proxy dazwischen. Öffnen Sie das Archiv in einem anderen Tab, melden Sie sich dort an und versuchen Sie es erneut.',
  'fault.patient': 'Das Archiv sandte ein Bild einer anderen Person',
  'fault.patient.pane':
    'Es nennt eine andere Person als die Studie, darum wird es nicht gezeigt. Fragen Sie, wer das Archiv betreibt, bevor Sie sich auf diese Studie verlassen.',
  'fault.patients': 'Diese Serie nennt zwei Personen',
  'fault.patients.pane':
    'Wessen Bilder es sind, lässt sich nicht wissen, darum wird keines gezeigt. Andere Serien sind nicht betroffen. Fragen Sie, wer das Archiv betreibt.',
  'fault.duplicate': 'Das Archiv beschreibt dieses Bild zweimal',
  'fault.duplicate.pane':
    'Die beiden Beschreibungen weichen voneinander ab, und welche stimmt, lässt sich nicht wissen; darum wird es nicht gezeigt. Andere Bilder sind nicht betroffen.',
  'fault.palette': 'Die Farben dieses Bildes fehlen',
  'fault.palette.pane':
    'Das Archiv hat seine Farbtabelle nicht gesandt. Falsche Farben werden nicht gezeigt. Andere Bilder sind nicht betroffen.',
  'fault.paletteTable': 'Die Farben dieses Bildes können nicht gelesen werden',
  'fault.paletteTable.pane':
    'Seine Farbtabelle ist nicht so lang oder nicht so aufgebaut, wie seine eigene Beschreibung sagt. Falsche Farben werden nicht gezeigt. Andere Bilder sind nicht betroffen.',
  'fault.modalityLut': 'Die Werte dieses Bildes können nicht gelesen werden',
  'fault.modalityLut.pane':
    'Seine Wertetabelle (Modality LUT) ist nicht so lang oder nicht so aufgebaut, wie seine eigene Beschreibung sagt. Falsche Werte werden nicht gezeigt. Andere Bilder sind nicht betroffen.',
  'fault.malformed.rows':
    'Das Archiv sandte {{receivedRows}} von {{expectedRows}} Zeilen. Ein halbes Bild wird nicht gezeigt.',
  'fault.codec': 'Dieses Bild kann hier nicht gezeigt werden',
  'fault.codec.pane':
    'Es ist auf eine Weise komprimiert, die hier nicht exakt dekodiert werden kann. Falsche Grauwerte werden nicht gezeigt. Andere Bilder sind nicht betroffen.',
  'fault.transferSyntax.pane':
    'Es ist in der Transfersyntax {{expected}} gespeichert, die hier nicht gelesen wird. Falsche Grauwerte werden nicht gezeigt. Andere Bilder sind nicht betroffen.',
  'fault.limit.pane':
    'Es gibt für {{attribute}} {{received}} an, und höchstens {{most}} wird hier angenommen. Andere Bilder sind nicht betroffen.',
  'fault.attribute.pane':
    'Seine Beschreibung ergibt keinen Sinn: {{attribute}} ist „{{received}}“. Es wird nichts geraten; andere Bilder sind nicht betroffen.',
  'fault.mislabelled.pane':
    'Seine Bytes liegen nicht in der Kodierung vor, die das Archiv nennt ({{expected}}). Eine Vermutung wird nicht gezeigt; andere Bilder sind nicht betroffen.',
  'fault.pixels': 'Dieses Objekt hat kein Bild',
  'fault.pixels.pane': 'Es beschreibt ein Bild, enthält aber keine Pixel. Wählen Sie eine andere Serie.',
  'fault.decode': 'Dieses Bild konnte nicht dekodiert werden',
  'fault.decode.pane':
    'Seine komprimierten Daten sind beschädigt oder von einer hier unbekannten Art. Andere Bilder sind nicht betroffen.',
  'fault.codec-stopped.pane':
    'Der Decoder kam damit zu keinem Ende und wurde angehalten; die Daten sind wahrscheinlich beschädigt. Andere Bilder sind nicht betroffen.',
  'fault.defect': 'In diesem Viewer ist etwas schiefgegangen',
  'fault.defect.pane':
    'Das liegt weder am Bild noch am Archiv. Andere Bildfelder laufen weiter. Versuchen Sie es erneut; bleibt es so, laden Sie die Seite neu und melden Sie es der Administration.',
  'fault.no-decoder': 'Ein Teil des Programms kam nicht an',
  'fault.no-decoder.pane':
    'Er dekodiert Bilder dieser Art. Das Bild selbst kam an und ist nicht schuld. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  'fault.no-engine': 'Der bildgebende Teil des Programms ist nicht gestartet',
  'fault.no-engine.pane':
    'Die Studie ist nicht betroffen. Versuchen Sie es erneut oder laden Sie die Seite neu.',
  'fault.quarantined': 'Von dieser Serie wird nichts mehr dekodiert',
  'fault.quarantined.pane':
    'Drei ihrer Bilder haben den Decoder zum Stillstand gebracht. Was hier ist, bleibt benutzbar. Versuchen Sie es erneut oder lassen Sie die Serie im Archiv prüfen.',
  'fault.webgl-lost': 'Die Grafikkarte hat angehalten',
  'fault.webgl-lost.pane':
    'Ihre Ansicht und Ihre Messungen bleiben. Es wird neu gezeichnet, sobald sie wieder da ist.',
  'fault.timeout': 'Das dauert zu lange',
  'fault.timeout.pane':
    'Das Bild kam nicht rechtzeitig an oder ließ sich nicht rechtzeitig öffnen. Versuchen Sie es erneut; andere Bilder laufen weiter.',
  'fault.image-gone': 'Das angefragte Bild ist nicht im Archiv',
  'fault.image-gone.pane':
    'Seine Serie enthält es nicht: Es wurde vielleicht gelöscht, verschoben oder ist nicht angekommen. An seiner Stelle wird kein anderes Bild gezeigt. Seine UID: {{sop}}.',
  'fault.frame-gone': 'Das Bild hat keinen Frame {{frame}}',
  'fault.frame-gone.pane':
    'Angefragt war Frame {{frame}}, und es hat {{count}}. An seiner Stelle wird kein anderer Frame gezeigt.',
  'fault.no-images': 'Diese Serie hat keine Bilder',
  'fault.no-images.pane':
    'Sie enthält andere Objekte, etwa Berichte oder Konturen. Wählen Sie eine andere Serie.',
  'fault.unsupported': 'Dieses Objekt wird hier nicht gezeichnet',
  'fault.unsupported.pane':
    'Es ist im Archiv vollständig, aber seine Art wird noch nicht gezeichnet. Wählen Sie eine andere Serie.',
  'fault.presentation': 'Dieser Presentation State nennt kein Bild',
  'fault.presentation.pane':
    'Ohne Bild kann er nicht gezeigt werden. Seine Attribute stehen in der Liste der Tags; andere Serien sind nicht betroffen.',
} as const;
