/** German texts of the save dialog. Keys and {{values}} are those of English. */
export const saveDialog = {
  'save.title': 'Im Archiv sichern',
  'save.nothing': 'Alles ist gesichert',
  'save.nothing.text': 'Es gibt keine Messung und kein Schlüsselbild, die das Archiv nicht schon hat.',
  'save.intro':
    'Jedes kommt als eigenes DICOM-Objekt in diese Studie, wird zurückgelesen und verglichen. Bis dahin bleibt der Entwurf.',
  'save.kind.report': 'Messbericht',
  'save.kind.keyImages': 'Schlüsselbilder',
  'save.kind.presentation': 'Diese Ansicht',
  'save.holds.report_one': '{{count}} Messung, als strukturierter Bericht',
  'save.holds.report_other': '{{count}} Messungen, als strukturierter Bericht',
  'save.holds.keyImages_one': '{{count}} Bild, als Key Object Document',
  'save.holds.keyImages_other': '{{count}} Bilder, als Key Object Document',
  'save.leftOut_one':
    '{{count}} Bild war im Archiv nicht zu finden und ist weggelassen: Es behält seinen Stern und bleibt ungespeichert.',
  'save.leftOut_other':
    '{{count}} Bilder waren im Archiv nicht zu finden und sind weggelassen: Sie behalten ihre Sterne und bleiben ungespeichert.',
  'save.holds.presentation':
    'Fensterung, Zoom, Drehung und Zeichnungen des aktiven Bildfelds, als Presentation State',
  'save.study': 'Studie {{place}}',
  'save.state.new': 'Noch nicht gesichert',
  'save.state.waiting': 'Wartet',
  'save.state.sending': 'Wird gesendet',
  'save.state.checking': 'Wird zurückgelesen und verglichen',
  'save.state.saved': 'Gesichert: Das Archiv hat es so, wie es geschrieben wurde',
  'save.state.away':
    'Das Archiv antwortet nicht. Was gesendet wurde, wird gesucht, sobald es antwortet, und nur dann erneut gesendet, wenn es nicht da ist. Sie können dies schließen und weitermachen.',
  'save.state.unwritten':
    'Kein Bild, zu dem es gehört, ist geöffnet, darum kann es nicht geschrieben werden. Öffnen Sie die gemessene Serie und versuchen Sie es erneut.',
  'save.state.failed':
    'Dieses Programm konnte es nicht schreiben. Es wurde nichts gesendet, und der Entwurf bleibt. Laden Sie die Seite neu und versuchen Sie es erneut; bleibt es so, kopieren Sie die Messungen als Text.',
  'save.no.sign-in':
    'Ihre Anmeldung ist beendet. Der Entwurf bleibt. Melden Sie sich in einem anderen Tab erneut an und versuchen Sie es dann erneut.',
  'save.no.forbidden':
    'Sie dürfen dieses Archiv lesen, aber nichts darin speichern. Der Entwurf bleibt. Laden Sie das Objekt herunter und geben Sie es jemandem, der es darf.',
  'save.no.read-only':
    'Dieses Archiv lässt sich nur lesen. Der Entwurf bleibt. Laden Sie das Objekt herunter und senden Sie es an ein Archiv, das speichert.',
  'save.no.too-large':
    'Dem Archiv ist das Objekt zu groß (HTTP {{status}}). Der Entwurf bleibt. Die Administration kann die Grenze anheben; oder laden Sie das Objekt herunter.',
  'save.no.no-room':
    'Das Archiv hat keinen Platz mehr. Der Entwurf bleibt. Sagen Sie es seiner Administration und versuchen Sie es später erneut, oder laden Sie das Objekt herunter.',
  'save.no.duplicate':
    'Das Archiv sagt, es habe dieses Objekt, zeigt es aber nicht. Der Entwurf bleibt. Versuchen Sie es gleich noch einmal.',
  'save.no.class':
    'Das Archiv nimmt Objekte dieser Art nicht an. Der Entwurf bleibt. Laden Sie es herunter und senden Sie es an ein Archiv, das sie annimmt.',
  'save.no.mismatch':
    'Das Archiv findet, dass das Objekt nicht zu seiner Studie passt (Grund {{reason}}). Der Entwurf bleibt. Laden Sie das Objekt herunter und sagen Sie es der Administration.',
  'save.no.not-understood':
    'Das Archiv hat das Objekt als ungültig abgelehnt (HTTP {{status}}). Der Entwurf bleibt. Laden Sie das Objekt herunter und sagen Sie es der Administration.',
  'save.no.broken':
    'Das Archiv hatte einen inneren Fehler (HTTP {{status}}) und hat es nicht gespeichert; es wurde mehrmals versucht. Der Entwurf bleibt. Versuchen Sie es später erneut.',
  'save.no.other':
    'Das Archiv hat es nicht gespeichert (HTTP {{status}}, Grund {{reason}}). Der Entwurf bleibt. Versuchen Sie es erneut oder laden Sie das Objekt herunter.',
  'save.no.changed':
    'Das Archiv hat es gespeichert, aber nicht so, wie es geschrieben wurde: {{tags}} kam anders zurück. Es gilt nicht als gesichert, und der Entwurf bleibt. Sagen Sie es der Administration; das Heruntergeladene ist das Original.',
  'save.no.missing':
    'Das Archiv sagte, es habe es gespeichert, hat es aber nicht. Der Entwurf bleibt. Versuchen Sie es erneut; geschieht es wieder, laden Sie das Objekt herunter.',
  'save.no.unanswered':
    'Das Archiv antwortet, sagt aber nie, dass es gespeichert hat, und hat es nicht. Der Entwurf bleibt. Versuchen Sie es später erneut oder laden Sie das Objekt herunter.',
  'save.no.unreadable':
    'Das Archiv hat es angenommen, aber was es speicherte, kann nicht zurückgelesen werden (HTTP {{status}}). Der Entwurf bleibt. Versuchen Sie es gleich noch einmal: Es wird nicht zweimal gesendet.',
  'save.newer_one':
    'Während Ihrer Arbeit wurde ein weiterer Bericht in dieser Studie gesichert, von {{who}}{{when}}. Beide bleiben; Ihrer ersetzt ihn nicht. Er kann unter „Dokumente“ geöffnet werden.',
  'save.newer_other':
    'Während Ihrer Arbeit wurden {{count}} weitere Berichte in dieser Studie gesichert, der letzte von {{who}}{{when}}. Alle bleiben; Ihrer ersetzt keinen davon. Sie können unter „Dokumente“ geöffnet werden.',
  'save.newer.someone': 'jemand anderem',
  'save.newer.at': ' um {{time}}',
  'save.do': 'Sichern',
  'save.again': 'Erneut versuchen',
  'save.now': 'Jetzt versuchen',
  'save.download': 'Herunterladen',
  'save.download.one': '{{name}} herunterladen',
  'save.download.all': 'Alle herunterladen (ZIP)',
  'save.downloadFailed':
    'Die Objekte konnten nicht als Dateien geschrieben werden. Der Entwurf bleibt. Laden Sie die Seite neu und versuchen Sie es erneut.',
  'save.done': 'Fertig',
  'save.view': 'Diese Ansicht auch im Archiv sichern, damit jeder Viewer sie öffnen kann',
  'save.view.busy':
    'Die Messungen, die Bilder, wie Sie sie sehen, und eine Liste von beidem werden gesichert …',
  'save.view.away':
    'Das Archiv antwortet nicht. Es wird von selbst erneut versucht; der Link funktioniert schon.',
  'save.view.saved': 'Gesichert. Der Link nennt sie nun auch.',
  'save.view.failed':
    'Das Archiv hat nicht alles angenommen. Der Link funktioniert ohne. „Sichern“ sagt, was fehlt; versuchen Sie es danach hier erneut.',
} as const;
