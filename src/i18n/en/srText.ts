/** English texts: structured reports as text. Loaded with them. */
export const srText = {
  'sr.name': 'Structured report',
  'sr.loading': 'Reading the report…',
  'sr.failed': 'The report could not be read',
  'sr.failed.text': 'The archive did not give it. The pictures are not affected. Try again.',
  'sr.codes': 'Show codes',
  'sr.image': 'Go to image',
  'sr.imageFrame': 'Go to image, frame {{frame}}',
  'sr.elsewhere': 'Not in this document’s list of images',
  'sr.document': 'Document',
  'sr.verified': 'Verified',
  'sr.unverified': 'Not verified',
  'sr.by': '{{author}} · {{at}}',
  'sr.nobody': 'Author not told',
  'sr.noTime': 'time not told',
  'sr.choose': 'Documents of this series',
  'sr.empty': 'The report is empty.',
} as const;
