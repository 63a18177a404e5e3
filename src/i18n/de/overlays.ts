/** German texts: what a pane says of segments and structures over its image. {{name}} marks a value. */
export const overlays = {
  'overlay.over': 'Darüber gezeichnet: {{what}}',
  'overlay.over.short': 'Überlagert',
  'overlay.over.computed': '{{what}}, berechnet',
  'overlay.over.partly': '{{what}}, zum Teil berechnet',
  'overlay.over.hand': '{{what}}, von Hand gezeichnet',
  'overlay.otherFrame': '{{what}} liegt in einem anderen Bezugssystem als diese Bilder: nicht gezeichnet.',
  'overlay.noPlace': '{{what}} sagt nicht, wo es auf diesen Bildern liegt: nicht gezeichnet.',
  'overlay.beside':
    '{{what}}: {{beside}} von {{planes}} Ebenen liegen auf keinem Bild dieser Serie und sind nicht zu sehen.',
  'overlay.besideContours':
    '{{what}}: {{beside}} von {{planes}} Konturen liegen auf keinem Bild dieser Serie und sind nicht zu sehen.',
  'overlay.beside.short': 'Nicht alles zu sehen',
  'overlay.kind.segmentation': 'eine Segmentierung',
  'overlay.kind.structures': 'ein Struktursatz',
} as const;
