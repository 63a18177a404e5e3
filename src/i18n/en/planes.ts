/** English texts: planes through volumes. {{name}} marks a value. */
export const planes = {
  'action.mpr': 'MPR: three planes',
  'cut.name': '{{plane}} plane, {{place}}',
  'cut.bar': 'Planes of the volume',
  'cut.plane': 'Plane',
  'cut.plane.axial': 'Axial',
  'cut.plane.coronal': 'Coronal',
  'cut.plane.sagittal': 'Sagittal',
  'cut.plane.oblique': '{{plane}}, turned',
  'cut.slab': 'Slab',
  'cut.slab.none': 'No slab',
  'cut.slab.of': '{{mm}} mm',
  'cut.by': 'What the slab shows',
  'cut.by.max': 'Maximum',
  'cut.by.min': 'Minimum',
  'cut.by.mean': 'Mean',
  'cut.by.max.short': 'MIP',
  'cut.by.min.short': 'MinIP',
  'cut.by.mean.short': 'mean',
  'cut.unturn': 'Straighten the planes',
  'cut.stored': 'Stored images',
  'cut.close': 'Close the planes',
  'cut.resampled': 'resampled',
  'cut.resampled.why': 'Computed between the stored images. Nothing is measured here.',
  'cut.progress': '{{had}} of {{images}} images here. What is missing is black.',
  'cut.progress.short': '{{had}} of {{images}} images',
  'cut.outside': 'This plane goes by the volume: there is nothing on it. Scroll back, or press MPR twice.',
  'cut.outside.short': 'Beside the volume',
  'cut.lost': '{{lost}} of {{images}} images could not be had. There the plane is black.',
  'cut.lost.short': '{{lost}} missing',
  'cut.cross': 'Where the planes meet: {{place}}. Arrow keys move it in this plane.',
  'cut.turn': 'Turn the other planes. Arrow keys turn them by a degree, with Shift by ten.',
  'cut.scroll': 'Place of the plane in pane {{number}}',
  'cut.off.stored':
    'Only for stored images: a plane is computed between them. Press MPR again to go back to them.',
  'cut.off.measure':
    'Nothing is measured on a plane, which is computed. Measure on the stored images: press MPR again, or use their pane.',
  'cut.off.hanging': 'Planes are not kept as an arrangement. Press MPR again, then keep it.',
  'cut.refused': 'No planes of this series',
  'cut.refused.too-few-slices':
    'There are no planes of this series: it has fewer than three slices side by side.',
  'cut.refused.projection':
    'There are no planes of this series: its images are projections, not slices of a body.',
  'cut.refused.localizer': 'There are no planes of this series: it holds localizers.',
  'cut.refused.colour': 'There are no planes of this series: its images are in colour.',
  'cut.refused.ultrasound':
    'There are no planes of this series: ultrasound pictures do not say where they lie.',
  'cut.refused.no-picture': 'There are no planes of this series: it holds no images of its own.',
  'cut.refused.no-position':
    'There are no planes of this series: its images do not say where in the patient they lie.',
  'cut.refused.turned': 'There are no planes of this series: its slices are turned against each other.',
  'cut.refused.other-frame-of-reference':
    'There are no planes of this series: its images lie in different frames of reference.',
  'cut.refused.mixed-orientation': 'There are no planes of this series: its images are not parallel.',
  'cut.refused.mixed-size': 'There are no planes of this series: its images are not of one size.',
  'cut.refused.mixed-spacing':
    'There are no planes of this series: its images have pixels of different sizes.',
  'cut.refused.shifted':
    'There are no planes of this series: its slices are displaced against each other without a rule.',
  'cut.refused.repeated':
    'There are no planes of this series: several images lie at one place, and nothing tells them apart.',
  'cut.refused.impossible-size':
    'There are no planes of this series: by its positions and spacings it is longer than ten metres, which cannot be.',
  'cut.refused.too-large':
    'There are no planes of this series: it is larger than the memory of this device. Its stored images can be read.',
  'cut.refused.rendered':
    'There are no planes of this series: its pictures were made by the archive, and hold no values.',
  'cut.refused.unknown': 'The series is not described yet. Press MPR again when its first image is here.',
} as const;
