/** German texts: what a pane says of segments and structures over its image. {{name}} marks a value. */
export const overlays = {
  'overlay.over': 'Darüber gezeichnet: {{what}}',
  'overlay.registered': 'Wo es liegt, sagt ein Registrierungsobjekt.',
  'overlay.slab': 'Von der Schicht ist es ihre mittlere Ebene.',
  'overlay.pixelsOnly':
    '{{what}} liegt Pixel für Pixel auf den gespeicherten Bildern und nennt keinen Ort: auf Ebenen nicht gezeichnet.',
  'overlay.notAcross':
    '{{what}}: Konturen, die nur für eine Ebene stehen oder offen sind, sind auf Ebenen quer zu ihnen nicht gezeichnet: {{names}}.',
  'overlay.againstOnPlanes_one':
    '{{what}}: Eine Ebene nennt ein anderes Bild, als ihr Ort sagt. Sie ist nur auf diesem gespeicherten Bild gezeichnet.',
  'overlay.againstOnPlanes_other':
    '{{what}}: {{count}} Ebenen nennen andere Bilder, als ihre Orte sagen. Sie sind nur auf diesen gespeicherten Bildern gezeichnet.',
  'end.over.coming': 'Segmente oder Strukturen werden geholt …',
  'end.over.failed':
    'Das Archiv hat die Segmente oder Strukturen nicht geliefert. Die Bilder bleiben, wie sie sind. Für einen neuen Versuch die Serie noch einmal drücken.',
  'overlay.over.short': 'Überlagert',
  'overlay.over.computed': '{{what}}, berechnet',
  'overlay.over.partly': '{{what}}, zum Teil berechnet',
  'overlay.over.hand': '{{what}}, von Hand gezeichnet',
  'overlay.otherFrame': '{{what}} liegt in einem anderen Bezugssystem als diese Bilder: nicht gezeichnet.',
  'overlay.otherPatient': '{{what}} gehört zu einer anderen Person als diese Bilder: nicht gezeichnet.',
  'overlay.apart': '{{what}}: in einem anderen Bezugssystem als diese Bilder, nicht gezeichnet: {{names}}.',
  'overlay.against_one':
    '{{what}}: Eine Ebene nennt ein anderes Bild, als ihr Ort sagt. Sie ist auf dem Bild gezeichnet, das sie nennt.',
  'overlay.against_other':
    '{{what}}: {{count}} Ebenen nennen andere Bilder, als ihre Orte sagen. Sie sind auf den Bildern gezeichnet, die sie nennen.',
  'overlay.against.short': 'Ort unsicher',
  'overlay.noPlace': '{{what}} sagt nicht, wo es auf diesen Bildern liegt: nicht gezeichnet.',
  'overlay.beside_one':
    '{{what}}: Die einzige Ebene liegt auf keinem Bild dieser Serie und ist nicht zu sehen.',
  'overlay.beside_other':
    '{{what}}: {{beside}} von {{count}} Ebenen liegen auf keinem Bild dieser Serie und sind nicht zu sehen.',
  'overlay.besideContours_one':
    '{{what}}: Die einzige Kontur liegt auf keinem Bild dieser Serie und ist nicht zu sehen.',
  'overlay.besideContours_other':
    '{{what}}: {{beside}} von {{count}} Konturen liegen auf keinem Bild dieser Serie und sind nicht zu sehen.',
  'overlay.beside.short': 'Nicht alles zu sehen',
  'overlay.kind.segmentation': 'eine Segmentierung',
  'overlay.kind.structures': 'ein Struktursatz',
} as const;
