/** English texts: a presentation state that a picture is shown with. {{name}} marks a value. */
export const presentation = {
  'presentation.applied': 'Presentation state {{name}}',
  'presentation.nameless': 'nameless',
  'presentation.by': '{{creator}} {{when}}',
  'presentation.off': 'Take off',
  'presentation.off.name': 'Take off the presentation state {{name}}',
  'presentation.loading': 'The presentation state is on its way',
  'presentation.missing':
    'The presentation state could not be fetched. The picture is as its file has it; other images are not touched. Take the state off, or open the link again later.',
  'presentation.otherImage': 'Not for this image, which is shown as its file has it',
  'presentation.note.mask': 'Its mask subtraction is not applied',
  'presentation.note.icc': 'Its colour profile is not applied: colours are those of the file',
  'presentation.note.blending':
    'Blending is not drawn: {{under}} is shown, and {{over}} is to be laid over it. Open it in a pane beside',
  'presentation.note.compound': 'Some of its graphics are of a kind not drawn here',
  'presentation.note.matrix': 'Graphics on the whole slide are not drawn',
  'presentation.note.graphics': 'Some of its graphics or texts cannot be read and are not drawn',
  'presentation.note.lut': 'One of its tables or windows cannot be read: grey levels may be other than meant',
  'presentation.note.turn': 'It asks for a turn that is no quarter: the picture is not turned',
  'presentation.note.values': 'The window is in the state’s values; measured values stay the file’s',
  'presentation.note.unreachable':
    'Its modality table cannot take the place of the file’s: grey levels may be other than meant',
  'presentation.note.true-size': 'True size holds on screens of 96 dots per inch only',
  'presentation.note.aspect': 'It asks for pixels of another shape than the file’s, which are kept',
  'presentation.note.unknownSeries': 'a series that is not here',
} as const;
