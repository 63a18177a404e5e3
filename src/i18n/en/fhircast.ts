/** The dictation beside the viewer. */
export const fhircast = {
  'fhircast.differs.study': 'The dictation shows another study.',
  'fhircast.differs.absent':
    'The dictation shows a study that is in none of these archives, so it was not opened here.',
  'fhircast.differs.several':
    'The dictation names an accession number that several studies have, so none was opened here.',
  'fhircast.differs.archive':
    'The dictation shows another study. An archive did not answer, so it was not opened here.',
  'fhircast.differs.patient':
    'The dictation names another patient for its study than the archive does. Look whose report it is before you dictate.',
  'fhircast.differs.room':
    'The dictation shows another study. While you look at this one together, it is not followed.',
  'fhircast.differs.unfollowed':
    'A program beside the viewer did not follow: the dictation may show another study.',
  'fhircast.differs.unfollowedBy': '{{name}} did not follow: it may show another study.',
  'fhircast.differs.untold': 'The dictation could not be told of this study: it may show another one.',
  'fhircast.openHere': 'Open it here',
  'fhircast.tellAgain': 'Show this study there',
  'fhircast.lost':
    'The line to the dictation is lost: it may show another study. All else goes on as before; the line is tried again.',
  'fhircast.refused.role':
    'The dictation is not connected, since your role does not allow it. All else goes on as before.',
  'fhircast.refused.hub':
    'The dictation is not connected: what should connect it does not answer as it ought to. All else goes on as before; ask your administrator.',
} as const;
