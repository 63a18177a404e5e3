/** German texts: what is written on a picture that is less, or other, than it seems. Keys and {{values}} are those of English. */
export const imageWarningText = {
  'imageWarning.name': 'Warnungen zu diesem Bild',
  'imageWarning.button_one': 'Warnung zu diesem Bild: {{worst}}',
  'imageWarning.button_other': '{{count}} Warnungen zu diesem Bild, die erste: {{worst}}',
  'pane.patient': 'Person {{number}} von {{count}} auf dem Bildschirm',
  'pane.ofPatient': 'Bildfeld {{number}}, Person {{patient}} von {{count}}: {{name}}',
  'imageWarning.unreadable': 'In der Datei, aber nicht lesbar: {{what}}',
  'imageWarning.impossible': 'In der Datei, kann aber nicht gemeint sein: {{what}}',
  'imageWarning.assumed': 'Nicht in der Datei, darum wie üblich angenommen: {{what}}',
  'imageWarning.age':
    'Alter zweifelhaft: Die Datei sagt {{stated}}, Geburts- und Studiendatum ergeben {{byDates}}',
  'imageWarning.age.dates':
    'Alter zweifelhaft: Die Datei sagt {{stated}}, was Geburts- und Studiendatum nicht ergeben können',
  'imageWarning.otherPatient': 'Die Liste nennt für diese Studie eine andere Person',
  'imageWarning.otherPatient.fields_one':
    'Die Liste nennt für diese Studie eine andere Person: {{fields}} weicht ab',
  'imageWarning.otherPatient.fields_other':
    'Die Liste nennt für diese Studie eine andere Person: {{fields}} weichen ab',
  'imageWarning.otherPatient.short': 'Person zweifelhaft',
  'imageWarning.otherDay': 'Tag der Studie zweifelhaft: Das Bild sagt {{image}}, die Liste {{list}}',
  'imageWarning.twoInStudy': 'Diese Studie steht im Archiv unter zwei Personen',
  'imageWarning.field.id': 'ID',
  'imageWarning.field.name': 'Name',
  'imageWarning.field.birthDate': 'Geburtsdatum',
  'imageWarning.field.sex': 'Geschlecht',
  'imageWarning.missing.short': '{{count}} von {{of}} fehlen',
  'imageWarning.missing_one':
    '{{count}} von {{of}} Bildern fehlt: Das Archiv zählt es und beschreibt es nicht',
  'imageWarning.missing_other':
    '{{count}} von {{of}} Bildern fehlen: Das Archiv zählt sie und beschreibt sie nicht',
  'imageWarning.missingObjects_one':
    '{{count}} von {{of}} Objekten fehlt: Das Archiv zählt es und beschreibt es nicht',
  'imageWarning.missingObjects_other':
    '{{count}} von {{of}} Objekten fehlen: Das Archiv zählt sie und beschreibt sie nicht',
  'imageWarning.study.short': 'Studie unvollständig',
  'imageWarning.study.series_one':
    'Von dieser Studie fehlt {{count}} von {{of}} Serien: Das Archiv zählt sie und listet sie nicht auf',
  'imageWarning.study.series_other':
    'Von dieser Studie fehlen {{count}} von {{of}} Serien: Das Archiv zählt sie und listet sie nicht auf',
  'imageWarning.study.objects_one':
    'Von dieser Studie fehlt {{count}} von {{of}} Objekten: Das Archiv zählt es in keiner Serie',
  'imageWarning.study.objects_other':
    'Von dieser Studie fehlen {{count}} von {{of}} Objekten: Das Archiv zählt sie in keiner Serie',
  'imageWarning.greyOfColour':
    'Nur in Grau gezeigt: Die Datei bringt dafür Farben mit, die nicht gezeigt werden',
  'imageWarning.moreFrames_one':
    '{{count}} Frame wird nicht gezeigt: Die Datei enthält {{held}} und kündigt {{said}} an',
  'imageWarning.moreFrames_other':
    '{{count}} Frames werden nicht gezeigt: Die Datei enthält {{held}} und kündigt {{said}} an',
  'imageWarning.fewerFrames_one': '{{count}} Frame fehlt: Die Datei kündigt {{said}} an und enthält {{held}}',
  'imageWarning.fewerFrames_other':
    '{{count}} Frames fehlen: Die Datei kündigt {{said}} an und enthält {{held}}',
  'imageWarning.morePixels':
    'Größe zweifelhaft: Die Datei enthält mehr Pixel, als ihre Zeilen und Spalten ergeben',
  'imageWarning.described':
    'Lage der Frames nicht bekannt: {{described}} sind beschrieben, und die Datei kündigt {{said}} an',
  'imageWarning.lossy': 'Verlustbehaftet {{ratio}} {{method}}',
  'imageWarning.lossy.short': 'Verlust {{ratio}}',
  'imageWarning.mosaic': 'Mosaik: viele Schichten in einem Bild',
  'imageWarning.side.attributes': 'Seite zweifelhaft: Das Bild sagt {{sides}}',
  'imageWarning.side.directions':
    'Seite zweifelhaft: {{side}}, aber die Richtungen sind die der anderen Seite',
  'imageWarning.side.position': 'Seite zweifelhaft: {{side}}, aber es liegt auf der anderen Seite',
  'laterality.R': 'Rechts',
  'laterality.L': 'Links',
  'laterality.B': 'Beidseitig',
  'laterality.U': 'Unpaarig',
  'stack.part': 'Stapel {{part}} von {{parts}}',
  'stack.part.plane': 'Stapel {{part}} von {{parts}}, {{plane}}',
  'stack.part.count_one': '{{part}}: {{count}} Bild',
  'stack.part.count_other': '{{part}}: {{count}} Bilder',
  'stack.parts': 'Stapel dieser Serie',
  'stack.plane.axial': 'axial',
  'stack.plane.coronal': 'koronal',
  'stack.plane.sagittal': 'sagittal',
  'stack.plane.oblique': 'schräg',
  'order.duplicateInstance_one': '{{count}} Dublette: Ein Bild kam mehrmals an und wird einmal gezeigt',
  'order.duplicateInstance_other': '{{count}} Dubletten: Bilder kamen mehrmals an und werden einmal gezeigt',
  'order.mixedOrientation': 'Gemischte Orientierungen: {{groups}} Richtungen in dieser Serie',
  'stack.bValue': 'b {{value}}',
  'order.mixedSize': 'Gemischte Größen: {{groups}} in dieser Serie',
  'order.withoutPlace_one': '{{count}} Bild sagt nicht, wo es liegt: Es steht neben den anderen',
  'order.withoutPlace_other': '{{count}} Bilder sagen nicht, wo sie liegen: Sie stehen neben den anderen',
  'order.unknown': 'Reihenfolge nicht bekannt: Nur ihre UIDs bringen {{count}} Bilder in diese Reihenfolge',
  'order.duplicatePosition_one': '{{count}} Dublette: Ein Bild liegt bei Schicht {{slice}} auf einem anderen',
  'order.duplicatePosition_other': '{{count}} Dubletten: Bilder liegen auf anderen, ab Schicht {{slice}}',
  'order.incompletePlaces': '{{least}} bis {{most}} Bilder an einem Ort: Ein Zeitpunkt ist unvollständig',
  'order.missingSlices_one': '{{count}} Schicht fehlt nach Schicht {{slice}}',
  'order.missingSlices_other': '{{count}} Schichten fehlen, die erste nach Schicht {{slice}}',
  'order.unevenSpacing': 'Ungleiche Schichten, {{least}} bis {{most}} mm Abstand',
  'order.tilted': 'Gekippte Gantry: Schichten um {{degrees}}° geschert',
  'order.shifted': 'Schichten seitlich um bis zu {{mm}} mm verschoben',
  'order.turned': 'Schichten um {{degrees}}° gegeneinander gedreht',
  'order.otherPixelSpacing': 'Der Pixelabstand wechselt innerhalb des Stapels',
  'order.otherFrameOfReference': 'Mehr als ein Bezugssystem (Frame of Reference) im Stapel',
} as const;
