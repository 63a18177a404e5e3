/** English texts of what other systems open: studies by an accession number, and the page inside another. Loaded with it. */
export const elsewhere = {
  'accession.looking': 'Looking for the study…',
  'accession.several_one': 'One study has this accession number',
  'accession.several_other': '{{count}} studies have this accession number',
  'accession.one.text': 'Check that it is the one that is meant, then open it.',
  'accession.several.text': 'Choose the one that is meant.',
  'accession.unchecked': 'The archive does not say its accession number.',
  'accession.none': 'No study has this accession number',
  'accession.none.text':
    'Every archive of the settings was asked. The study may not have arrived yet: try again, or search the worklist.',
  'accession.none.partly':
    'Not every archive could be looked through, so it may be in one of those named here.',
  'accession.notLooked': 'The study could not be looked for',
  'accession.left.dead': '{{archive}} does not answer. Its studies could not be looked through.',
  'accession.left.closed': '{{archive}} wants another sign-in and was not asked.',
  'accession.left.cut': '{{archive}} has too many studies to look through for this number.',
  'accession.gone': 'The accession number is not kept',
  'accession.gone.text':
    'It identifies a patient’s examination, so it stands neither in the address nor in the browser’s history. Open the study once more from where you came.',
  'accession.unreadable': 'This is not an accession number',
  'accession.unreadable.text':
    'What the other system handed over cannot be one: it is empty, too long, or stands for several. Search the worklist, or tell an administrator.',
  'embed.waiting': 'No study is open',
  'embed.waiting.text': 'The page around this one opens studies here.',
  'embed.alone': 'This address is for other pages',
  'embed.alone.text':
    'A page that shows Isocenter inside itself opens studies here. By itself it shows nothing.',
  'embed.ownTab': 'Open in a tab of its own',
  'embed.signIn': 'Sign in to {{house}} in a tab of its own',
  'embed.signIn.text':
    'Inside another page nobody can sign in here: browsers keep what a page in a frame knows of a sign-in apart. In a tab of its own the same view opens.',
} as const;
