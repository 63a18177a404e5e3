/** English texts: what is written on a picture that is less, or other, than it seems. {{name}} marks a value. */
export const imageWarningText = {
  'imageWarning.name': 'Warnings on this picture',
  'imageWarning.button_one': 'Warning on this picture: {{worst}}',
  'imageWarning.button_other': '{{count}} warnings on this picture, the first: {{worst}}',
  'pane.patient': 'Patient {{number}} of {{count}} on screen',
  'pane.ofPatient': 'Pane {{number}}, patient {{patient}} of {{count}}: {{name}}',
  'imageWarning.unreadable': 'In the file, but cannot be read: {{what}}',
  'imageWarning.impossible': 'In the file, but cannot be meant: {{what}}',
  'imageWarning.assumed': 'Not in the file, so taken as usual: {{what}}',
  'imageWarning.age': 'Age doubtful: the file says {{stated}}, birth date and study date make {{byDates}}',
  'imageWarning.age.dates':
    'Age doubtful: the file says {{stated}}, which birth date and study date cannot make',
  'imageWarning.otherPatient': 'The list names another patient for this study',
  'imageWarning.otherPatient.fields_one': 'The list names another patient for this study: {{fields}} differs',
  'imageWarning.otherPatient.fields_other':
    'The list names another patient for this study: {{fields}} differ',
  'imageWarning.otherPatient.short': 'Patient doubtful',
  'imageWarning.otherDay': 'Day of the study doubtful: the image says {{image}}, the list {{list}}',
  'imageWarning.twoInStudy': 'This study stands in the archive under two patients',
  'imageWarning.field.id': 'ID',
  'imageWarning.field.name': 'name',
  'imageWarning.field.birthDate': 'birth date',
  'imageWarning.field.sex': 'sex',
  'imageWarning.missing.short': '{{count}} of {{of}} missing',
  'imageWarning.missing_one':
    '{{count}} of {{of}} images is missing: the archive counts it and does not describe it',
  'imageWarning.missing_other':
    '{{count}} of {{of}} images are missing: the archive counts them and does not describe them',
  'imageWarning.missingObjects_one':
    '{{count}} of {{of}} objects is missing: the archive counts it and does not describe it',
  'imageWarning.missingObjects_other':
    '{{count}} of {{of}} objects are missing: the archive counts them and does not describe them',
  'imageWarning.study.short': 'Study not whole',
  'imageWarning.study.series_one':
    'Of this study, {{count}} of {{of}} series is missing: the archive counts it and does not list it',
  'imageWarning.study.series_other':
    'Of this study, {{count}} of {{of}} series are missing: the archive counts them and does not list them',
  'imageWarning.study.objects_one':
    'Of this study, {{count}} of {{of}} objects is missing: the archive counts it in no series',
  'imageWarning.study.objects_other':
    'Of this study, {{count}} of {{of}} objects are missing: the archive counts them in no series',
  'imageWarning.greyOfColour': 'Shown in grey only: the file brings colours for it that are not shown',
  'imageWarning.moreFrames_one':
    '{{count}} frame is not shown: the file holds {{held}} and announces {{said}}',
  'imageWarning.moreFrames_other':
    '{{count}} frames are not shown: the file holds {{held}} and announces {{said}}',
  'imageWarning.fewerFrames_one':
    '{{count}} frame is missing: the file announces {{said}} and holds {{held}}',
  'imageWarning.fewerFrames_other':
    '{{count}} frames are missing: the file announces {{said}} and holds {{held}}',
  'imageWarning.morePixels': 'Size doubtful: the file holds more pixels than its rows and columns make',
  'imageWarning.described':
    'Places of the frames not known: {{described}} are described, and the file announces {{said}}',
  'imageWarning.lossy': 'Lossy {{ratio}} {{method}}',
  'imageWarning.lossy.short': 'Lossy {{ratio}}',
  'imageWarning.mosaic': 'Mosaic: many slices in one picture',
  'imageWarning.side.attributes': 'Side doubtful: the image says {{sides}}',
  'imageWarning.side.directions': 'Side doubtful: {{side}}, but its directions are of the other side',
  'imageWarning.side.position': 'Side doubtful: {{side}}, but it lies on the other side',
  'laterality.R': 'Right',
  'laterality.L': 'Left',
  'laterality.B': 'Both sides',
  'laterality.U': 'Unpaired',
  'stack.part': 'Stack {{part}} of {{parts}}',
  'stack.part.plane': 'Stack {{part}} of {{parts}}, {{plane}}',
  'stack.part.count_one': '{{part}}: {{count}} image',
  'stack.part.count_other': '{{part}}: {{count}} images',
  'stack.parts': 'Stacks of this series',
  'stack.plane.axial': 'axial',
  'stack.plane.coronal': 'coronal',
  'stack.plane.sagittal': 'sagittal',
  'stack.plane.oblique': 'oblique',
  'order.duplicateInstance_one': '{{count}} duplicate: an image came more than once and is shown once',
  'order.duplicateInstance_other': '{{count}} duplicates: images came more than once and are shown once',
  'order.mixedOrientation': 'Mixed orientations: {{groups}} directions in this series',
  'stack.bValue': 'b {{value}}',
  'order.mixedSize': 'Mixed sizes: {{groups}} in this series',
  'order.withoutPlace_one': '{{count}} image does not say where it lies: it stands beside the others',
  'order.withoutPlace_other': '{{count}} images do not say where they lie: they stand beside the others',
  'order.unknown': 'Order not known: nothing but their UIDs puts {{count}} images in this order',
  'order.duplicatePosition_one': '{{count}} duplicate: an image lies on another at slice {{slice}}',
  'order.duplicatePosition_other': '{{count}} duplicates: images lie on others, from slice {{slice}} on',
  'order.incompletePlaces': '{{least}} to {{most}} images at a place: a time point is incomplete',
  'order.missingSlices_one': '{{count}} slice missing after slice {{slice}}',
  'order.missingSlices_other': '{{count}} slices missing, the first after slice {{slice}}',
  'order.unevenSpacing': 'Uneven slices, {{least}} to {{most}} mm apart',
  'order.tilted': 'Tilted gantry: slices sheared by {{degrees}}°',
  'order.shifted': 'Slices shifted sideways by up to {{mm}} mm',
  'order.turned': 'Slices turned against each other by {{degrees}}°',
  'order.otherPixelSpacing': 'Pixel spacing changes within the stack',
  'order.otherFrameOfReference': 'More than one frame of reference in the stack',
} as const;
