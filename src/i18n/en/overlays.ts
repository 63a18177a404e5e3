/** English texts: what a pane says of segments and structures over its image. {{name}} marks a value. */
export const overlays = {
  'overlay.over': 'Drawn over it: {{what}}',
  'overlay.registered': 'A registration object says where it lies.',
  'overlay.slab': 'Of the slab it is its middle plane.',
  'overlay.pixelsOnly':
    '{{what}} lies on the stored images pixel by pixel and says of no place: it is not drawn on planes.',
  'overlay.notAcross':
    '{{what}}: contours that stand for one plane only, or are open, are not drawn on planes across them: {{names}}.',
  'overlay.againstOnPlanes_one':
    '{{what}}: one frame says it lies on another image than its place does. It is drawn on that stored image only.',
  'overlay.againstOnPlanes_other':
    '{{what}}: {{count}} frames say they lie on other images than their places do. They are drawn on those stored images only.',
  'end.over.coming': 'Segments or structures are on their way …',
  'end.over.failed':
    'The archive did not give the segments or structures. The pictures stay as they are. Press the series to try again.',
  'overlay.over.short': 'Drawn over',
  'overlay.over.computed': '{{what}}, computed',
  'overlay.over.partly': '{{what}}, partly computed',
  'overlay.over.hand': '{{what}}, drawn by hand',
  'overlay.otherFrame': '{{what}} lies in another frame of reference than these images: it is not drawn.',
  'overlay.otherPatient': '{{what}} is another person’s than these images: it is not drawn.',
  'overlay.apart': '{{what}}: in another frame of reference than these images, not drawn: {{names}}.',
  'overlay.against_one':
    '{{what}}: one frame says it lies on another image than its place does. It is drawn on the image that it names.',
  'overlay.against_other':
    '{{what}}: {{count}} frames say they lie on other images than their places do. They are drawn on the images that they name.',
  'overlay.against.short': 'Place unsure',
  'overlay.noPlace': '{{what}} does not say where it lies on these images: it is not drawn.',
  'overlay.beside_one': '{{what}}: its only plane lies on no image of this series and is not seen.',
  'overlay.beside_other':
    '{{what}}: {{beside}} of {{count}} planes lie on no image of this series and are not seen.',
  'overlay.besideContours_one': '{{what}}: its only contour lies on no image of this series and is not seen.',
  'overlay.besideContours_other':
    '{{what}}: {{beside}} of {{count}} contours lie on no image of this series and are not seen.',
  'overlay.beside.short': 'Partly drawn',
  'overlay.kind.segmentation': 'a segmentation',
  'overlay.kind.structures': 'a structure set',
} as const;
