/** Arrangements as files: DICOM Hanging Protocols. */
export const hangingFile = {
  'hanging.file.import': 'Import…',
  'hanging.file.export': 'Export: {{sentence}}',
  'hanging.file.imported': 'Studies like these will hang as “{{name}}” has it. {{sentence}}',
  'hanging.file.instead': 'Your arrangement for the same studies made place for it.',
  'hanging.file.left': 'What of it there is not here:',
  'hanging.file.unreadable':
    'This file could not be read. Choose a Hanging Protocol, as a DICOM file or as DICOM JSON.',
  'hanging.file.notHanging': 'This file holds no Hanging Protocol. Choose another file.',
  'hanging.file.noPanes':
    'Nothing of this Hanging Protocol can hang here: it shows no images that can be told by modality. Choose another file.',
  'hanging.file.tooLarge': 'This file is too large for a Hanging Protocol. Choose another file.',
  'hanging.file.gone':
    'What reads and writes such files could not be fetched. Nothing was changed. Try again.',
  'hanging.left.groups': 'the steps after its first one',
  'hanging.left.screens': 'several screens: all hangs on this one',
  'hanging.left.layout': 'the places of its panes: they stand in another order or size',
  'hanging.left.boxes': 'panes beyond nine, and more than one for the same images',
  'hanging.left.tiles': 'images of a series side by side: one is seen at a time',
  'hanging.left.mpr': 'computed planes: those panes take a series that was made in that plane',
  'hanging.left.volume': 'a rendered volume: its pane stays empty',
  'hanging.left.cine': 'images that play by themselves',
  'hanging.left.blending': 'images over each other',
  'hanging.left.noImages': 'panes of which it does not say what they show: they stay empty',
  'hanging.left.prior':
    'priors chosen by their age or by a code: the best prior hangs, or the pane stays empty',
  'hanging.left.conditions': 'conditions on images that cannot be asked here: more series may hang',
  'hanging.left.regions': 'a region of the body that is not known here',
  'hanging.left.procedures': 'certain procedures, or reasons for them: it hangs for all',
  'hanging.left.side': 'a side of the body: it hangs for both',
  'hanging.left.window': 'windows that are not known here: images have their own',
  'hanging.left.orientation': 'turning and mirroring: images open as ever',
  'hanging.left.sorting': 'another order of the images',
  'hanging.left.looks': 'colours, inverted greys, true size, hidden overlays',
  'hanging.left.links': 'scrolling together or reference lines for some of the panes alone',
  'hanging.left.partial': 'closing up where images are missing: the pane stays empty and names them',
} as const;
