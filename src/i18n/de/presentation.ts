/** German texts: a presentation state that a picture is shown with. Keys and {{values}} are those of English. */
export const presentation = {
  'presentation.applied': 'Presentation State: {{name}}',
  'presentation.nameless': 'ohne Namen',
  'presentation.by': '{{creator}} {{when}}',
  'presentation.off': 'Abnehmen',
  'presentation.off.name': 'Presentation State {{name}} abnehmen',
  'presentation.loading': 'Der Presentation State wird geladen',
  'presentation.missing':
    'Der Presentation State konnte nicht geholt werden. Das Bild ist so, wie seine Datei es vorgibt; andere Bilder sind nicht betroffen. Nehmen Sie ihn ab oder öffnen Sie den Link später erneut.',
  'presentation.otherImage': 'Nicht für dieses Bild, das so gezeigt wird, wie seine Datei es vorgibt',
  'presentation.note.mask': 'Seine Maskensubtraktion ist nicht angewendet',
  'presentation.note.icc': 'Sein Farbprofil ist nicht angewendet: Die Farben sind die der Datei',
  'presentation.note.blending':
    'Überblendung wird nicht gezeichnet: {{under}} ist zu sehen, darüber gehört {{over}}. Öffnen Sie diese in einem Bildfeld daneben',
  'presentation.note.compound': 'Einige seiner Grafiken sind von einer Art, die hier nicht gezeichnet wird',
  'presentation.note.matrix': 'Grafiken auf dem ganzen Präparat werden nicht gezeichnet',
  'presentation.note.graphics':
    'Einige seiner Grafiken oder Texte sind nicht lesbar und werden nicht gezeichnet',
  'presentation.note.lut':
    'Eine seiner Tabellen oder Fensterungen ist nicht lesbar: Grauwerte können anders sein als gemeint',
  'presentation.note.turn':
    'Er verlangt eine Drehung, die kein Vielfaches von 90° ist: Das Bild ist nicht gedreht',
  'presentation.note.values':
    'Die Fensterung gilt in den Werten des Presentation State; Messwerte bleiben die der Datei',
  'presentation.note.unreachable':
    'Seine Modalitätstabelle kann nicht an die Stelle der Datei treten: Grauwerte können anders sein als gemeint',
  'presentation.note.true-size': 'Wahre Größe gilt nur auf Bildschirmen mit 96 Punkten pro Zoll',
  'presentation.note.aspect': 'Er verlangt eine andere Pixelform als die der Datei; die der Datei bleibt',
  'presentation.note.unknownSeries': 'eine Serie, die nicht hier ist',
} as const;
